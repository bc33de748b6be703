/**
 * The prefilter: one loop over the characters says which rules could match at all. Most labels hold no
 * signal and no four digits, and no regular expression ever sees them.
 */
export const AT = 1
export const COLON = 2
export const EQUALS = 4
export const DOT = 8
/** `/` or `\`. */
export const SLASH = 16
/** `%`, `\` or `&`: something may be written in an encoded form. */
export const ENCODED = 32
/** A control character or anything beyond ASCII. */
export const WIDE = 64
/** `[`: there may be a placeholder. */
export const BRACKET = 128
export const DASH = 256
export const UNDERSCORE = 512

/** Digits are counted above the signals. */
const DIGIT_SHIFT = 10
const SIGNAL_MASK = (1 << DIGIT_SHIFT) - 1

const table = new Uint16Array(128).fill(0)
table.fill(WIDE, 0, 32)
table[127] = WIDE
for (const [characters, signal] of [
  ['@', AT],
  [':', COLON],
  ['=', EQUALS],
  ['.', DOT],
  ['/', SLASH],
  ['\\', SLASH | ENCODED],
  ['%&', ENCODED],
  ['[', BRACKET],
  ['-', DASH],
  ['_', UNDERSCORE],
  ['0123456789', 1 << DIGIT_SHIFT],
] as const) {
  for (const c of characters) table[c.charCodeAt(0)] = signal
}
/** Tab, line feed and carriage return are ordinary in what people write. */
table[9] = table[10] = table[13] = 0

export function scan(text: string): number {
  let bits = 0
  let digits = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c > 127) bits |= WIDE
    else {
      const signal = table[c] ?? 0
      if (signal > SIGNAL_MASK) digits++
      else bits |= signal
    }
  }
  return bits | (Math.min(digits, 1000) << DIGIT_SHIFT)
}

export const signalsOf = (scanned: number): number => scanned & SIGNAL_MASK
export const digitsOf = (scanned: number): number => scanned >> DIGIT_SHIFT
