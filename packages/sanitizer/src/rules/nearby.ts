/** Values that only a word beside them gives away. */
import { bytesOf } from '../core/bytes.js'
import { type Candidates, createCandidates, type Sight } from './candidates.js'
import type { Span, Spans } from './rule.js'
import { createHolds, type Parts } from './together.js'

export interface Nearby {
  /** Global. */
  readonly value: RegExp
  /** Of one that looks no further than this. */
  readonly sight?: Sight
  /** How far behind the word a value may begin, and how far before it one may end. */
  readonly ahead: number
  readonly back: number
  /** Between word and value these say that the value is something else. */
  readonly other: RegExp
  /** What every value has at least: far cheaper to ask than to look for one. */
  readonly parts: Parts
  /** Characters that a value has at least, and told how many decimal digits one has whether it is valid. */
  readonly shortest: number
  readonly valid: (value: string, digits: number) => boolean
}

/** Between a word and a value that are parts of one identifier (`…1LS-cpr`). */
const isJoint = (c = 0): boolean => c === 45 || c === 95

/** Longer than any value that a `value` pattern takes. */
const VALUE_MAX = 48

/**
 * Finds the values next to the word that a match is. The search goes from words to values and not the other way
 * round: words are rare, and each looks at one short window.
 */
export function createNearby(near: Nearby): (match: RegExpExecArray, bytes?: Uint8Array) => Spans {
  const { value, sight, ahead, back, other, parts, shortest, valid } = near
  const holdsAhead = createHolds(parts)
  const holdsBehind = createHolds(parts)
  const candidates = sight ? createCandidates(value, sight) : createSearch(value)

  return ({ 0: word, index, input }, bytes = bytesOf(input)) => {
    const isValid = (start: number, stop: number): boolean =>
      stop - start >= shortest && valid(input.slice(start, stop), digitsIn(bytes, start, stop))
    const end = index + word.length
    const found: Span[] = []
    const last = Math.min(input.length, end + ahead + VALUE_MAX)
    const right = holdsAhead(input, end, last) ? candidates(input, bytes, end, last) : NOTHING
    for (let i = 0; i < right.length; i += 2) {
      const [start = 0, stop = 0] = [right[i], right[i + 1]]
      if (start > end + ahead) break
      // What lies between is looked at for values only: it grows from one candidate to the next.
      if (!isValid(start, stop)) continue
      if (start - end === 1 && isJoint(bytes[end])) continue
      if (other.test(input.slice(end, start))) break
      found.push([start, stop])
    }
    if (found.length > 0 || back === 0) return found
    const from = Math.max(0, index - back - VALUE_MAX)
    const left = holdsBehind(input, from, index) ? candidates(input, bytes, from, index) : NOTHING
    for (let i = 0; i < left.length; i += 2) {
      const [start = 0, stop = 0] = [left[i], left[i + 1]]
      if (stop < index - back || !isValid(start, stop)) continue
      if (stop === index || (stop === index - 1 && isJoint(bytes[stop]))) continue
      const gap = input.slice(stop, index)
      if (other.test(input.slice(Math.max(from, start - 16), start)) || other.test(gap)) continue
      found.push([start, stop])
    }
    return found
  }
}

const NOTHING: readonly number[] = []

/** Of a pattern that looks too far for its windows to have much in common. */
const createSearch =
  (value: RegExp): Candidates =>
  (input, _, from, to) => {
    const found: number[] = []
    const part = input.slice(from, to)
    value.lastIndex = 0
    for (let m = value.exec(part); m !== null; m = value.exec(part))
      found.push(from + m.index, from + value.lastIndex)
    return found
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
