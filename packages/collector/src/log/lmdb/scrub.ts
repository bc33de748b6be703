/**
 * Overwrites the pages that LMDB has freed. LMDB reuses them gradually, and until then they hold what was in
 * them. Each free page gets a value that fills it with zeros; then these values are removed.
 */
import { createMutex } from '../../runtime/concurrency.js'
import type { GroupCommit } from './group-commit.js'
import { type Store, sequenceKey } from './store.js'

/** Bytes before a page's data in this LMDB; a value of the remaining size fills exactly one overflow page. */
const PAGE_HEADER = 24
/** Pages that LMDB keeps for itself at the beginning of the file. */
const META_PAGES = 2
/** 2 MB, so that appends run between two steps. */
const PAGES_PER_STEP = 500
/** Pages that every transaction leaves free, since it freed them itself. */
const ALWAYS_FREE = 32

interface TreeStats {
  readonly treeBranchPageCount: number
  readonly treeLeafPageCount: number
  readonly overflowPages: number
}

const isTreeStats = (value: unknown): value is TreeStats =>
  typeof value === 'object' && value !== null && 'treeLeafPageCount' in value && 'overflowPages' in value

const usedPages = (stats: unknown): number =>
  isTreeStats(stats) ? stats.treeBranchPageCount + stats.treeLeafPageCount + stats.overflowPages : 0

const numberOf = (stats: object, name: string): number => Number(Reflect.get(stats, name))

const countFreePages = ({ env, blank, chunks, expiry, ids, meta, readers }: Store): number => {
  const stats: object = env.getStats()
  const tables = [blank, chunks, expiry, ids, meta, readers].map((table): unknown => table.getStats())
  const used = [stats, Reflect.get(stats, 'free'), ...tables].reduce<number>(
    (sum, each) => sum + usedPages(each),
    META_PAGES,
  )
  return numberOf(stats, 'lastPageNumber') + 1 - used
}

/**
 * @returns overwrites what was freed before the call, and rejects with the reason of `signal` when it aborts
 */
export const createScrub = (
  store: Store,
  groupCommit: GroupCommit,
): ((signal?: AbortSignal) => Promise<void>) => {
  const mutex = createMutex()

  /** LMDB releases freed pages from the second commit on. */
  const commitTwice = async (): Promise<void> => {
    for (let i = 0; i < 2; i++) {
      store.env.resetReadTxn()
      await groupCommit.run((state) => ({ ...state }))
    }
  }

  const removeZeros = async (): Promise<void> => {
    for (let more = true; more; ) {
      await groupCommit.run((state) => {
        const keys = [...store.blank.getKeys({ limit: PAGES_PER_STEP })].map((key) => Buffer.from(key))
        for (const key of keys) store.blank.removeSync(key)
        more = keys.length > 0
        return state
      })
    }
  }

  const writeZeros = async (signal: AbortSignal | undefined): Promise<void> => {
    const zeros = Buffer.alloc(numberOf(store.env.getStats(), 'pageSize') - PAGE_HEADER)
    const most = countFreePages(store) * 1.5 + PAGES_PER_STEP
    for (let written = 0; written < most; ) {
      signal?.throwIfAborted()
      store.env.resetReadTxn()
      const free = countFreePages(store)
      if (free <= ALWAYS_FREE) return
      // Some pages are left for the keys; otherwise the file would grow each time.
      const end = written + Math.min(PAGES_PER_STEP, Math.floor(free * 0.9))
      await groupCommit.run((state) => {
        for (; written < end; written++) store.blank.put(sequenceKey(written + 1), zeros)
        return state
      })
    }
  }

  const scrub = async (signal?: AbortSignal): Promise<void> => {
    // A crash or an abort may have left some.
    await removeZeros()
    await commitTwice()
    try {
      await writeZeros(signal)
    } finally {
      if (!signal?.aborted) await removeZeros()
    }
  }

  return (signal) => mutex.run(() => scrub(signal))
}
