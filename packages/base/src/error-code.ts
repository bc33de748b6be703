/**
 * Reads the `code` that system errors and client libraries put on what they throw, such as `ENOENT`.
 *
 * @returns undefined when the thrown value carries no code. The error's message is never read: it may quote
 *   data.
 */
export function errorCode(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined
  const { code } = thrown
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined
}
