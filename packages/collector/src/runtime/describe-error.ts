/**
 * Reads what a log may hold of an error: its class, its code and its stack without the message. A message can
 * quote a value of a record or of a request.
 */
import { errorCode } from '@hushlog/base'

export interface ErrorDescription {
  /** The class of the error; `unknown` when what was thrown is no error. */
  readonly error: string
  readonly code: string | undefined
}

/** A name or code with other characters could be a message in disguise. */
const NAME = /^[A-Za-z]{1,60}$/
const CODE = /^[A-Za-z0-9_]{1,60}$/
/** So many frames of a stack say where an error arose. */
const FRAMES = 5

export function describeError(thrown: unknown): ErrorDescription {
  if (!(thrown instanceof Error)) return { error: 'unknown', code: undefined }
  const code = errorCode(thrown)
  return {
    error: NAME.test(thrown.name) ? thrown.name : 'Error',
    code: code !== undefined && CODE.test(code) ? code : undefined,
  }
}

/**
 * Returns where an error arose, innermost frame first; nothing when the stack cannot be separated from the
 * message.
 */
export function stackFrames(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return []
  const { stack = '', message } = thrown
  // V8 puts the message before the frames.
  const at = stack.indexOf(message)
  if (at === -1) return []
  const lines = stack.slice(at + message.length).split('\n')
  return lines.slice(1, 1 + FRAMES).map((line) => line.trim())
}
