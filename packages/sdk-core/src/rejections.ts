import { IS_SCRIPT } from '@hushlog/base'

/**
 * Codes, schema paths and what the collector expected match this pattern; nothing else is repeated in a warning. The
 * script tag has no room for what was expected.
 */
const SAFE = IS_SCRIPT
  ? /^[a-z_]{1,32}( at [a-z_.]{1,64})?$/
  : /^[a-z_]{1,32}( at [a-z_.]{1,64})?(, expected [ -~]{1,300})?$/

/**
 * Reads from the body of a 202 which events of the batch were rejected. The status alone means that the others are
 * stored; without a readable list every event counts as stored.
 *
 * @returns code and schema path of each rejected event; empty text where they are not safe to show
 */
export function readRejections<T>(body: string | undefined, batch: readonly T[]): ReadonlyMap<T, string> {
  const rejections = new Map<T, string>()
  try {
    for (const { index, code, path, expected } of JSON.parse(body as string).rejected) {
      const event = batch[Number(index)]
      const reason = `${code}${path ? ` at ${path}` : ''}${!IS_SCRIPT && expected ? `, expected ${expected}` : ''}`
      if (event) rejections.set(event, SAFE.exec(reason)?.[0] ?? '')
    }
  } catch {
    // Nothing is read behind the first unreadable member.
  }
  return rejections
}
