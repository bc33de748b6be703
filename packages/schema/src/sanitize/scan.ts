/**
 * The prefilter of the full set: one loop over the characters says which lanes could match at all. Most labels hold
 * no signal, no four digits, no long run and no stem, and no regular expression ever sees them.
 */
import { type Choose, lanesOf, type NamedLane } from './find.js'
import type { Rule } from './rules/rule.js'
import { AT, COLON, DASH, DOT, EQUALS, LONG_RUN, QUERY, RUN, SLASH } from './signals.js'

const SIGNALS: readonly (readonly [characters: string, signal: number])[] = [
  ['@', AT],
  [':', COLON],
  ['=', EQUALS],
  ['.', DOT],
  ['/\\', SLASH],
  ['?&#', QUERY],
  ['-', DASH],
]

/** Digits are counted above the signals, up to 15: no lane asks for more than 12. */
const DIGIT_SHIFT = 12
const DIGITS_MAX = 15
/** Letters that stand in no value between two of its digits: `GB82 WEST` has the most. What is behind them is counted anew. */
const WORD = 5
/** Above the digits: one bit for each group of stems. */
const STEM_SHIFT = 16
const STEMS_MAX = 15
const KINDS_MAX = 4096

/** What each ASCII character is, in one number: the letter (1 to 26) below, its signals above, one more bit for digits. */
const LETTER_BITS = 5
const LETTER = 31
const DIGIT = 1 << 20
const ALL_STEMS_MARK = 1 << 21

/** Three neighbours of five bits, 0 for what is no letter: `' at'` is a word that begins with `at`. */
const TRIGRAM = (1 << (3 * LETTER_BITS)) - 1

export function createPrefilter(rules: readonly Rule[]): Choose {
  const classes = new Uint32Array(128)
  for (const [characters, signal] of SIGNALS)
    for (const c of characters) classes[c.charCodeAt(0)] = signal << LETTER_BITS
  for (let i = 0; i < 10; i++) classes[48 + i] = DIGIT
  for (let i = 1; i <= 26; i++) classes[64 + i] = classes[96 + i] = i

  const stems = new Uint16Array(TRIGRAM + 1)
  let groups = 0

  /** The signal of a group of stems: three characters each, a space where no letter stands. */
  function stemGroup(list: string): number {
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

  const lanes = lanesOf(rules)
  const needs = Int32Array.from(
    lanes,
    ({ needs = 0, stems }) => needs | (stems === undefined ? 0 : stemGroup(stems)),
  )
  const digits = Uint8Array.from(lanes, ({ digits = 0 }) => digits)
  const allStems = ((1 << groups) - 1) << STEM_SHIFT

  function scan(text: string): number {
    let signals = 0
    let found = 0
    let count = 0
    let most = 0
    let letters = 0
    let start = 0
    let longest = 0
    let trigram = 0
    const { length } = text
    for (let i = 0; i < length; i++) {
      const c = text.charCodeAt(i)
      if (c > 127) {
        // Other scripts have words of their own, which no stem is made of; an accent ends a stem like a space.
        if (c > 0x36f) signals |= ALL_STEMS_MARK
        trigram = (trigram << LETTER_BITS) & TRIGRAM
        letters = 0
        continue
      }
      const k = classes[c] ?? 0
      trigram = ((trigram << LETTER_BITS) | (k & LETTER)) & TRIGRAM
      found |= stems[trigram] ?? 0
      if ((k & LETTER) !== 0) {
        if (++letters === WORD) {
          if (count > most) most = count
          count = 0
        }
        continue
      }
      letters = 0
      if (c === 32) {
        if (i - start > longest) longest = i - start
        start = i + 1
        continue
      }
      if (k === DIGIT) count++
      else signals |= k
    }
    found |= stems[(trigram << LETTER_BITS) & TRIGRAM] ?? 0
    if (length - start > longest) longest = length - start
    let bits = ((signals & ~ALL_STEMS_MARK) >> LETTER_BITS) | (found << STEM_SHIFT)
    if (longest >= 12) bits |= longest >= 20 ? RUN | LONG_RUN : RUN
    if ((signals & ALL_STEMS_MARK) !== 0) bits |= allStems
    return bits | (Math.min(Math.max(count, most), DIGITS_MAX) << DIGIT_SHIFT)
  }

  /** Texts are of few kinds: what one of a kind may hold is remembered. The bound is for who makes kinds up. */
  const known = new Map<number, readonly NamedLane[]>()
  function ofKind(scanned: number): readonly NamedLane[] {
    const chosen = lanes.filter((_, i) => {
      const need = needs[i] ?? 0
      return (scanned & need) === need && ((scanned >> DIGIT_SHIFT) & DIGITS_MAX) >= (digits[i] ?? 0)
    })
    if (known.size === KINDS_MAX) known.clear()
    known.set(scanned, chosen)
    return chosen
  }

  return (text) => {
    const scanned = scan(text)
    const chosen = known.get(scanned) ?? ofKind(scanned)
    if (chosen.length === 0) return chosen
    return chosen.filter(({ hint }) => hint?.test(text) !== false)
  }
}
