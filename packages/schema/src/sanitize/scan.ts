/**
 * The prefilter of the full set: one loop over the characters says which lanes could match at all. Most labels hold
 * no signal, no row of digits, no long run and no stem, and no regular expression ever sees them.
 */
import { type Choose, lanesOf, type NamedLane } from './find.js'
import type { Rule } from './rules/rule.js'
import {
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
} from './signals.js'

const SIGNALS: readonly (readonly [characters: string, signal: number])[] = [
  ['@', AT],
  [':', COLON],
  ['=', EQUALS],
  ['.', DOT],
  ['/\\', SLASH],
  ['?&#;', QUERY],
  ['-', DASH],
  ['+', PLUS],
]

/** Digits are counted above the row, both up to 15: no lane asks for more than 12. */
const DIGIT_SHIFT = ROW_SHIFT + 4
const COUNT_MAX = 15
const FLAGS = (1 << ROW_SHIFT) - 1

/** Letters that stand in no value between two of its digits: `GB82 WEST` has the most. What is behind them is counted anew. */
const WORD = 5
/** What stands between the digits of one number; anything else ends a row. */
const ROW = ' \t()./~+_-'
const ENDS_ROW = 1 << 16

/** A letter is its place, 1 to 26; what matters at the ends of stems has a number of its own, all else is 0. */
const LETTERS = 26
const DIGIT = 27
const OTHERS: readonly (readonly [characters: string, code: number])[] = [
  ['_', 28],
  ['-', 29],
  ['./\\[({', 30],
]
const BITS = 5
const TRIGRAM = (1 << (3 * BITS)) - 1

/** What signs in a stem stand for (`rule.ts`); other codes than these stand for themselves. */
const GAPS = [0, 28, 29, 30]
const LETTER_CODES = Array.from({ length: LETTERS }, (_, i) => i + 1)
const WILD: Readonly<Record<string, readonly number[]>> = {
  ' ': GAPS,
  '?': LETTER_CODES,
  '*': [...LETTER_CODES, DIGIT],
  // The x of `0x`, too.
  $: [1, 2, 3, 4, 5, 6, 24, DIGIT],
}
/** A bit for each code. */
const bitsOf = (list: readonly number[]): number => list.reduce((all, code) => all | (1 << code), 0)

const GROUPS_MAX = 31
/** 2048 kinds. */
const KIND_SHIFT = 32 - 11
const NO_LANES: readonly NamedLane[] = []

interface Stem {
  /** What may stand behind the first three characters: a bit for each code, or, negative, one character. */
  readonly rest: Int32Array
  readonly group: number
}

const NO_STEM: Stem = { rest: new Int32Array(0), group: 0 }

/** What has been chosen for a kind of text. */
interface Kind {
  readonly flags: number
  readonly found: number
  readonly lanes: readonly NamedLane[]
}

const codes = /* @__PURE__ */ (() => {
  const all = new Uint8Array(128)
  for (let i = 1; i <= LETTERS; i++) all[64 + i] = all[96 + i] = i
  for (let i = 0; i < 10; i++) all[48 + i] = DIGIT
  for (const [characters, code] of OTHERS) for (const c of characters) all[c.charCodeAt(0)] = code
  return all
})()

/** For characters that are neither letters nor digits. */
const signalOf = /* @__PURE__ */ (() => {
  const all = new Uint32Array(128).fill(ENDS_ROW)
  for (const c of ROW) all[c.charCodeAt(0)] = 0
  for (const [characters, signal] of SIGNALS)
    for (const c of characters) all[c.charCodeAt(0)] = (all[c.charCodeAt(0)] ?? 0) | signal
  return all
})()

/** Behind the end, and beyond ASCII, it is 0. */
function codeAt(text: string, i: number): number {
  const c = i < text.length ? text.charCodeAt(i) : 0
  return c < 128 ? (codes[c] ?? 0) : 0
}

/** Letters and digits by their codes, in any case; all else is itself. */
function place(stem: string, i: number): number {
  const wild = WILD[stem.charAt(i)]
  const code = codeAt(stem, i)
  return wild ? bitsOf(wild) : code > 0 && code <= DIGIT ? 1 << code : -stem.charCodeAt(i)
}

