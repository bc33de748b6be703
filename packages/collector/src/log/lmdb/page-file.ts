/**
 * Reads the file of an LMDB store page by page, without mapping it: a mapped file that is shorter than it says
 * kills the process. The format is that of the pinned version of lmdb-js (`dependencies/lmdb/libraries/liblmdb`).
 *
 * A page begins with its own number, by which a page of something else is recognized:
 *   0 number u64, 8 transaction u64, 18 flags u16, 20 twice the number of nodes u16, 24 offsets of nodes u16
 * A node is: size or page (low and high u16), flags u16, size of the key u16, key, data.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const HEADER = 24
const NODE_HEADER = 8
const BRANCH = 1
const LEAF = 2
const OVERFLOW = 4
const META = 8
const BIG_DATA = 1
const SUB_TREE = 2
const MAGIC = 0xbeefc0de
/** These are the offsets of the roots of the tree of free pages and of the main tree in a meta page. */
const FREE_AT = HEADER + 24
const MAIN_AT = FREE_AT + 48
const ROOT_IN_TREE = 40
const LAST_PAGE_AT = MAIN_AT + 48
const TRANSACTION_AT = LAST_PAGE_AT + 8
/** LMDB's mark of a tree without pages. */
const NO_PAGE = 0xffff_ffff_ffff_ffffn
const MIN_PAGE = 512
const MAX_PAGE = 65_536
const USUAL_PAGE = 4_096

export interface Meta {
  readonly pageSize: number
  readonly lastPage: number
  readonly transaction: number
  /** Roots of the trees; undefined for an empty tree. */
  readonly free: number | undefined
  readonly main: number | undefined
}

export interface Entry {
  readonly key: Buffer
  /** Is undefined when the pages that hold it are damaged. */
  readonly value: Buffer | undefined
  readonly isTree: boolean
}

export interface PageFile {
  readonly pageSize: number
  /** Counts the pages that the file has, the last of them perhaps in part. */
  readonly pages: number
  /** Holds the meta pages that can be read, the newest first. */
  readonly metas: readonly Meta[]
  /** Holds numbers of pages that were to be read and are damaged. */
  readonly damaged: ReadonlySet<number>
  /**
   * Reads the entries of a tree, leaving out damaged pages.
   *
   * @param withValues without them, values beside their keys' pages are only looked for
   */
  entries(root: number | undefined, withValues: boolean): Generator<Entry>
  /** Reads the entries of every page in the file that looks like a leaf, also of pages that are free. */
  leaves(): Generator<Entry>
  close(): void
}

const numberAt = (page: Buffer, at: number): number => Number(page.readBigUInt64LE(at))

const rootAt = (page: Buffer, at: number): number | undefined =>
  page.readBigUInt64LE(at) === NO_PAGE ? undefined : numberAt(page, at)

