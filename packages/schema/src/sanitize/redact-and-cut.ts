/** Redact first, cut afterwards, and look again at what the cut left: a value must not come to light at the edge. */
import type { Found } from './find.js'
import { replace, settle } from './redact-text.js'

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
/** The longest placeholder, so that a cut never leaves half of one. */
const PLACEHOLDER_MAX = 16
const MAX_CUTS = 8

export function redactAndCut(value: string, limit: Limit, count: (rule: string) => void): string {
  const long = value.length > limit.read
  let text = long ? value.slice(0, limit.read) : value
  let stop = long ? limit.read - BLIND : text.length
  for (let cuts = 0; cuts < MAX_CUTS; cuts++) {
    const found = settle(text)
    if (found === undefined && text.length <= limit.keep) return text
    const kept = found === undefined ? text.slice(0, stop) : replaced(text, found, stop, count)
    if (kept.length <= limit.keep && stop === text.length) return kept
    text = cut(kept, limit.keep)
    stop = text.length
  }
  return ''
}

function replaced(
  text: string,
  found: readonly Found[],
  stop: number,
  count: (rule: string) => void,
): string {
  for (const { rule, start } of found) if (start < stop) count(rule)
  return replace(text, found, stop)
}

/** Not through a surrogate pair and not through a placeholder. */
function cut(text: string, keep: number): string {
  if (text.length <= keep) return text
  let end = keep
  const open = text.lastIndexOf('[', end - 1)
  if (open >= 0 && open > end - PLACEHOLDER_MAX) {
    const close = text.indexOf(']', open)
    if (close >= end && close - open < PLACEHOLDER_MAX) end = open
  }
  const before = text.charCodeAt(end - 1)
  const after = text.charCodeAt(end)
  return text.slice(
    0,
    before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff ? end - 1 : end,
  )
}