function fits(want: number, c: number): boolean {
  if (want >= 0 && c < 128) return ((want >> (codes[c] ?? 0)) & 1) === 1
  // Beyond ASCII, and behind the end, is a gap.
  if (want >= 0) return (want & 1) === 1
  return c === -want || (c > 127 && String.fromCharCode(c).toLowerCase().charCodeAt(0) === -want)
}

/** Stems that begin beyond ASCII are looked for at their first character. */
const FOREIGN = 0x4000

export function createPrefilter(rules: readonly Rule[]): Choose {
  const lists: Stem[][] = [[]]
  /** Which list: by three codes, and by a character. */
  const table = new Uint16Array(TRIGRAM + 1)
  const foreign = new Uint16Array(FOREIGN)
  const groups = new Map<string, number>()

  function listAt(index: Uint16Array, at: number): Stem[] {
    if (index[at] === 0) index[at] = lists.push([]) - 1
    return lists[index[at] ?? 0] ?? []
  }

  function addStem(stem: string, group: number): void {
    const isForeign = stem.charCodeAt(0) > 127
    const rest = Int32Array.from([...stem].slice(isForeign ? 0 : 3), (_, i) =>
      place(stem, i + (isForeign ? 0 : 3)),
    )
    if (isForeign) {
      for (const first of new Set([stem.charCodeAt(0), stem.toUpperCase().charCodeAt(0)]))
        listAt(foreign, first % FOREIGN).push({ rest, group })
      return
    }
    let heads = [0]
    for (let i = 0; i < 3; i++) {
      const each = WILD[stem.charAt(i)] ?? [codeAt(stem, i)]
      heads = heads.flatMap((head) => each.map((next) => (head << BITS) | next))
    }
    for (const head of heads) listAt(table, head).push({ rest, group })
  }

  function stemGroup(list: string): number {
    const known = groups.get(list)
    if (known !== undefined) return known
    if (groups.size === GROUPS_MAX) throw new RangeError('too many groups of stems')
    const group = 1 << groups.size
    groups.set(list, group)
    for (const stem of list.split('|')) addStem(stem, group)
    return group
  }

  const lanes = lanesOf(rules)
  const needs = Int32Array.from(lanes, ({ needs = 0 }) => needs & FLAGS)
  const rows = Int32Array.from(lanes, ({ needs = 0 }) => (needs >> ROW_SHIFT) & COUNT_MAX)
  const digits = Int32Array.from(lanes, ({ digits = 0 }) => digits)
  const stems = Int32Array.from(lanes, ({ stems }) => (stems === undefined ? 0 : stemGroup(stems)))

  /** All stems in one row, list by list; of each what the next two characters may be, a bit for each code. */
  const all = lists.flat()
  const starts = Int32Array.from(lists, (_, i) => lists.slice(0, i).flat().length)
  const groupOf = Int32Array.from(all, ({ group }) => group)
  const mayBe = ({ rest }: Stem, at: number): number => {
    const want = rest[at]
    return want === undefined ? -1 : want < 0 ? 1 << codeAt(String.fromCharCode(-want), 0) : want
  }
  const next = Int32Array.from(all, (stem) => mayBe(stem, 0))
  const second = Int32Array.from(all, (stem) => mayBe(stem, 1))
  const nexts = Int32Array.from(lists, (list) => list.reduce((bits, stem) => bits | mayBe(stem, 0), 0))

  /** Groups of the stems in a list that go on at `from`; those that are known need not be looked for. */
  function groupsAt(text: string, from: number, list: number, known: number): number {
    const one = 1 << codeAt(text, from)
    const two = 1 << codeAt(text, from + 1)
    const end = starts[list + 1] ?? all.length
    let groups = known
    for (let i = starts[list] ?? 0; i < end; i++) {
      if (((next[i] ?? 0) & one) === 0 || ((second[i] ?? 0) & two) === 0) continue
      const group = groupOf[i] ?? 0
      if ((groups & group) === 0 && goesOn(text, from, all[i] ?? NO_STEM)) groups |= group
    }
    return groups
  }

  function goesOn(text: string, from: number, { rest }: Stem): boolean {
    for (let i = 0; i < rest.length; i++) if (!fits(rest[i] ?? 0, text.charCodeAt(from + i))) return false
    return true
  }

  /** What the last scan found; two numbers, so that none has to be allocated. */
  let flags = 0
  let found = 0

  function scan(text: string): void {
    // What the loop reads is brought near it.
    const [codesOf, lists, nextsOf, signalsOf] = [codes, table, nexts, signalOf]
    const { length } = text
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
    /** The list of stems that begin with the last three characters: most end with the next. */
    let list = 0
    for (let i = 0; i <= length; i++) {
      let c = i < length ? text.charCodeAt(i) : 0
      let k = c < 128 ? (codesOf[c] ?? 0) : 0
      if (k > 0 && k <= 26) {
        const start = i
        do {
          if (list !== 0 && (((nextsOf[list] ?? 0) >> k) & 1) !== 0) groups = groupsAt(text, i, list, groups)
          trigram = ((trigram << 5) | k) & 0x7fff
          list = lists[trigram] ?? 0
          i++
          c = i < length ? text.charCodeAt(i) : 0
          k = c < 128 ? (codesOf[c] ?? 0) : 0
        } while (k > 0 && k <= 26)
        if (inRow > longestRow) longestRow = inRow
        inRow = 0
        if (i - start >= WORD) {
          if (count > most) most = count
          count = 0
        }
      }
      if (list !== 0 && (((nextsOf[list] ?? 0) >> k) & 1) !== 0) groups = groupsAt(text, i, list, groups)
      trigram = ((trigram << 5) | k) & 0x7fff
      list = lists[trigram] ?? 0
      if (k === 27) {
        count++
        inRow++
        runDigits++
        continue
      }
      // Neither a letter nor a digit: a run of them ends.
      const run = i - runStart
      runStart = i + 1
      if (run !== lastRun) {
        lastRun = run
        same = 1
      } else if (++same === 6 && run === 2) signals |= PAIRS
      else if (same === 3 && run === 4) signals |= QUADS
      if (run >= 9 && (runDigits >= 2 || run === 12 || run === 16))
        signals |= ofRun(text, i - run, i, runDigits)
      runDigits = 0
      const signal = c < 128 ? (signalsOf[c] ?? 0) : ENDS_ROW
      if (signal !== 0) {
        if ((signal & ENDS_ROW) !== 0) {
          if (inRow > longestRow) longestRow = inRow
          inRow = 0
        }
        if (c > 127) groups = groupsAt(text, i, foreign[c % FOREIGN] ?? 0, groups)
        if (c === 58) {
          if (i - colon <= 5) signals |= COLONS
          colon = i
        }
        signals |= signal
      }
    }
    groups = groupsAt(text, length + 1, list, groups)
    if (inRow > longestRow) longestRow = inRow
    if (count > most) most = count
    flags =
      (signals & FLAGS) |
      (Math.min(longestRow, COUNT_MAX) << ROW_SHIFT) |
      (Math.min(most, COUNT_MAX) << DIGIT_SHIFT)
    found = groups
  }

  /** Texts are of few kinds: what one of a kind may hold is remembered, until another kind takes its place. */
  const kinds: Kind[] = []
  function ofKind(place: number): readonly NamedLane[] {
    const inRow = (flags >> ROW_SHIFT) & COUNT_MAX
    const count = flags >> DIGIT_SHIFT
    const chosen = lanes.filter((_, i) => {
      const need = needs[i] ?? 0
      const stem = stems[i] ?? 0
      return (
        (flags & need) === need &&
        (stem === 0 || (found & stem) !== 0) &&
        inRow >= (rows[i] ?? 0) &&
        count >= (digits[i] ?? 0)
      )
    })
    kinds[place] = { flags, found, lanes: chosen }
    return chosen
  }

  return (text) => {
    scan(text)
    if ((flags | found) === 0) return NO_LANES
    const place = (Math.imul(flags, 0x9e3779b1) ^ Math.imul(found, 0x85ebca6b)) >>> KIND_SHIFT
    const kind = kinds[place]
    return kind !== undefined && kind.flags === flags && kind.found === found ? kind.lanes : ofKind(place)
  }
}

/** What a run of letters and digits may be. */
function ofRun(text: string, start: number, end: number, digits: number): number {
  const run = end - start
  if (run >= 20) return TOKEN
  let letters = 0
  let hex = true
  for (let i = start; i < end; i++) {
    const code = codeAt(text, i)
    if (code !== DIGIT) letters++
    if (code > 6 && code !== DIGIT) hex = false
  }
  const mixed = run <= 18 && digits >= 4 && letters > 0 ? MIXED : 0
  return hex && (run === 12 || run === 16) ? HEX | mixed : mixed
}
