/** Numbers and booleans as they stand in a JSON text. Exponents and `-0` are left to the parser. */
import { codesOf, digit, endOfDigits, isAt, MINUS, POINT } from './codes.js'
import type { Read } from './members.js'

/** More than any number that was ever measured has. */
const MOST_CHARACTERS = 32
/** Beyond it a sum of digits would be rounded. */
const EXACT_DIGITS = 15

export function readNumber(least: number, most: number, isInteger: boolean): Read {
  return ({ text, codes }, at) => {
    const isNegative = codes[at] === MINUS
    const from = isNegative ? at + 1 : at
    let end = endOfDigits(codes, from)
    if (end === from || (digit(codes, from) === 0 && end > from + 1)) return 0
    const isWhole = codes[end] !== POINT
    if (!isWhole) {
      const decimals = end + 1
      end = endOfDigits(codes, decimals)
      if (isInteger || end === decimals) return 0
    }
    if (end - at > MOST_CHARACTERS) return 0
    let value = 0
    // Several times faster than `Number` of a slice.
    if (isWhole && end - from <= EXACT_DIGITS)
      for (let i = from; i < end; i++) value = value * 10 + digit(codes, i)
    else value = Number(text.slice(from, end))
    if (isNegative) return value !== 0 && -value >= least && -value <= most ? end : 0
    return value >= least && value <= most ? end : 0
  }
}

const TRUE = codesOf('true')
const FALSE = codesOf('false')

export const readBoolean: Read = ({ codes }, at) => {
  if (isAt(codes, at, TRUE)) return at + TRUE.length
  return isAt(codes, at, FALSE) ? at + FALSE.length : 0
}
