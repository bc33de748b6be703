/** Codes and schema paths match this pattern; nothing else of a response is repeated in a warning. */
const SAFE = /^[a-z_]{1,32}( at [a-z_.]{1,64})?$/

/**
 * Reads from the body of a 202 which events of the batch were rejected. The status alone means that the others are
 * stored; without a readable list every event counts as stored.
 *
 * @returns code and schema path of each rejected event; empty text where they are not safe to show
 */
export function readRejections<T>(body: string | undefined, batch: readonly T[]): ReadonlyMap<T, string> {
  const rejections = new Map<T, string>()
  try {
    for (const { index, code, path } of JSON.parse(`${body}`).rejected) {
      const event = batch[Number(index)]
      if (event) rejections.set(event, SAFE.exec(path ? `${code} at ${path}` : code)?.[0] ?? '')
    }
  } catch {
    // Nothing is read behind the first unreadable member.
  }
  return rejections
}
