/**
 * Records as lines of JSON that PostgreSQL takes. Its texts hold no NUL and no half of a surrogate pair, which
 * other stores keep: both become U+FFFD, so that the record is stored with all the rest of it.
 */
const NEWLINE = 0x0a
const SPACE = 0x20
const BACKSLASH = 0x5c
const ESCAPE = Buffer.from('\\u')
const REPLACEMENT = Buffer.from('\\ufffd')

/** @param records bytes of JSON objects, which stay as they are. */
export function toLines(records: readonly Uint8Array[]): Buffer {
  let size = 0
  for (const bytes of records) size += bytes.length + 1
  const lines = Buffer.allocUnsafe(Math.max(0, size - 1))
  let at = 0
  for (const [index, bytes] of records.entries()) {
    if (index > 0) lines[at++] = NEWLINE
    lines.set(bytes, at)
    // Between two tokens a newline means what a space does; elsewhere it is no JSON.
    for (let n = bytes.indexOf(NEWLINE); n !== -1; n = bytes.indexOf(NEWLINE, n + 1)) lines[at + n] = SPACE
    at += bytes.length
  }
  replaceEscapes(lines)
  return lines
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** An escape has six bytes before and after, so nothing moves. */
function replaceEscapes(lines: Buffer): void {
  for (let at = lines.indexOf(ESCAPE); at !== -1; ) {
    let next = at + ESCAPE.length
    if (!isEscaped(lines, at)) {
      const unit = unitAt(lines, at)
      next = at + REPLACEMENT.length
      if (isHigh(unit) && isLow(unitAt(lines, next))) next += REPLACEMENT.length
      else if (unit === 0 || isHigh(unit) || isLow(unit)) lines.set(REPLACEMENT, at)
    }
    at = lines.indexOf(ESCAPE, next)
  }
}

/** Whether the backslash here is itself escaped: by an odd number of them in front. */
function isEscaped(lines: Buffer, at: number): boolean {
  let before = at
  while (lines[before - 1] === BACKSLASH) before--
  return (at - before) % 2 === 1
}

/** The code unit of the escape here; NaN when there is none. */
function unitAt(lines: Buffer, at: number): number {
  const text = lines.toString('latin1', at, at + 6)
  return /^\\u[0-9a-fA-F]{4}$/.test(text) ? Number.parseInt(text.slice(2), 16) : Number.NaN
}
