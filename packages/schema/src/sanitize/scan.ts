/**
 * The prefilter: one loop over the characters says which lanes could match at all. Most labels hold no
 * signal, no four digits, no long run and no stem, and no regular expression ever sees them.
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
/** `?`, `&` or `#`. */
export const QUERY = 512
/** At least 14 characters without a space, as the shortest hardware address has. */
export const RUN = 1024
/** At least 20 characters without a space, as every token has. */
export const LONG_RUN = 2048

/** Digits are counted above the signals, up to 15: no lane asks for more than 12. */
const DIGIT_SHIFT = 12
const DIGITS_MAX = 15
/** Above the digits: one bit for each group of stems. */
const STEM_SHIFT = 16
const STEMS_MAX = 14
const ALL_STEMS = ((1 << STEMS_MAX) - 1) << STEM_SHIFT

/** What each ASCII character is, in one number: the letter (1 to 26) below, its signals above, one more bit for digits. */
const LETTER_BITS = 5
const LETTER = 31
const DIGIT = 1 << 20
const ALL_STEMS_MARK = 1 << 21
const classes = new Uint32Array(128)
classes.fill(WIDE << LETTER_BITS, 0, 32)
classes[127] = WIDE << LETTER_BITS
/** Tab, line feed and carriage return are ordinary in what people write. */
classes[9] = classes[10] = classes[13] = 0
for (const [characters, signal] of [
  ['@', AT],
  [':', COLON],
  ['=', EQUALS],
  ['.', DOT],
  ['/', SLASH],
  ['\\', SLASH | ENCODED],
  ['%', ENCODED],
  ['&', ENCODED | QUERY],
  ['?#', QUERY],
  ['[', BRACKET],
  ['-', DASH],
] as const) {
  for (const c of characters) classes[c.charCodeAt(0)] = signal << LETTER_BITS
}
for (let i = 0; i < 10; i++) classes[48 + i] = DIGIT
for (let i = 1; i <= 26; i++) classes[64 + i] = classes[96 + i] = i

/** By three neighbours of five bits, 0 for what is no letter: `' at'` is a word that begins with `at`. */
const TRIGRAM = (1 << (3 * LETTER_BITS)) - 1
const stems = new Uint16Array(TRIGRAM + 1)
let groups = 0

/** The signal of a group of stems: three characters each, a space where no letter stands. */
export function stemGroup(list: string): number {
  if (groups === STEMS_MAX) throw new RangeError('too many groups of stems')
  const group = 1 << groups++
  for (let i = 0; i < list.length; i += 4) {
    let trigram = 0
    for (let j = i; j < i + 3; j++)
      trigram = (trigram << LETTER_BITS) | ((classes[list.charCodeAt(j)] ?? 0) & LETTER)
    stems[trigram] = (stems[trigram] ?? 0) | group
  }
  return group << STEM_SHIFT
}

/** Signals, digits and stems; ask with `has`, `hasAny` and `digitsIn`. */
export function scan(text: string): number {
  let signals = 0
  let found = 0
  let digits = 0
  let start = 0
  let longest = 0
  let trigram = 0
  const { length } = text
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i)
    if (c > 127) {
      // Other scripts have words of their own, which no stem is made of; an accent ends a stem like a space.
      signals |= c > 0x36f ? (WIDE << LETTER_BITS) | ALL_STEMS_MARK : WIDE << LETTER_BITS
      trigram = (trigram << LETTER_BITS) & TRIGRAM
      continue
    }
    const k = classes[c] ?? 0
    trigram = ((trigram << LETTER_BITS) | (k & LETTER)) & TRIGRAM
    found |= stems[trigram] ?? 0
    if ((k & LETTER) !== 0) continue
    if (c === 32) {
      if (i - start > longest) longest = i - start
      start = i + 1
      continue
    }
    if (k === DIGIT) digits++
    else signals |= k
  }
  found |= stems[(trigram << LETTER_BITS) & TRIGRAM] ?? 0
  if (length - start > longest) longest = length - start
  let bits = ((signals & ~ALL_STEMS_MARK) >> LETTER_BITS) | (found << STEM_SHIFT)
  if (longest >= 14) bits |= longest >= 20 ? RUN | LONG_RUN : RUN
  if ((signals & ALL_STEMS_MARK) !== 0) bits |= ALL_STEMS
  return bits | (Math.min(digits, DIGITS_MAX) << DIGIT_SHIFT)
}

export const has = (scanned: number, signal: number): boolean => (scanned & signal) === signal
export const hasAny = (scanned: number, signal: number): boolean => (scanned & signal) !== 0
export const digitsIn = (scanned: number): number => (scanned >> DIGIT_SHIFT) & DIGITS_MAX
