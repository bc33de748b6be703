/**
 * Strings of class `plain` as they stand in a JSON text, quotes included. None may have an escape: then the text
 * between the quotes is the value.
 */
import { copyOf, digit, endOfDigits, endOfString, isAt, POINT, QUOTE } from './codes.js'
import { createLiterals } from './literals.js'
import type { Read, Source } from './members.js'
import { tableOf } from './memo-pattern.js'

const Z = 'Z'.charCodeAt(0)

/** Characters of one set and nothing else, as ids are. */
export function readSet(characters: string, min: number, max: number, first = characters): Read {
  const allowed = tableOf(characters)
  const begins = tableOf(first)
  return ({ codes }, at) => {
    if (codes[at] !== QUOTE || begins[codes[at + 1] ?? 0] !== 1) return 0
    let end = at + 2
    while (allowed[codes[end] ?? 0] === 1) end++
    const length = end - at - 1
    return codes[end] === QUOTE && length >= min && length <= max ? end + 1 : 0
  }
}

/** Most repeat from event to event. */
export function readPattern(source: string): Read {
  const pattern = new RegExp(source)
  const passed = createLiterals<true>(64)
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

/** One of some words, and what it stands for. */
export function readOneOf<Value>() {
  const words = new Map<string, Value>()
  const passed = createLiterals<Value>(64)
  let last: Value | undefined
  const read: Read = ({ text, codes }, at) => {
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
    add: (word: string, value: Value): unknown => words.set(word, value),
    /** Of the word that was read last. */
    last(): Value {
      if (last === undefined) throw new TypeError('nothing was read')
      return last
    },
  }
}

const TO_MINUTE = '"2026-01-31T12:00:'.length
const MOST_DECIMALS = 9

/** Times of a batch share their minute; behind it `source` has `[0-5]\d(?:\.\d{1,9})?Z`. */
export function readTime(source: string): Read {
  const whole = readPattern(source)
  let minute: Source['codes'] | undefined
  return (text, at) => {
    const { codes } = text
    if (minute === undefined || !isAt(codes, at, minute)) {
      const end = whole(text, at)
      if (end > 0) minute = copyOf(codes, at, at + TO_MINUTE)
      return end
    }
    let here = at + TO_MINUTE
    if (digit(codes, here) > 5 || endOfDigits(codes, here) !== here + 2) return 0
    here += 2
    if (codes[here] === POINT) {
      const end = endOfDigits(codes, here + 1)
      if (end === here + 1 || end > here + 1 + MOST_DECIMALS) return 0
      here = end
    }
    return codes[here] === Z && codes[here + 1] === QUOTE ? here + 2 : 0
  }
}
