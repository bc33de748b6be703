/** UTF-16 units of JSON, and how a word of it is recognized. */
import type { Source } from './members.js'

type Codes = Source['codes']

const code = (character: string): number => character.charCodeAt(0)

export const QUOTE = code('"')
export const BACKSLASH = code('\\')
export const COMMA = code(',')
export const OPEN = code('{')
export const CLOSE = code('}')
export const OPEN_LIST = code('[')
export const CLOSE_LIST = code(']')
export const ZERO = code('0')
export const MINUS = code('-')
export const POINT = code('.')

/** Of ASCII. */
export const codesOf = (word: string): Uint8Array => Uint8Array.from(word, code)

export function isAt(codes: Codes, at: number, word: Codes): boolean {
  for (let i = 0; i < word.length; i++) if (codes[at + i] !== word[i]) return false
  return true
}

/** Not by `slice`, which in a Buffer is a view that would keep all of it. */
export const copyOf = (codes: Codes, at: number, end: number): Codes =>
  codes instanceof Uint8Array ? new Uint8Array(codes.subarray(at, end)) : codes.slice(at, end)

/** Behind the digits that begin at `at`. */
export function endOfDigits(codes: Codes, at: number): number {
  let end = at
  while (digit(codes, end) <= 9) end++
  return end
}

/** The value of a digit; of anything else more than 9. */
export const digit = (codes: Codes, at: number): number => ((codes[at] ?? 0) - ZERO) >>> 0

/** Behind the closing quote of the string that begins at `at`, or 0. */
export function endOfString(codes: Codes, at: number): number {
  if (codes[at] !== QUOTE) return 0
  for (let end = at + 1; end < codes.length; end++) {
    if (codes[end] === QUOTE) return end + 1
    if (codes[end] === BACKSLASH) end++
  }
  return 0
}
