/**
 * The words that detectors ask for, found in one pass: three characters say which words could begin there, and only if the fourth
 * allows one of them are they compared, all at once, in a tree of what is left of them. How stems are written says `rules/rule.ts`.
 */
import { BEYOND, unitAt } from '../core/bytes.js'
import { codes, DIGIT } from '../core/character-codes.js'

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

interface Sign {
  readonly sign: string
  /** A bit for each code that may stand for it; 0 for one that stands for itself only. */
  readonly mask: number
  /** Itself in lower and in upper case, where `mask` is 0. */
  readonly lower: number
  readonly upper: number
  /** What may stand for it where only codes are looked at: then a sign that stands for itself is neither letter nor digit. */
  readonly codes: readonly number[]
}

/** Stems are of few signs, and each is worked out once: the first text waits for all of this. */
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

/** Where stems go on that have begun alike. */
interface Node {
  readonly sign: string
  /** As the sign's, near at hand. */
  readonly mask: number
  readonly lower: number
  readonly upper: number
  readonly next: Node[]
  /** Of the stems that end here. */
  groups: number
  /** Of those that end here or later. */
  below: number
  /** Stems that end here and begin with signs that codes do not tell apart: these have to be looked at again. */
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

/** A stem that its tree does not hold yet: what stands from `from` on is. */
interface Waiting {
  readonly stem: string
  readonly from: number
  readonly group: number
}

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
  const roots = [createRoot()]
  /** Of each tree: its stems, until somebody asks for it. The first text waits for the table, and few texts ask for many trees. */
  const waiting: (Waiting[] | undefined)[] = [undefined]
  const nexts = [0]
  const trees = new Uint16Array(TRIGRAM + 1)
  /** Stems that begin beyond ASCII are looked for at their first character. */
  const foreign = new Uint16Array(0x10000)

  function add(index: Uint16Array, at: number, stem: string, from: number, group: number): void {
    const tree = index[at] || roots.push(createRoot()) - 1
    index[at] = tree
    const root = roots[tree]
    if (root) root.below |= group
    const next = stem.length > from ? signOf(stem.charAt(from)).mask || 1 : ANYTHING
    nexts[tree] = (nexts[tree] ?? 0) | next
    const stems = waiting[tree] ?? []
    stems.push({ stem, from, group })
    waiting[tree] = stems
  }

  function grow(root: Node, { stem, from, group }: Waiting): void {
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
    if (root === undefined || (root.below & ~known) === 0) return known
    const stems = waiting[tree]
    if (stems !== undefined) {
      waiting[tree] = undefined
      for (const stem of stems) grow(root, stem)
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

/** What the first three codes of a stem may be together: one thing, for all but a few. */
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

function stands(text: string, at: number, { lower, upper }: Node | Sign): boolean {
  const c = unitAt(text, at)
  return c === lower || c === upper
}

/** Whether a text has at a place the signs that stand for themselves; of the others it is known. */
function begins(text: string, at: number, signs: readonly Sign[]): boolean {
  for (let i = 0; i < signs.length; i++) {
    const sign = signs[i]
    if (sign?.mask === 0 && !stands(text, at + i, sign)) return false
  }
  return true
}
