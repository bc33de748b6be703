/**
 * The prefilter of the full engine: one loop over the characters finds out which detectors could match at
 * all. Most labels have no signal, no row of digits, no long run and no stem, so that no regular expression
 * runs over them.
 */
import { BEYOND } from '../core/bytes.js'
import { codes, DIGIT } from '../core/character-codes.js'
import type { NamedDetector, Rule } from '../rules/rule.js'
import {
  ACCOUNT,
  APART,
  AT,
  COLON,
  COLONS,
  DASH,
  DOT,
  EQUALS,
  HEX,
  MIXED,
  PAIRS,
  PLUS,
  QUADS,
  QUERY,
  ROW_SHIFT,
  SLASH,
  TOKEN,
} from '../rules/signals.js'
import { detectorsOf, type Prefilter } from './find.js'
import { createStems, type ScannedText } from './stems.js'

const SIGNALS: readonly (readonly [characters: string, signal: number])[] = [
  ['@', AT],
  [':', COLON],
  ['=', EQUALS],
  ['.', DOT],
  ['/\\', SLASH],
  ['?&#;', QUERY],
  ['-', DASH],
  ['+', PLUS],
  [' \t().+/-', APART],
]

/** The bits above the row count digits, both up to 15: no detector needs more than 12. */
const DIGIT_SHIFT = ROW_SHIFT + 4
const COUNT_MAX = 15
/** The text is nothing but digits. */
const ONLY_DIGITS = 1 << (DIGIT_SHIFT + 4)
const FLAGS = (1 << ROW_SHIFT) - 1

/**
 * So many letters in a row separate values: `GB82 WEST` has the most between two digits. The count of digits
 * starts again.
 */
const WORD = 5
/** Characters that may separate the digits of one number. Any other ends a row. */
const ROW = ' \t()./~+_-'
const ENDS_ROW = 1 << 16

/** The cache has 2048 slots. */
const CACHE_SHIFT = 32 - 11
const NO_DETECTORS: readonly NamedDetector[] = []

/** The detectors for texts with the same signals and stems. */
interface CachedChoice {
  readonly flags: number
  readonly found: number
  readonly detectors: readonly NamedDetector[]
}

/** Holds the signals of characters that are neither letters nor digits. */
const signalOf = /* @__PURE__ */ (() => {
  const all = new Uint32Array(BEYOND + 1).fill(ENDS_ROW)
  for (const c of ROW) all[c.charCodeAt(0)] = 0
  for (const [characters, signal] of SIGNALS)
    for (const c of characters) all[c.charCodeAt(0)] = (all[c.charCodeAt(0)] ?? 0) | signal
  return all
})()

