/** Errors of the file sink: the code of the operating system, never a path or a value. */
export class FileSinkError extends Error {
  override readonly name = 'FileSinkError'
  constructor(readonly code: string) {
    super(`the file sink failed: ${code}`)
  }
}

export function withoutPath(thrown: unknown): Error {
  if (thrown instanceof FileSinkError) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  return new FileSinkError(typeof code === 'string' ? code : 'UNKNOWN')
}
