/**
 * Finds the stems that detectors need in one pass: three characters select the stems that could begin there,
 * and only if the fourth allows one of them are they compared, all at once, in a tree of their remaining
 * signs. `rules/rule.ts` describes how stems are written.
 */
import { BEYOND, unitAt } from '../core/bytes.js'
import { codes, DIGIT } from '../core/character-codes.js'

/** A text with its bytes (`bytesOf`). */
export interface ScannedText {
  readonly text: string
  readonly length: number
  readonly bytes: Uint8Array
}

/** The characters that a sign in a stem matches, as one bit for each code. */
const ALL_LETTERS = 0x7fffffe
const WILD: Readonly<Record<string, number>> = {
  ' ': 1,
  '?': ALL_LETTERS,
  '*': ALL_LETTERS | (1 << DIGIT),
  // A hexadecimal digit may also be the x of `0x`.
  $: 0x7e | (1 << 24) | (1 << DIGIT),
  // A word for number begins like `id`, `file`, `number`, `no`, `nr`, `ref` or `#`.
  '%': 1 | (1 << 6) | (1 << 9) | (1 << 14) | (1 << 18),
}

interface Sign {
  readonly sign: string
  /** Has a bit for each code that the sign matches; 0 for a sign that matches only itself. */
  readonly mask: number
  /** Hold the sign in lower and in upper case, where `mask` is 0. */
  readonly lower: number
  readonly upper: number
  /**
   * Holds the codes that the sign matches. A sign that matches only itself has the code of all that is
   * neither letter nor digit.
   */
  readonly codes: readonly number[]
}

/** Stems have few different signs, and each is computed once because the first text waits for it. */
const signs = new Map<string, Sign>()

function signOf(sign: string): Sign {
  const known = signs.get(sign)
  if (known !== undefined) return known
  const c = sign.charCodeAt(0)
  const code = c < BEYOND ? (codes[c] ?? 0) : 0
  const mask = WILD[sign] ?? (code > 0 ? 1 << code : 0)
  const found: number[] = []
  for (let i = 0; i <= DIGIT; i++) if ((((mask || 1) >> i) & 1) === 1) found.push(i)
  const made = { sign, mask, lower: c, upper: sign.toUpperCase().charCodeAt(0), codes: found }
  signs.set(sign, made)
  return made
}

const HEAD = 3
const BITS = 5
const TRIGRAM = (1 << (HEAD * BITS)) - 1
const GROUPS_MAX = 31
const ANYTHING = 0x7fffffff

/** One node of a tree: stems that begin alike share their first nodes. */
interface Node {
  readonly sign: string
  /** Repeat the sign's members, so that a walk reads one object only. */
  readonly mask: number
  readonly lower: number
  readonly upper: number
  readonly next: Node[]
  /** Has the bits of the groups whose stems end here. */
  groups: number
  /** Has the bits of the groups whose stems end here or below. */
  below: number
  /**
   * Holds stems that end here and begin with signs that have the same code: their heads have to be compared
   * as well.
   */
  readonly heads: { readonly begin: readonly Sign[]; readonly length: number; readonly group: number }[]
}

const createNode = ({ sign, mask, lower, upper }: Sign): Node => ({
  sign,
  mask,
  lower,
  upper,
  next: [],
  groups: 0,
  below: 0,
  heads: [],
})

function childOf({ next }: Node, sign: Sign): Node {
  for (let i = 0; i < next.length; i++) {
    const child = next[i]
    if (child?.sign === sign.sign) return child
  }
  const child = createNode(sign)
  next.push(child)
  return child
}

const createRoot = () => createNode({ sign: '', mask: ANYTHING, lower: 0, upper: 0, codes: [] })

/** A stem that is not in its tree yet. The tree gets its signs from `from` on. */
interface PendingStem {
  readonly stem: string
  readonly from: number
  readonly group: number
}

export interface Stems {
  /**
   * Holds the tree of the stems that begin with three codes, the first code in the highest of five bits
   * each; 0 is none.
   */
  readonly trees: Uint16Array
  /** Holds for each tree the codes that may come next. Most searches end here. */
  readonly nexts: Int32Array
  /**
   * Adds the groups of a tree's stems that match at a place to `known`. The place `from` is behind the three
   * characters.
   */
  at(read: ScannedText, from: number, tree: number, known: number): number
  /** Does the same for a character beyond ASCII. */
  beyond(read: ScannedText, at: number, known: number): number
}