function build(rules: readonly Rule[]): Prefilter {
  const detectors = detectorsOf(rules)
  const needs = Int32Array.from(detectors, ({ needs = 0 }) => needs & FLAGS)
  const rows = Int32Array.from(detectors, ({ needs = 0 }) => (needs >> ROW_SHIFT) & COUNT_MAX)
  const digits = Int32Array.from(detectors, ({ digits = 0 }) => digits)
  const groups = [...new Set(detectors.flatMap(({ stems }) => stems ?? []))]
  const group = Int32Array.from(detectors, ({ stems }) =>
    stems === undefined ? 0 : 1 << groups.indexOf(stems),
  )
  const stems = createStems(groups)
  const inDigits = detectors.map((detector) => detector.inDigits === true)

  /** Hold the result of the last scan, so that no object has to be allocated. */
  let flags = 0
  let found = 0

  function scan(text: string, bytes: Uint8Array): void {
    // V8 reads local variables faster than those of a module.
    const codesOf = codes
    const signalsOf = signalOf
    const { trees, nexts } = stems
    const { length } = text
    const read: ScannedText = { text, length, bytes }
    let signals = 0
    let groups = 0
    let count = 0
    let most = 0
    let inRow = 0
    let longestRow = 0
    let colon = -9
    let runStart = 0
    let runDigits = 0
    let lastRun = 0
    let same = 0
    let trigram = 0
    /**
     * Holds the stems that begin with the last three characters. Most of them end with the next character.
     */
    let tree = 0
    for (let i = 0; i <= length; i++) {
      let c = bytes[i] ?? 0
      let k = codesOf[c] ?? 0
      if (k > 0 && k <= 26) {
        const start = i
        do {
          if (tree !== 0 && (((nexts[tree] ?? 0) >> k) & 1) !== 0) groups = stems.at(read, i, tree, groups)
          trigram = ((trigram << 5) | k) & 0x7fff
          tree = trees[trigram] ?? 0
          i++
          c = bytes[i] ?? 0
          k = codesOf[c] ?? 0
        } while (k > 0 && k <= 26)
        if (inRow > longestRow) longestRow = inRow
        inRow = 0
        if (i - start === 2 && start === runStart && (k === DIGIT || c === 32)) {
          const digit = k === DIGIT ? i : i + 1
          if (isDigit(bytes, digit) && isDigit(bytes, digit + 1)) signals |= ACCOUNT
        }
        if (i - start >= WORD) {
          if (count > most) most = count
          count = 0
        }
      }
      if (tree !== 0 && (((nexts[tree] ?? 0) >> k) & 1) !== 0) groups = stems.at(read, i, tree, groups)
      trigram = ((trigram << 5) | k) & 0x7fff
      tree = trees[trigram] ?? 0
      if (k === 27) {
        count++
        inRow++
        runDigits++
        continue
      }
      // The character is neither a letter nor a digit, so a run of them ends here.
      const run = i - runStart
      runStart = i + 1
      if (run !== lastRun) {
        lastRun = run
        same = 1
      } else if (++same === 6 && run === 2) signals |= PAIRS
      else if (same === 3 && run === 4) signals |= QUADS
      if (run >= 9 && (runDigits >= 2 || run === 12 || run === 16))
        signals |= signalsOfRun(bytes, i - run, i, runDigits)
      runDigits = 0
      const signal = signalsOf[c] ?? 0
      if (signal !== 0) {
        if ((signal & ENDS_ROW) !== 0) {
          if (inRow > longestRow) longestRow = inRow
          inRow = 0
        }
        if (c === BEYOND) groups = stems.beyond(read, i, groups)
        if (c === 58) {
          if (i - colon <= 5) signals |= COLONS
          colon = i
        }
        signals |= signal
      }
    }
    groups = stems.at(read, length + 1, tree, groups)
    if (inRow > longestRow) longestRow = inRow
    if (count > most) most = count
    if (longestRow >= COUNT_MAX) signals |= ACCOUNT
    flags =
      (signals & FLAGS) |
      (Math.min(longestRow, COUNT_MAX) << ROW_SHIFT) |
      (Math.min(most, COUNT_MAX) << DIGIT_SHIFT) |
      (longestRow === length && length > 0 ? ONLY_DIGITS : 0)
    found = groups
  }

  /**
   * Few combinations of signals and stems occur. Each slot holds the choice for the last one that hashes to
   * it.
   */
  const cache: CachedChoice[] = []
  function chooseFor(place: number): readonly NamedDetector[] {
    const inRow = (flags >> ROW_SHIFT) & COUNT_MAX
    const count = (flags >> DIGIT_SHIFT) & COUNT_MAX
    const isOnlyDigits = (flags & ONLY_DIGITS) !== 0
    const chosen = detectors.filter((_, i) => {
      const need = needs[i] ?? 0
      const stem = group[i] ?? 0
      return (
        (flags & need) === need &&
        (!isOnlyDigits || inDigits[i] === true) &&
        (stem === 0 || (found & stem) !== 0) &&
        inRow >= (rows[i] ?? 0) &&
        count >= (digits[i] ?? 0)
      )
    })
    cache[place] = { flags, found, detectors: chosen }
    return chosen
  }

  return (text, bytes) => {
    scan(text, bytes)
    if ((flags | found) === 0) return NO_DETECTORS
    const place = (Math.imul(flags, 0x9e3779b1) ^ Math.imul(found, 0x85ebca6b)) >>> CACHE_SHIFT
    const cached = cache[place]
    return cached !== undefined && cached.flags === flags && cached.found === found
      ? cached.detectors
      : chooseFor(place)
  }
}

/**
 * The tables take some ten milliseconds, so they are built for the first text and not when the package is
 * imported.
 */
export function createPrefilter(rules: readonly Rule[]): Prefilter {
  let prefilter: Prefilter | undefined
  return (text, bytes) => {
    prefilter ??= build(rules)
    return prefilter(text, bytes)
  }
}

const isDigit = (bytes: Uint8Array, i: number): boolean => codes[bytes[i] ?? 0] === DIGIT

/** Returns the signals of a run of letters and digits. */
function signalsOfRun(bytes: Uint8Array, start: number, end: number, digits: number): number {
  const run = end - start
  if (run >= 20) return TOKEN
  let letters = 0
  let hex = true
  for (let i = start; i < end; i++) {
    const code = codes[bytes[i] ?? 0] ?? 0
    if (code !== DIGIT) letters++
    if (code > 6 && code !== DIGIT) hex = false
  }
  const mixed = run <= 18 && digits >= 4 && letters > 0 ? MIXED : 0
  return hex && (run === 12 || run === 16) ? HEX | mixed : mixed
}
