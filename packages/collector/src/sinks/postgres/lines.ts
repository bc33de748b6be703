/**
 * Makes lines of JSON that PostgreSQL takes. Its texts hold neither NUL nor half of a surrogate pair, which
 * other stores keep: both become U+FFFD, so that the rest of the record is stored.
 */
import { joinLines } from '../join-lines.js'

const NEWLINE = 0x0a
const SPACE = 0x20
const BACKSLASH = 0x5c
const ESCAPE = Buffer.from('\\u')
const REPLACEMENT = Buffer.from('\\ufffd')

/** @param records hold JSON objects; their bytes stay as they are */
export const toLines = (records: readonly { readonly bytes: Uint8Array }[]): Buffer =>
  // PostgreSQL would read an empty line after a last newline.
  joinLines(records, fixLine).subarray(0, -1)

function fixLine(line: Buffer): void {
  // Between two tokens a newline means what a space does; elsewhere JSON has none.
  for (let at = line.indexOf(NEWLINE); at !== -1; at = line.indexOf(NEWLINE, at + 1)) line[at] = SPACE
  replaceEscapes(line)
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** Replaces escapes in place: each has six bytes before and after. */
function replaceEscapes(line: Buffer): void {
  for (let at = line.indexOf(ESCAPE); at !== -1; ) {
    let next = at + ESCAPE.length
    if (!isEscaped(line, at)) {
      const unit = unitAt(line, at)
      next = at + REPLACEMENT.length
      if (isHigh(unit) && isLow(unitAt(line, next))) next += REPLACEMENT.length
      else if (unit === 0 || isHigh(unit) || isLow(unit)) line.set(REPLACEMENT, at)
    }
    at = line.indexOf(ESCAPE, next)
  }
}

/** Returns whether an odd number of backslashes before this one makes it part of an escape. */
function isEscaped(line: Buffer, at: number): boolean {
  let before = at
  while (line[before - 1] === BACKSLASH) before--
  return (at - before) % 2 === 1
}

/** Returns the code unit of the escape at this position, NaN when there is none. */
function unitAt(line: Buffer, at: number): number {
  const text = line.toString('latin1', at, at + 6)
  return /^\\u[0-9a-fA-F]{4}$/.test(text) ? Number.parseInt(text.slice(2), 16) : Number.NaN
}