/** @param groups stems separated by `|`; each group has one bit in the results */
export function createStems(groups: readonly string[]): Stems {
  if (groups.length > GROUPS_MAX) throw new RangeError('too many groups of stems')
  const roots = [createRoot()]
  /**
   * Holds the stems of each tree until its first use. The first text waits for the tables, and few texts
   * need many trees.
   */
  const pending: (PendingStem[] | undefined)[] = [undefined]
  const nexts = [0]
  const trees = new Uint16Array(TRIGRAM + 1)
  /** Holds the trees of stems that begin beyond ASCII, by their first character. */
  const foreign = new Uint16Array(0x10000)

  function add(index: Uint16Array, at: number, stem: string, from: number, group: number): void {
    const tree = index[at] || roots.push(createRoot()) - 1
    index[at] = tree
    const root = roots[tree]
    if (root) root.below |= group
    const next = stem.length > from ? signOf(stem.charAt(from)).mask || 1 : ANYTHING
    nexts[tree] = (nexts[tree] ?? 0) | next
    const stems = pending[tree] ?? []
    stems.push({ stem, from, group })
    pending[tree] = stems
  }

  function addToTree(root: Node, { stem, from, group }: PendingStem): void {
    const signs: Sign[] = []
    for (let i = 0; i < stem.length; i++) signs.push(signOf(stem.charAt(i)))
    let node = root
    for (let i = from; i < signs.length; i++) {
      const sign = signs[i]
      if (sign === undefined) break
      const child = childOf(node, sign)
      child.below |= group
      node = child
    }
    if (from === HEAD && signs.some(({ mask }, i) => mask === 0 && i < HEAD))
      node.heads.push({ begin: signs.slice(0, HEAD), length: signs.length, group })
    else node.groups |= group
  }

  for (const [i, group] of groups.entries())
    for (const stem of group.split('|')) {
      const bit = 1 << i
      const first = stem.charAt(0)
      if (stem.charCodeAt(0) >= BEYOND) {
        for (const one of new Set([first, first.toUpperCase()])) add(foreign, one.charCodeAt(0), stem, 1, bit)
        continue
      }
      for (const head of headsOf(stem)) add(trees, head, stem, HEAD, bit)
    }

  /** The end of the text counts as a gap. */
  function walk(read: ScannedText, at: number, node: Node, known: number): number {
    let found = known | node.groups
    for (let i = 0; i < node.heads.length; i++) {
      const head = node.heads[i]
      if (head && (head.group & ~found) !== 0 && matchesHead(read.text, at - head.length, head.begin))
        found |= head.group
    }
    const { next } = node
    if (next.length === 0) return found
    const c = at < read.length ? (read.bytes[at] ?? 0) : 0
    const bit = 1 << (codes[c] ?? 0)
    for (let i = 0; i < next.length; i++) {
      const child = next[i]
      if (child === undefined || (child.below & ~found) === 0) continue
      if (child.mask !== 0 ? (child.mask & bit) !== 0 : c > 0 && matchesSign(read.text, at, child))
        found = walk(read, at + 1, child, found)
    }
    return found
  }

  function start(read: ScannedText, at: number, tree: number, known: number): number {
    const root = roots[tree]
    if (root === undefined || (root.below & ~known) === 0) return known
    const stems = pending[tree]
    if (stems !== undefined) {
      pending[tree] = undefined
      for (const stem of stems) addToTree(root, stem)
    }
    return walk(read, at, root, known)
  }

  return {
    trees,
    nexts: Int32Array.from(nexts),
    at: start,
    beyond: (read, at, known) => {
      const tree = foreign[unitAt(read.text, at)] ?? 0
      return tree === 0 ? known : start(read, at + 1, tree, known)
    },
  }
}

/** Returns the combinations of the first three codes of a stem. Nearly all stems have one. */
function headsOf(stem: string): readonly number[] {
  let heads = [0]
  for (let i = 0; i < HEAD; i++) {
    const { codes } = signOf(stem.charAt(i) || ' ')
    const [only = 0] = codes
    if (codes.length === 1 && heads.length === 1) heads[0] = ((heads[0] ?? 0) << BITS) | only
    else heads = heads.flatMap((head) => codes.map((code) => (head << BITS) | code))
  }
  return heads
}

function matchesSign(text: string, at: number, { lower, upper }: Node | Sign): boolean {
  const c = unitAt(text, at)
  return c === lower || c === upper
}

/** Compares the signs that match only themselves; the codes have matched the others. */
function matchesHead(text: string, at: number, signs: readonly Sign[]): boolean {
  for (let i = 0; i < signs.length; i++) {
    const sign = signs[i]
    if (sign?.mask === 0 && !matchesSign(text, at + i, sign)) return false
  }
  return true
}