export const openPageFile = (path: string): PageFile => {
  const file = openSync(path, 'r')
  const { size } = fstatSync(file)
  const damaged = new Set<number>()

  const readAt = (at: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length)
    const read = at < size ? readSync(file, bytes, 0, length, at) : 0
    return read === length ? bytes : bytes.subarray(0, read)
  }

  const readMeta = (at: number): Meta | undefined => {
    const page = readAt(at, TRANSACTION_AT + 8)
    if (page.length < TRANSACTION_AT + 8 || (page.readUInt16LE(18) & META) === 0) return undefined
    const pageSize = page.readUInt32LE(FREE_AT)
    if (page.readUInt32LE(HEADER) !== MAGIC || pageSize < MIN_PAGE || pageSize > MAX_PAGE) return undefined
    return {
      pageSize,
      lastPage: numberAt(page, LAST_PAGE_AT),
      transaction: numberAt(page, TRANSACTION_AT),
      free: rootAt(page, FREE_AT + ROOT_IN_TREE),
      main: rootAt(page, MAIN_AT + ROOT_IN_TREE),
    }
  }

  const first = readMeta(0)
  const pageSize = first?.pageSize ?? USUAL_PAGE
  const metas = [first, readMeta(pageSize)]
    .filter((meta): meta is Meta => meta !== undefined)
    .sort((a, b) => b.transaction - a.transaction)

  /** Returns a page when it is what its number says. */
  const readPage = (number: number, kinds: number): Buffer | undefined => {
    const page = readAt(number * pageSize, pageSize)
    if (page.length === pageSize && numberAt(page, 0) === number && (page.readUInt16LE(18) & kinds) !== 0)
      return page
    damaged.add(number)
    return undefined
  }

  /** Returns where the nodes of a page begin; undefined when one of them lies outside of it. */
  const nodesOf = (page: Buffer): number[] | undefined => {
    const count = page.readUInt16LE(20) >> 1
    if (HEADER + count * 2 > pageSize) return undefined
    const nodes: number[] = []
    for (let i = 0; i < count; i++) {
      const at = HEADER + page.readUInt16LE(HEADER + i * 2)
      if (at + NODE_HEADER > pageSize || at + NODE_HEADER + page.readUInt16LE(at + 6) > pageSize)
        return undefined
      nodes.push(at)
    }
    return nodes
  }

  const readOverflow = (number: number, length: number, withValue: boolean): Buffer | undefined => {
    if (readPage(number, OVERFLOW) === undefined) return undefined
    const at = number * pageSize + HEADER
    if (at + length > size) {
      damaged.add(number)
      return undefined
    }
    return withValue ? readAt(at, length) : Buffer.alloc(0)
  }

  const entryAt = (page: Buffer, at: number, withValue: boolean): Entry | undefined => {
    const flags = page.readUInt16LE(at + 4)
    const begin = at + NODE_HEADER + page.readUInt16LE(at + 6)
    const key = page.subarray(at + NODE_HEADER, begin)
    const length = page.readUInt32LE(at)
    if ((flags & BIG_DATA) !== 0) {
      if (begin + 8 > pageSize) return undefined
      return { key, value: readOverflow(numberAt(page, begin), length, withValue), isTree: false }
    }
    if (begin + length > pageSize) return undefined
    return { key, value: page.subarray(begin, begin + length), isTree: (flags & SUB_TREE) !== 0 }
  }

  function* entries(root: number | undefined, withValues: boolean, depth = 0): Generator<Entry> {
    if (root === undefined) return
    // LMDB's own limit of depth is 32; a damaged page may lead in a circle.
    const page = depth > 32 ? undefined : readPage(root, BRANCH | LEAF)
    const nodes = page && nodesOf(page)
    if (page === undefined || nodes === undefined) {
      damaged.add(root)
      return
    }
    const isBranch = (page.readUInt16LE(18) & BRANCH) !== 0
    for (const at of nodes) {
      if (isBranch) {
        const child = page.readUInt32LE(at) + page.readUInt16LE(at + 4) * 2 ** 32
        yield* entries(child, withValues, depth + 1)
        continue
      }
      const entry = entryAt(page, at, withValues)
      if (entry === undefined) damaged.add(root)
      else yield entry
    }
  }

  const pages = Math.ceil(size / pageSize)
  return {
    pageSize,
    pages,
    metas,
    damaged,
    entries: (root, withValues) => entries(root, withValues),
    *leaves() {
      for (let number = 2; number < pages; number++) {
        const page = readAt(number * pageSize, pageSize)
        if (page.length < pageSize || numberAt(page, 0) !== number) continue
        if ((page.readUInt16LE(18) & (BRANCH | LEAF | OVERFLOW | META)) !== LEAF) continue
        for (const at of nodesOf(page) ?? []) {
          const entry = entryAt(page, at, true)
          if (entry !== undefined) yield entry
        }
      }
    },
    close: () => closeSync(file),
  }
}

/** Returns the roots of the named tables by their names. */
export const tablesOf = (file: PageFile, meta: Meta): ReadonlyMap<string, number | undefined> => {
  const tables = new Map<string, number | undefined>()
  for (const { key, value, isTree } of file.entries(meta.main, true))
    if (isTree && value !== undefined)
      tables.set(key.toString('latin1').replaceAll('\0', ''), rootAt(value, ROOT_IN_TREE))
  return tables
}
