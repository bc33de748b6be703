/**
 * Remembers short strings that were clean: labels and the keys of an application repeat in every event, and a
 * look into a table takes a fifth of the time of a scan. A string in which anything was found is never kept.
 */
import type { Redact } from '../core/redact-and-cut.js'

/**
 * UTF-16 units of the longest string that is kept. V8 copies slices this short, so that no entry keeps a
 * longer text alive.
 */
const SHORT = 12
/** Each slot holds the last of the strings that hash to it. */
const SLOTS = 1024

export function rememberClean(redact: Redact): Redact {
  const known: string[] = Array(SLOTS).fill('')
  return (text, count) => {
    if (text.length > SHORT) return redact(text, count)
    const slot = slotOf(text)
    if (known[slot] === text) return text
    const redacted = redact(text, count)
    if (redacted === text) known[slot] = text
    return redacted
  }
}

function slotOf(text: string): number {
  const { length } = text
  const middle = text.charCodeAt(length >> 1)
  return (text.charCodeAt(0) ^ (middle << 3) ^ (text.charCodeAt(length - 1) << 6) ^ (length << 2)) % SLOTS
}
