/** Finds values that only a word beside them identifies. */
import { bytesOf } from '../core/bytes.js'
import { type Candidates, createCandidates, type PatternRange } from './candidates.js'
import type { Span, Spans } from './rule.js'
import { createPartCheck, type Parts } from './together.js'

export interface Nearby {
  /** Matches a value. It has the flag `g`. */
  readonly value: RegExp
  /** Says how far the pattern reads. Without it each window is searched by itself. */
  readonly range?: PatternRange
  /** A value may begin so many characters behind the word, or end so many before it. */
  readonly ahead: number
  readonly back: number
  /** Matches words between word and value which say that the value is something else. */
  readonly other: RegExp
  /** Says what every value has at least. Testing for it is far cheaper than searching for a value. */
  readonly parts: Parts
  /** A value has at least so many characters. */
  readonly minLength: number
  /** @param digits how many decimal digits the value has */
  readonly valid: (value: string, digits: number) => boolean
}

/** Says whether a character joins word and value to one identifier (`…1LS-cpr`). */
const isJoint = (c = 0): boolean => c === 45 || c === 95

/** No value that a `value` pattern matches is as long. */
const VALUE_MAX = 48

/**
 * Returns a validator for matches of a word, which finds the values next to it. The search goes from words to
 * values and not the other way round: words are rare, and each has one short window.
 */
export function createNearby(near: Nearby): (match: RegExpExecArray, bytes?: Uint8Array) => Spans {
  const { value, range, ahead, back, other, parts, minLength, valid } = near
  const hasPartAhead = createPartCheck(parts)
  const hasPartBehind = createPartCheck(parts)
  const candidates = range ? createCandidates(value, range) : createSearch(value)

  return ({ 0: word, index, input }, bytes = bytesOf(input)) => {
    const isValid = (start: number, stop: number): boolean =>
      stop - start >= minLength && valid(input.slice(start, stop), digitsIn(bytes, start, stop))
    const end = index + word.length
    const found: Span[] = []
    const last = Math.min(input.length, end + ahead + VALUE_MAX)
    const right = hasPartAhead(input, bytes, end, last) ? candidates(input, bytes, end, last) : NOTHING
    for (let i = 0; i < right.length; i += 2) {
      const [start = 0, stop = 0] = [right[i], right[i + 1]]
      if (start > end + ahead) break
      // The text between is tested only for valid values, because it grows from one candidate to the next.
      if (!isValid(start, stop)) continue
      if (start - end === 1 && isJoint(bytes[end])) continue
      if (other.test(input.slice(end, start))) break
      found.push([start, stop])
    }
    if (found.length > 0 || back === 0) return found
    const from = Math.max(0, index - back - VALUE_MAX)
    const left = hasPartBehind(input, bytes, from, index) ? candidates(input, bytes, from, index) : NOTHING
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

/** Searches each window by itself, for a pattern that reads too far for windows to share results. */
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

/** Counts the ASCII digits. */
export function digitsIn(bytes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) {
    const c = bytes[i] ?? 0
    if (c > 47 && c < 58) count++
  }
  return count
}
