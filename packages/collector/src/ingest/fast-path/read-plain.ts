/**
 * Reads strings of class `plain` where they stand in a JSON text. A string with an escape is left to the
 * parser, so that the text between the quotes is the value.
 */
import { type CharacterSet, characterSetOf } from '@hushlog/schema/fields'
import {
  type Codes,
  copyOf,
  digitAt,
  endOfDigits,
  endOfString,
  POINT,
  QUOTE,
  startsWith,
} from './json-codes.js'
import { createLiteralCache } from './literal-cache.js'
import type { ReadValue } from './source.js'

const readers = new Map<string, ReadValue>()

/** Returns one reader for each pattern: what it remembers does not differ by field or by tenant. */
export function readPlain(pattern: string): ReadValue {
  const known = readers.get(pattern)
  if (known !== undefined) return known
  const set = characterSetOf(pattern)
  const reader = set === undefined ? readPattern(pattern) : readCharacters(set)
  readers.set(pattern, reader)
  return reader
}

const readCharacters =
  ({ first, rest, minLength, maxLength }: CharacterSet): ReadValue =>
  ({ codes }, at) => {
    if (codes[at] !== QUOTE || first[codes[at + 1] ?? 0] !== 1) return 0
    let end = at + 2
    while (rest[codes[end] ?? 0] === 1) end++
    const length = end - at - 1
    return codes[end] === QUOTE && length >= minLength && length <= maxLength ? end + 1 : 0
  }

function readPattern(source: string): ReadValue {
  const pattern = new RegExp(source)
  const passed = createLiteralCache<true>(64)
  return ({ text, codes }, at) => {
    const known = passed.find(codes, at)
    if (known !== undefined) return at + known.codes.length
    const end = endOfString(codes, at)
    if (end === 0) return 0
    const value = text.slice(at + 1, end - 1)
    if (!pattern.test(value) || value.includes('\\')) return 0
    passed.add(codes, at, end, true)
    return end
  }
}

/** Reads one word of a list, each with a value of its own. */
export function createWordReader<Value>(words: ReadonlyMap<string, Value>) {
  const passed = createLiteralCache<Value>(64)
  let last: Value | undefined
  const read: ReadValue = ({ text, codes }, at) => {
    const known = passed.find(codes, at)
    last = known?.value
    if (known !== undefined) return at + known.codes.length
    const end = endOfString(codes, at)
    last = words.get(text.slice(at + 1, end - 1))
    if (end === 0 || last === undefined) return 0
    passed.add(codes, at, end, last)
    return end
  }
  return {
    read,
    /** Returns the value of the word that was read last. */
    last(): Value {
      if (last === undefined) throw new TypeError('nothing was read')
      return last
    },
  }
}

const MINUTE_LENGTH = '"2026-01-31T12:00:'.length
const MAX_DECIMALS = 9

const timestampReaders = new Map<string, ReadValue>()

/** Returns one reader for each pattern. */
export function readTimestamp(pattern: string): ReadValue {
  const reader = timestampReaders.get(pattern) ?? createTimestampReader(pattern)
  timestampReaders.set(pattern, reader)
  return reader
}

/**
 * Times of a batch share their minute. The rest of the pattern, behind the minute, is
 * `[0-5]\d(?:\.\d{1,9})?Z`.
 */
function createTimestampReader(pattern: string): ReadValue {
  const readWhole = readPattern(pattern)
  let minute: Codes | undefined
  return (source, at) => {
    const { codes } = source
    if (minute === undefined || !startsWith(codes, at, minute)) {
      const end = readWhole(source, at)
      if (end > 0) minute = copyOf(codes, at, at + MINUTE_LENGTH)
      return end
    }
    let here = at + MINUTE_LENGTH
    if (digitAt(codes, here) > 5 || endOfDigits(codes, here) !== here + 2) return 0
    here += 2
    if (codes[here] === POINT) {
      const end = endOfDigits(codes, here + 1)
      if (end === here + 1 || end > here + 1 + MAX_DECIMALS) return 0
      here = end
    }
    return codes[here] === Z && codes[here + 1] === QUOTE ? here + 2 : 0
  }
}

const Z = 'Z'.charCodeAt(0)
