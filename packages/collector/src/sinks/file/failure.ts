/** Reduces errors of the file sink to the code of the operating system, without a path or a value. */
import { reduceErrors, SinkError, safeCode } from '../sink-error.js'

export class FileSinkError extends SinkError {
  override readonly name = 'FileSinkError'
  constructor(code: string) {
    super('the file sink', code)
  }
}

export const toFileError = reduceErrors(FileSinkError, (thrown) => safeCode(thrown) ?? 'UNKNOWN')
