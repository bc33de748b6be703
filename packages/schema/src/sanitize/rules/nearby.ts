/** Values that only a word beside them gives away. */
import { bytesOf } from '../bytes.js'
import type { Span, Spans } from './rule.js'
import { createHolds, type Parts } from './together.js'

export interface Nearby {
  /** Global. */
  readonly value: RegExp
  /** How far behind the word a value may begin, and how far before it one may end. */
  readonly ahead: number
  readonly back: number
  /** Between word and value these say that the value is something else. */
  readonly other: RegExp
  /** What every value has at least: far cheaper to ask than to look for one. */
  readonly parts: Parts
  /** Told how many decimal digits it has. */
  readonly valid: (value: string, digits: number) => boolean
}

/** Word and value are parts of one identifier (`…1LS-cpr`). */
const JOINED = /^[-_]$/

/** Longer than any value that a `value` pattern takes. */
const VALUE_MAX = 48

/**
 * Finds the values next to the word that a match is. The search goes from words to values and not the other way
 * round: words are rare, and each looks at one short window.
 */
export function createNearby(near: Nearby): (match: RegExpExecArray, bytes?: Uint8Array) => Spans {
  const { value, ahead, back, other, parts, valid } = near
  const holdsAhead = createHolds(parts)
  const holdsBehind = createHolds(parts)

  return ({ 0: word, index, input }, bytes = bytesOf(input)) => {
    const isValid = (raw: string, start: number): boolean =>
      valid(raw, digitsIn(bytes, start, start + raw.length))
    const end = index + word.length
    const found: Span[] = []
    const last = Math.min(input.length, end + ahead + VALUE_MAX)
    const right = holdsAhead(input, end, last) ? input.slice(end, last) : ''
    value.lastIndex = 0
    for (let m = right ? value.exec(right) : null; m !== null; m = value.exec(right)) {
      if (m.index > ahead) break
      // What lies between is looked at for values only: it grows from one candidate to the next.
      if (!isValid(m[0], end + m.index)) continue
      const gap = right.slice(0, m.index)
      if (JOINED.test(gap)) continue
      if (other.test(gap)) break
      found.push([end + m.index, end + m.index + m[0].length])
    }
    if (found.length > 0 || back === 0) return found
    const from = Math.max(0, index - back - VALUE_MAX)
    const left = holdsBehind(input, from, index) ? input.slice(from, index) : ''
    value.lastIndex = 0
    for (let m = left ? value.exec(left) : null; m !== null; m = value.exec(left)) {
      const stop = m.index + m[0].length
      if (stop < left.length - back || !isValid(m[0], from + m.index)) continue
      const gap = left.slice(stop)
      if (gap === '' || JOINED.test(gap)) continue
      if (other.test(left.slice(Math.max(0, m.index - 16), m.index)) || other.test(gap)) continue
      found.push([from + m.index, from + stop])
    }
    return found
  }
}

/** Decimal digits, in ASCII. */
export function digitsIn(bytes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) {
    const c = bytes[i] ?? 0
    if (c > 47 && c < 58) count++
  }
  return count
}
