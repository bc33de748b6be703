/**
 * Works on several items at a time. When one fails the others are told to stop and are waited for, so that
 * nothing goes on behind the caller's back; then the first failure is thrown.
 */
export async function forEach<T>(
  items: Iterable<T> | AsyncIterable<T>,
  atATime: number,
  signal: AbortSignal,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const failures: unknown[] = []
  const source = (async function* () {
    yield* items
  })()
  async function worker(): Promise<void> {
    try {
      // A generator answers one request after the other, so workers can share it.
      for (let next = await source.next(); !next.done; next = await source.next()) {
        either.throwIfAborted()
        await work(next.value, either)
      }
    } catch (thrown) {
      failures.push(thrown)
      stop.abort()
    }
  }
  await Promise.all(Array.from({ length: atATime }, worker))
  if (failures.length > 0) {
    await source.return(undefined)
    signal.throwIfAborted()
    throw failures[0]
  }
}
