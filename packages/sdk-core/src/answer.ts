/** What a 202 says of single events; it alone means that they are stored. */

/** Codes and schema paths look like this; anything else in an answer is not repeated. */
const SAFE = /^[a-z_]{1,32}( at [a-z_.]{1,64})?$/

/**
 * The events that were refused, by index: code and schema path, safe to show; empty when the answer was not. Without a
 * readable list every event counts as delivered, because the status says so.
 */
export function readRejections(body: string, batchSize: number): ReadonlyMap<number, string> {
  const rejections = new Map<number, string>()
  try {
    const { rejected } = JSON.parse(body) as { rejected: Iterable<Partial<Record<string, unknown>> | null> }
    for (const item of rejected) {
      const { index, code, path } = item ?? {}
      if (!Number.isInteger(index) || !(Number(index) >= 0 && Number(index) < batchSize)) continue
      rejections.set(
        Number(index),
        [[code, path].join(' at '), `${code}`].find((text) => SAFE.test(text)) ?? '',
      )
    }
  } catch {
    // Of what is unreadable the rest is.
  }
  return rejections
}
