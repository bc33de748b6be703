/** Reads numbers and booleans where they stand in a JSON text. Exponents and `-0` are left to the parser. */
import { codesOf, digitAt, endOfDigits, MINUS, POINT, startsWith } from './json-codes.js'
import type { ReadValue } from './source.js'

/** UTF-16 units of the longest number that is read: no measured number has more. */
const MAX_LENGTH = 32
/** Up to so many digits a sum of them is exact. */
const EXACT_DIGITS = 15

export function readNumber(minimum: number, maximum: number, isInteger: boolean): ReadValue {
  return ({ text, codes }, at) => {
    const isNegative = codes[at] === MINUS
    const from = isNegative ? at + 1 : at
    let end = endOfDigits(codes, from)
    if (end === from || (digitAt(codes, from) === 0 && end > from + 1)) return 0
    const isWhole = codes[end] !== POINT
    if (!isWhole) {
      const decimals = end + 1
      end = endOfDigits(codes, decimals)
      if (isInteger || end === decimals) return 0
    }
    if (end - at > MAX_LENGTH) return 0
    let value = 0
    // The sum is several times faster than `Number` of a slice.
    if (isWhole && end - from <= EXACT_DIGITS)
      for (let i = from; i < end; i++) value = value * 10 + digitAt(codes, i)
    else value = Number(text.slice(from, end))
    if (isNegative) return value !== 0 && -value >= minimum && -value <= maximum ? end : 0
    return value >= minimum && value <= maximum ? end : 0
  }
}

const TRUE = codesOf('true')
const FALSE = codesOf('false')

export const readBoolean: ReadValue = ({ codes }, at) => {
  if (startsWith(codes, at, TRUE)) return at + TRUE.length
  return startsWith(codes, at, FALSE) ? at + FALSE.length : 0
}
