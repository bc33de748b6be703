/** Redact first, cut afterwards, and look again at what the cut left: a value must not come to light at the edge. */
import { type Find, replace } from './find.js'

export interface Limit {
  /** UTF-16 units that may leave. */
  readonly keep: number
  /** What is read of a longer input; the rest is dropped unread. */
  readonly read: number
}

export const LABEL: Limit = { keep: 128, read: 2048 }
export const TEXT: Limit = { keep: 1000, read: 8192 }

/** What stands at the end of the part that is read may be half a value, so it never leaves. */
const BLIND = 256
/** Values glued to each other settle in two or three rounds, and each cut may take as many. */
const MAX_ROUNDS = 8
/** At the end of what is kept: half a surrogate pair, half a placeholder. */
const HALF = /[\ud800-\udbff]$|\[[a-z\d_]{0,32}$/

export function redactAndCut(
  value: string,
  { keep, read }: Limit,
  find: Find,
  count: (rule: string) => void,
  disabled?: readonly string[],
): string {
  let text = value.slice(0, read)
  let stop = value.length > read ? read - BLIND : text.length
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = find(text, disabled)
    if (found !== undefined) {
      for (const { rule, start } of found) if (start < stop) count(rule)
      text = replace(text, found, stop)
    } else if (stop < text.length) text = text.slice(0, stop)
    else if (text.length > keep) text = cut(text, keep)
    else return text
    stop = text.length
  }
  return ''
}

/** Not through a surrogate pair and not through a placeholder. */
function cut(text: string, keep: number): string {
  const kept = text.slice(0, keep)
  return /^[a-z\d_]{0,32}\]|^[\udc00-\udfff]/.test(text.slice(keep)) ? kept.replace(HALF, '') : kept
}
