/**
 * Overwrites the pages that LMDB has freed: it uses them again by and by, and until then they hold what was in
 * them. A free page is taken for a value that fills it with zeros; then the values are removed.
 */
import { type Store, sequenceKey } from './store.js'
import type { Writer, WriteStep } from './writer.js'

/** Bytes before a page's data in this LMDB; a value of what is left fills one overflow page whole. */
const PAGE_HEADER = 24
const META_PAGES = 2
/** 2 MB a step, so that appends get their turn between two of them. */
const PAGES_PER_STEP = 500
/** Pages that are free at the end of every transaction, freed by the transaction itself. */
const ALWAYS_FREE = 32

interface Pages {
  readonly treeBranchPageCount: number
  readonly treeLeafPageCount: number
  readonly overflowPages: number
}

const isPages = (value: unknown): value is Pages =>
  typeof value === 'object' && value !== null && 'treeLeafPageCount' in value && 'overflowPages' in value

const pagesOf = (stats: unknown): number =>
  isPages(stats) ? stats.treeBranchPageCount + stats.treeLeafPageCount + stats.overflowPages : 0

const numberOf = (stats: object, name: string): number => Number(Reflect.get(stats, name))

const freePages = ({ env, blank, chunks, expiry, ids, meta, readers }: Store): number => {
  const stats: object = env.getStats()
  const tables = [blank, chunks, expiry, ids, meta, readers].map((table): unknown => table.getStats())
  const used = [stats, Reflect.get(stats, 'free'), ...tables].reduce<number>(
    (sum, each) => sum + pagesOf(each),
    META_PAGES,
  )
  return numberOf(stats, 'lastPageNumber') + 1 - used
}

export const createScrub = (store: Store, writer: Writer): (() => Promise<void>) => {
  const step = (run: WriteStep['run']): Promise<void> =>
    new Promise((resolve, reject) => {
      writer.add({ run, done: resolve, failed: reject })
    })
  /** LMDB lets go of freed pages from the second commit on. */
  const commit = async (): Promise<void> => {
    store.env.resetReadTxn()
    await step((draft) => ({ ...draft }))
  }

  const empty = async (): Promise<void> => {
    for (let more = true; more; ) {
      await step((draft) => {
        const keys = [...store.blank.getKeys({ limit: PAGES_PER_STEP })].map((key) => Buffer.from(key))
        for (const key of keys) store.blank.removeSync(key)
        more = keys.length > 0
        return draft
      })
    }
  }

  const fill = async (): Promise<void> => {
    const blank = Buffer.alloc(numberOf(store.env.getStats(), 'pageSize') - PAGE_HEADER)
    const bound = freePages(store) * 1.5 + PAGES_PER_STEP
    for (let written = 0; written < bound; ) {
      store.env.resetReadTxn()
      const free = freePages(store)
      if (free <= ALWAYS_FREE) return
      // Not all at once: the keys need pages too, and the file would grow each time.
      const end = written + Math.min(PAGES_PER_STEP, Math.floor(free * 0.9))
      await step((draft) => {
        for (; written < end; written++) store.blank.put(sequenceKey(written + 1), blank)
        return draft
      })
    }
  }

  const scrub = async (): Promise<void> => {
    await empty()
    await commit()
    await commit()
    try {
      await fill()
    } finally {
      await empty()
    }
  }

  let running: Promise<unknown> = Promise.resolve()
  return () => {
    const next = running.then(scrub)
    running = next.catch(() => undefined)
    return next
  }
}
