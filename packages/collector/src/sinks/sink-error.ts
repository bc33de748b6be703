/** Reduces what leaves a sink as an error to a code. The message of a store may quote data. */
import { errorCode } from '@hushlog/base'

export abstract class SinkError extends Error {
  /**
   * @param store names the store in the message
   * @param code comes from the store, from the operating system, or is the sink's own, such as `CLOSED`
   * @param advice tells an operator what to do, by the code or the beginning of it
   */
  protected constructor(
    store: string,
    readonly code: string,
    advice: Readonly<Record<string, string>> = {},
  ) {
    const found = Object.entries(advice).find(([beginning]) => code.startsWith(beginning))
    super(`${store} failed: ${code}${found === undefined ? '' : `; ${found[1]}`}`)
  }
}

/** A code with other characters, or a longer one, could be a message in disguise. */
const CODE = /^[A-Za-z][A-Za-z0-9_.]{0,59}$/

export const isSafeCode = (code: string | undefined): code is string => code !== undefined && CODE.test(code)

/**
 * Reads the code of a system or client error; returns undefined when there is none that is safe to repeat.
 */
export function safeCode(thrown: unknown): string | undefined {
  const code = errorCode(thrown)
  return isSafeCode(code) ? code : undefined
}

/**
 * Makes the function that reduces what a client throws to a sink's error.
 *
 * @param readCode finds a code that cannot hold data
 */
export const reduceErrors =
  (Reduced: new (code: string) => SinkError, readCode: (thrown: unknown) => string) =>
  (thrown: unknown): Error =>
    // A DOMException is what an abort signal throws.
    thrown instanceof SinkError || thrown instanceof DOMException ? thrown : new Reduced(readCode(thrown))

/**
 * Runs one step of a sink.
 *
 * @param reduce makes an error without values of what the step throws
 * @throws the reason of `signal` when it has aborted, else the reduced error
 */
export async function withReducedErrors<T>(
  signal: AbortSignal,
  reduce: (thrown: unknown) => Error,
  step: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  try {
    return await step()
  } catch (thrown) {
    signal.throwIfAborted()
    throw reduce(thrown)
  }
}
