/**
 * The words that lanes ask for, found in one pass: three characters say which list of words could begin there, and only what
 * the list has left after the next two characters is compared. How stems are written says `rules/rule.ts`.
 */

/** A letter is its place, 1 to 26; all that is neither letter nor digit is 0. */
const LETTERS = 26
export const DIGIT = 27

export const codes = /* @__PURE__ */ (() => {
  const all = new Uint8Array(128)
  for (let i = 1; i <= LETTERS; i++) all[64 + i] = all[96 + i] = i
  for (let i = 0; i < 10; i++) all[48 + i] = DIGIT
  return all
})()

/** Behind the end, and beyond ASCII, it is 0. */
export function codeAt(text: string, i: number): number {
  const c = i < text.length ? text.charCodeAt(i) : 0
  return c < 128 ? (codes[c] ?? 0) : 0
}

/** What signs in a stem stand for, a bit for each code. */
const ALL_LETTERS = 0x7fffffe
const WILD: Readonly<Record<string, number>> = {
  ' ': 1,
  '?': ALL_LETTERS,
  '*': ALL_LETTERS | (1 << DIGIT),
  // The x of `0x`, too.
  $: 0x7e | (1 << 24) | (1 << DIGIT),
  // `id`, `file`, `number`, `no`, `nr`, `ref`, `#`.
  '%': 1 | (1 << 6) | (1 << 9) | (1 << 14) | (1 << 18),
}

/** A bit for each code; what is neither a letter nor a digit, and beyond ASCII, is itself, and negative. */
function wanted(stem: string, i: number): number {
  const code = codeAt(stem, i)
  return WILD[stem.charAt(i)] ?? (code > 0 ? 1 << code : -stem.charCodeAt(i))
}

const codesOf = (want: number): number => (want < 0 ? 1 : want)

/** Beyond ASCII, and behind the end, is a gap. */
function fits(want: number, c: number): boolean {
  if (want >= 0) return ((want >> (c < 128 ? (codes[c] ?? 0) : 0)) & 1) === 1
  return c === -want || (c > 127 && String.fromCharCode(c).toLowerCase().charCodeAt(0) === -want)
}

const HEAD = 3
const BITS = 5
const TRIGRAM = (1 << (HEAD * BITS)) - 1
/** Stems that begin beyond ASCII are looked for at their first character. */
const FOREIGN = 0x4000
const GROUPS_MAX = 31
const ANYTHING = 0x7fffffff

interface Stem {
  readonly wants: readonly number[]
  /** Behind which nothing has to be compared again. */
  readonly from: number
  readonly group: number
  /** What the next two characters may be. */
  readonly next: number
  readonly second: number
}

export interface Stems {
  /** Which list stems of these three characters are in, oldest first, five bits each; 0 is none. */
  readonly lists: Uint16Array
  /** Of each list: what the next character may be. Most searches end here. */
  readonly nexts: Int32Array
  /** `known` and the groups of the stems of a list that stand there; `from` is behind the three characters. */
  at(text: string, from: number, list: number, known: number): number
  /** The same for a character beyond ASCII. */
  beyond(text: string, at: number, known: number): number
}

/** A bit for each group of stems. */
export function createStems(groups: readonly string[]): Stems {
  if (groups.length > GROUPS_MAX) throw new RangeError('too many groups of stems')
  const byList: Stem[][] = [[]]
  const lists = new Uint16Array(TRIGRAM + 1)
  const foreign = new Uint16Array(FOREIGN)

  function add(index: Uint16Array, at: number, stem: Stem): void {
    const list = index[at] || byList.push([]) - 1
    index[at] = list
    byList[list]?.push(stem)
  }

  for (const [i, group] of groups.entries())
    for (const text of group.split('|')) {
      const wants = Array.from({ length: text.length }, (_, j) => wanted(text, j))
      const isForeign = text.charCodeAt(0) > 127
      const skip = isForeign ? 1 : HEAD
      const next = codesOf(wants[skip] ?? ANYTHING)
      const second = codesOf(wants[skip + 1] ?? ANYTHING)
      // What the head cannot tell apart is compared too.
      const from = wants.slice(0, skip).some((want) => want < 0) ? 0 : skip
      const stem = { wants, from, group: 1 << i, next, second }
      if (isForeign) {
        for (const first of new Set([text.charCodeAt(0), text.toUpperCase().charCodeAt(0)]))
          add(foreign, first % FOREIGN, stem)
        continue
      }
      let heads = [0]
      for (const want of wants.slice(0, HEAD)) {
        const mask = codesOf(want)
        const longer: number[] = []
        for (const head of heads)
          for (let code = 0; code <= DIGIT; code++)
            if (((mask >> code) & 1) === 1) longer.push((head << BITS) | code)
        heads = longer
      }
      for (const head of heads) add(lists, head, stem)
    }

  /** All of them in one row, list by list. */
  const all = byList.flat()
  const starts = new Int32Array(byList.length + 1)
  for (const [i, { length }] of byList.entries()) starts[i + 1] = (starts[i] ?? 0) + length
  const next = Int32Array.from(all, (stem) => stem.next)
  const second = Int32Array.from(all, (stem) => stem.second)
  const groupOf = Int32Array.from(all, ({ group }) => group)
  const inList = (pick: (stem: Stem) => number): Int32Array =>
    Int32Array.from(byList, (list) => list.reduce((bits, stem) => bits | pick(stem), 0))
  const groupsIn = inList(({ group }) => group)

  function stands(text: string, begin: number, { wants, from }: Stem): boolean {
    for (let i = from; i < wants.length; i++)
      if (!fits(wants[i] ?? 0, text.charCodeAt(begin + i))) return false
    return true
  }

  function search(text: string, from: number, list: number, known: number, length: number): number {
    if (((groupsIn[list] ?? 0) & ~known) === 0) return known
    const one = 1 << codeAt(text, from)
    const two = 1 << codeAt(text, from + 1)
    const end = starts[list + 1] ?? 0
    let found = known
    for (let i = starts[list] ?? 0; i < end; i++) {
      if (((next[i] ?? 0) & one) === 0 || ((second[i] ?? 0) & two) === 0) continue
      const stem = all[i]
      const group = groupOf[i] ?? 0
      if ((found & group) === 0 && stem && stands(text, from - length, stem)) found |= group
    }
    return found
  }

  return {
    lists,
    nexts: inList((stem) => stem.next),
    at: (text, from, list, known) => search(text, from, list, known, HEAD),
    beyond: (text, at, known) => {
      const list = foreign[text.charCodeAt(at) % FOREIGN] ?? 0
      return list === 0 ? known : search(text, at + 1, list, known, 1)
    },
  }
}
