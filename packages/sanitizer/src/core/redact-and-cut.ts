/** Redact first, cut afterwards, and look again at what the cut left: a value must not come to light at the edge. */

/** A text with a placeholder for each value; `count` hears of each by its rule. The text itself when there is none. */
export type Redact = (text: string, count: (rule: string) => void) => string

/** UTF-16 units that may leave. */
export const LABEL = 128
export const TEXT = 1000

/** So many times as much as may leave is read of a longer input; the rest is dropped unread. */
const READ = 8
/** What stands at the end of the part that is read may be half a value, so it never leaves. */
const BLIND = 256
/** Values glued to each other settle in two or three, and a cut seldom brings one to light. What goes on is made to go on. */
const MAX_CHANGES = 4
/** At the end of what is kept: half a surrogate pair, half a placeholder. */
const HALF = /[\ud800-\udbff]$|\[[a-z\d_]{0,32}$/

export function redactAndCut(
  value: string,
  keep: number,
  redact: Redact,
  count: (rule: string) => void,
): string {
  let text = value.slice(0, keep * READ)
  let limit = text === value ? keep : -BLIND
  for (let round = 0; round < MAX_CHANGES; ) {
    const redacted = redact(text, count)
    if (redacted !== text) {
      text = redacted
      round++
    } else {
      if (limit >= 0 && text.length <= limit) return text
      text = text.slice(0, limit).replace(HALF, '')
      limit = keep
    }
  }
  return ''
}
