/** UTF-16 units that JSON is made of, and how words, digits and strings are recognized in them. */
import type { Source } from './source.js'

export type Codes = Source['codes']

const code = (character: string): number => character.charCodeAt(0)

export const QUOTE = code('"')
export const BACKSLASH = code('\\')
export const COMMA = code(',')
export const OPEN_OBJECT = code('{')
export const CLOSE_OBJECT = code('}')
export const OPEN_ARRAY = code('[')
export const CLOSE_ARRAY = code(']')
export const MINUS = code('-')
export const POINT = code('.')
const ZERO = code('0')

/** @param word ASCII only */
export const codesOf = (word: string): Uint8Array => Uint8Array.from(word, code)

export function startsWith(codes: Codes, at: number, word: Codes): boolean {
  for (let i = 0; i < word.length; i++) if (codes[at + i] !== word[i]) return false
  return true
}

/** Copies a part. The `slice` of a Buffer is a view, which would keep the whole request in memory. */
export const copyOf = (codes: Codes, at: number, end: number): Codes =>
  codes instanceof Uint8Array ? new Uint8Array(codes.subarray(at, end)) : codes.slice(at, end)

/** Returns the offset behind the digits that begin at `at`. */
export function endOfDigits(codes: Codes, at: number): number {
  let end = at
  while (digitAt(codes, end) <= 9) end++
  return end
}

/** Returns the value of a digit, and more than 9 for anything else. */
export const digitAt = (codes: Codes, at: number): number => ((codes[at] ?? 0) - ZERO) >>> 0

/** Returns the offset behind the closing quote of the string that begins at `at`, or 0. */
export function endOfString(codes: Codes, at: number): number {
  if (codes[at] !== QUOTE) return 0
  for (let end = at + 1; end < codes.length; end++) {
    if (codes[end] === QUOTE) return end + 1
    if (codes[end] === BACKSLASH) end++
  }
  return 0
}
