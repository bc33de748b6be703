/** What a 202 says of single events; it alone means that they are stored. */

/** Codes and schema paths look like this; anything else in an answer is not repeated. */
const SAFE = /^[a-z_]{1,32}( at [a-z_.]{1,64})?$/

/**
 * The events of the batch that were refused: code and schema path, safe to show; empty when the answer was not. Without a
 * readable list every event counts as delivered, because the status says so.
 */
export function readRejections<T>(body: string | undefined, batch: readonly T[]): ReadonlyMap<T, string> {
  const rejections = new Map<T, string>()
  try {
    for (const { index, code, path } of JSON.parse(`${body}`).rejected) {
      const event = batch[Number(index)]
      if (event) rejections.set(event, SAFE.exec(path ? `${code} at ${path}` : code)?.[0] ?? '')
    }
  } catch {
    // Behind what is unreadable nothing is read.
  }
  return rejections
}
