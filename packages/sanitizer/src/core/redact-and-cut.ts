/** Redacts a text, cuts it, and redacts what the cut left: no value may appear at the edge of the cut. */

/**
 * Replaces each value in a text by a placeholder, and calls `count` with its rule. A text without values is
 * returned as it is.
 */
export type Redact = (text: string, count: (rule: string) => void) => string

/** The most UTF-16 units of a label, and of a text, that may leave. */
export const LABEL = 128
export const TEXT = 1000

/** Up to so many times the limit is read of a longer input. The rest is dropped unread. */
const READ = 8
/** The last so many units of the part that is read never leave: half a value may be among them. */
const BLIND = 256
/**
 * Adjoining values settle in two or three rounds. A text that needs more was made to need them, and nothing
 * of it leaves.
 */
const MAX_CHANGES = 4
/** Matches half a surrogate pair or half a placeholder at the end of a cut text. */
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
