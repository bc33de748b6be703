/**
 * The words that lanes ask for, found in one pass: three characters say which words could begin there, and only if the fourth
 * allows one of them are they compared, all at once, in a tree of what is left of them. How stems are written says `rules/rule.ts`.
 */
import { BEYOND, unitAt } from './bytes.js'

/** A letter is its place, 1 to 26; all that is neither letter nor digit is 0. */
const LETTERS = 26
export const DIGIT = 27
export const codes = /* @__PURE__ */ (() => {
  const all = new Uint8Array(BEYOND + 1)
  for (let i = 1; i <= LETTERS; i++) all[64 + i] = all[96 + i] = i
  for (let i = 0; i < 10; i++) all[48 + i] = DIGIT
  return all
})()

/** A text and what `bytesOf` made of it. */
export interface Read {
  readonly text: string
  readonly length: number
  readonly bytes: Uint8Array
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

/** A bit for each code that may stand for a sign; 0 for one that stands for itself only. */
function mask(sign: string): number {
  const c = sign.charCodeAt(0)
  const code = c < BEYOND ? (codes[c] ?? 0) : 0
  return WILD[sign] ?? (code > 0 ? 1 << code : 0)
}

/** To what is neither letter nor digit, a sign that stands for itself is one. */
const codesOf = (sign: string): number => mask(sign) || 1

const HEAD = 3
const BITS = 5
const TRIGRAM = (1 << (HEAD * BITS)) - 1
const GROUPS_MAX = 31
const ANYTHING = 0x7fffffff

/** Where stems go on that have begun alike. */
interface Node {
  readonly sign: string
  readonly mask: number
  /** Itself in lower and in upper case, where `mask` is 0. */
  readonly lower: number
  readonly upper: number
  readonly next: Node[]
  /** Of the stems that end here. */
  groups: number
  /** Of those that end here or later. */
  below: number
  /** Stems that end here and begin with signs that codes do not tell apart: these have to be looked at again. */
  readonly heads: { readonly begin: readonly Node[]; readonly length: number; readonly group: number }[]
}

const createNode = (sign: string): Node => ({
  sign,
  mask: sign === '' ? ANYTHING : mask(sign),
  lower: sign.charCodeAt(0),
  upper: sign.toUpperCase().charCodeAt(0),
  next: [],
  groups: 0,
  below: 0,
  heads: [],
})

export interface Stems {
  /** Which tree holds the stems that begin with three codes, oldest first, five bits each; 0 is none. */
  readonly trees: Uint16Array
  /** Of each tree: what the next code may be. Most searches end here. */
  readonly nexts: Int32Array
  /** `known` and the groups of the stems of a tree that stand there; `from` is behind the three characters. */
  at(read: Read, from: number, tree: number, known: number): number
  /** The same for a character beyond ASCII. */
  beyond(read: Read, at: number, known: number): number
}

/** A bit for each group of stems. */
export function createStems(groups: readonly string[]): Stems {
  if (groups.length > GROUPS_MAX) throw new RangeError('too many groups of stems')
  const roots = [createNode('')]
  const trees = new Uint16Array(TRIGRAM + 1)
  /** Stems that begin beyond ASCII are looked for at their first character. */
  const foreign = new Uint16Array(0x10000)

  function add(index: Uint16Array, at: number, stem: string, from: number, group: number): void {
    const tree = index[at] || roots.push(createNode('')) - 1
    index[at] = tree
    let node = roots[tree] ?? createNode('')
    node.below |= group
    for (const sign of stem.slice(from)) {
      const known = node.next.find((child) => child.sign === sign)
      const child = known ?? createNode(sign)
      if (known === undefined) node.next.push(child)
      child.below |= group
      node = child
    }
    const begin = [...stem.slice(0, from)].map(createNode)
    if (from === HEAD && begin.some(({ mask }) => mask === 0))
      node.heads.push({ begin, length: stem.length, group })
    else node.groups |= group
  }

  for (const [i, group] of groups.entries())
    for (const stem of group.split('|')) {
      const bit = 1 << i
      if (stem.charCodeAt(0) >= BEYOND) {
        for (const first of new Set([stem.charAt(0), stem.charAt(0).toUpperCase()]))
          add(foreign, first.charCodeAt(0), stem, 1, bit)
        continue
      }
      let heads = [0]
      for (const sign of stem.slice(0, HEAD)) {
        const of = codesOf(sign)
        const longer: number[] = []
        for (const head of heads)
          for (let code = 0; code <= DIGIT; code++)
            if (((of >> code) & 1) === 1) longer.push((head << BITS) | code)
        heads = longer
      }
      for (const head of heads) add(trees, head, stem, HEAD, bit)
    }

  /** Behind the end is a gap, as often as somebody asks. */
  function walk(read: Read, at: number, node: Node, known: number): number {
    let found = known | node.groups
    for (let i = 0; i < node.heads.length; i++) {
      const head = node.heads[i]
      if (head && (head.group & ~found) !== 0 && begins(read.text, at - head.length, head.begin))
        found |= head.group
    }
    const { next } = node
    if (next.length === 0) return found
    const c = at < read.length ? (read.bytes[at] ?? 0) : 0
    const bit = 1 << (codes[c] ?? 0)
    for (let i = 0; i < next.length; i++) {
      const child = next[i]
      if (child === undefined || (child.below & ~found) === 0) continue
      if (child.mask !== 0 ? (child.mask & bit) !== 0 : c > 0 && stands(read.text, at, child))
        found = walk(read, at + 1, child, found)
    }
    return found
  }

  function start(read: Read, at: number, tree: number, known: number): number {
    const root = roots[tree]
    return root === undefined || (root.below & ~known) === 0 ? known : walk(read, at, root, known)
  }

  const nexts = Int32Array.from(roots, ({ next, groups, heads }) =>
    groups !== 0 || heads.length > 0 ? ANYTHING : next.reduce((bits, { sign }) => bits | codesOf(sign), 0),
  )
  return {
    trees,
    nexts,
    at: start,
    beyond: (read, at, known) => {
      const tree = foreign[unitAt(read.text, at)] ?? 0
      return tree === 0 ? known : start(read, at + 1, tree, known)
    },
  }
}

function stands(text: string, at: number, { lower, upper }: Node): boolean {
  const c = unitAt(text, at)
  return c === lower || c === upper
}

/** Whether a text has at a place the signs that stand for themselves; of the others it is known. */
function begins(text: string, at: number, signs: readonly Node[]): boolean {
  for (let i = 0; i < signs.length; i++) {
    const sign = signs[i]
    if (sign?.mask === 0 && !stands(text, at + i, sign)) return false
  }
  return true
}
