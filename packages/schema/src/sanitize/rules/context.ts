/** What stands around a candidate. Windows are short, so that a hostile text of nothing but candidates stays linear. */

import type { Span, Spans } from './rule.js'

export const before = ({ index, input }: RegExpExecArray, words: RegExp): boolean =>
  words.test(input.slice(Math.max(0, index - 40), index))

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i

/** RFC 9562: 2 % of random UUIDs hold a run of digits and dashes that looks like something else. */
export const insideUuid = ({ 0: raw, index, input }: RegExpExecArray): boolean =>
  UUID.test(input.slice(Math.max(0, index - 35), index + raw.length + 35))

export interface Nearby {
  /** Global. */
  readonly value: RegExp
  /** How far behind the word a value may begin, and how far before it one may end. */
  readonly ahead: number
  readonly back: number
  /** Between word and value these say that the value is something else. */
  readonly other: RegExp
  /** Fewer decimal digits than this no value has. */
  readonly digits: number
  readonly valid: (value: string) => boolean
}

/** Word and value are parts of one identifier (`…1LS-cpr`). */
const JOINED = /^[-_]$/

/** Longer than any value that a `value` pattern takes. */
const VALUE_MAX = 48

/** Whether so many digits stand in ASCII that nothing else interrupts: values are ASCII. Far cheaper than to look for a value. */
function holds(text: string, start: number, end: number, digits: number): boolean {
  let count = 0
  for (let i = start; i < end && count < digits; i++) {
    const c = text.charCodeAt(i)
    if (c > 127) count = 0
    else if (c > 47 && c < 58) count++
  }
  return count >= digits
}

/**
 * The values next to the word that `match` is. The search goes from words to values and not the other way
 * round: words are rare, and each looks at one short window.
 */
export function nearby(match: RegExpExecArray, { value, ahead, back, other, digits, valid }: Nearby): Spans {
  const { index, input } = match
  const end = index + match[0].length
  const found: Span[] = []
  const last = Math.min(input.length, end + ahead + VALUE_MAX)
  const right = holds(input, end, last, digits) ? input.slice(end, last) : ''
  value.lastIndex = 0
  for (let m = right ? value.exec(right) : null; m !== null; m = value.exec(right)) {
    if (m.index > ahead) break
    // What lies between is looked at for values only: it grows from one candidate to the next.
    if (!valid(m[0])) continue
    const gap = right.slice(0, m.index)
    if (JOINED.test(gap)) continue
    if (other.test(gap)) break
    found.push([end + m.index, end + m.index + m[0].length])
  }
  if (found.length > 0 || back === 0) return found
  const from = Math.max(0, index - back - VALUE_MAX)
  const left = holds(input, from, index, digits) ? input.slice(from, index) : ''
  value.lastIndex = 0
  for (let m = left ? value.exec(left) : null; m !== null; m = value.exec(left)) {
    const stop = m.index + m[0].length
    if (stop < left.length - back || !valid(m[0])) continue
    const gap = left.slice(stop)
    if (gap === '' || JOINED.test(gap)) continue
    if (other.test(left.slice(Math.max(0, m.index - 16), m.index)) || other.test(gap)) continue
    found.push([from + m.index, from + stop])
  }
  return found
}
