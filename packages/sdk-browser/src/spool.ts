/**
 * What is not delivered yet outlives the page in IndexedDB: one record of each tab with all that is undelivered when it is
 * written, which is in batches and never once per event. A tab owns its record as long as it holds a Web Lock of its own name
 * (where there are none: renews the record); what tabs left that are gone goes to the first that looks. Storage that is
 * refused, full or slow is no error: the events are in memory all the same.
 */
import type { Entry, Spool } from '@hushlog/sdk-core'

const NAME = 'hushlog'
/** Milliseconds from the capture to the write. */
const DELAY = 500
/** Milliseconds to the next look for what others left, and to the next write after one that failed. */
const PAUSE = 30_000
/** Milliseconds without a renewal; more than a browser slows down the timers of a tab in the background. */
const LEASE = 300_000
/** Milliseconds for the last write, for storage that never answers. */
const LAST_WRITE = 1000

/** Where the events go, and when this was written. */
type Stored = [target: string, at: number, entries: readonly Entry[]]

export interface PageSpool extends Spool {
  /** Writes at once: the page may go away, or is offline. */
  write(): void
  /** Writes, and leaves the rest to others: the page goes, or is frozen until somebody comes back. */
  rest(): void
  /** Looks at once for what others left. */
  look(): void
}

/** Of a request, or of a transaction. */
const ending = (work: IDBRequest | IDBTransaction) =>
  new Promise((resolve, reject) => {
    Object.assign(work, { onsuccess: resolve, oncomplete: resolve, onerror: reject, onabort: reject })
  })

/**
 * @param target where events go: others' events of the same site are for somebody else
 * @param tab a name nobody else has
 */
export function createSpool(target: string, tab: string): PageSpool {
  // Missing in old browsers and on insecure pages, whatever the types say.
  const { locks } = navigator as Partial<Navigator>
  /** Not settled. */
  const kept = new Set<Entry>()
  /** In storage for sure. */
  let stored: readonly Entry[] = []
  let isChanged = false
  let take: ((left: readonly Entry[]) => number) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let opening: Promise<IDBDatabase> | undefined
  let release: (() => void) | undefined

  const lockOf = (owner: unknown) => `${NAME} ${owner}`

  /** The own lock is held as long as the database is open. */
  function open(): Promise<IDBDatabase> {
    opening ??= new Promise((resolve, reject) => {
      const released = new Promise<void>((free) => {
        release = free
      })
      const hold = async () => {
        // Who has opted out meanwhile gets no new database.
        if (!take) return reject()
        const request = indexedDB.open(NAME, 1)
        request.onupgradeneeded = () => request.result.createObjectStore(NAME)
        await ending(request)
        const { result } = request
        result.onversionchange = result.onclose = disown
        resolve(result)
        await released
        // What was begun before ends.
        result.close()
      }
      const holding = locks ? locks.request(lockOf(tab), hold).catch(hold) : hold()
      holding.catch(reject)
    })
    opening.catch(disown)
    return opening
  }

  function disown() {
    opening = undefined
    release?.()
  }

  const openStore = async () => (await open()).transaction(NAME, 'readwrite').objectStore(NAME)

  /** The own record, as the last of a transaction. */
  async function save(store: IDBObjectStore) {
    const entries = [...kept]
    put(store, tab, entries)
    // A page that goes away right now would take an open transaction with it.
    store.transaction.commit()
    await ending(store.transaction)
    stored = entries
  }

  function put(store: IDBObjectStore, owner: IDBValidKey, entries: readonly Entry[]) {
    const record: Stored = [target, Date.now(), entries]
    if (entries.length) store.put(record, owner)
    else store.delete(owner)
  }

  async function write() {
    clearTimeout(timer)
    timer = undefined
    if (!take || !isChanged || !(kept.size || stored.length)) return
    isChanged = false
    try {
      await save(await openStore())
    } catch {
      // Refused or full: they are in memory, and it is tried again, but not as often.
      isChanged = true
      timer = setTimeout(write, PAUSE)
    }
  }

  function soon() {
    isChanged = true
    timer ??= setTimeout(write, DELAY)
  }

  async function look() {
    if (!take) return
    try {
      const held = (await locks?.query())?.held?.map(({ name }) => name)
      const store = await openStore()
      const owners = store.getAllKeys()
      const records = store.getAll()
      await ending(records)
      for (const [index, owner] of owners.result.entries()) {
        const [to, at, entries] = readRecord(records.result[index])
        const isAlive = held ? held.includes(lockOf(owner)) : at > Date.now() - LEASE
        if (owner !== tab && to === target && !isAlive) adopt(store, owner, entries)
      }
      // In the same transaction: nobody else finds them at the old place after it, or nothing happened.
      await save(store)
    } catch {
      // Refused: then there is nothing to take over. A broken connection is opened anew at the next look.
      disown()
    }
  }

  function adopt(store: IDBObjectStore, owner: IDBValidKey, entries: readonly Entry[]) {
    // Before the call, because some may be settled within it.
    for (const entry of entries) kept.add(entry)
    const rest = entries.slice(take?.(entries))
    for (const entry of rest) kept.delete(entry)
    put(store, owner, rest)
  }

  setInterval(look, PAUSE)

  return {
    keep(entry) {
      kept.add(entry)
      soon()
    },
    settle(entries) {
      for (const entry of entries) kept.delete(entry)
      if (stored.length) soon()
    },
    recover(taker) {
      take = taker
      void look()
    },
    wipe() {
      take = undefined
      kept.clear()
      stored = []
      disown()
      try {
        indexedDB.deleteDatabase(NAME)
      } catch {
        // Refused: then nothing was stored either.
      }
    },
    async close(left) {
      isChanged = true
      await Promise.race([write(), new Promise((resolve) => setTimeout(resolve, LAST_WRITE))])
      take = undefined
      disown()
      return left.filter((entry) => stored.includes(entry)).length
    },
    write,
    rest() {
      void write()
      disown()
    },
    look,
  }
}

/** What is stored is anybody's on the page: taken only in the shape that is written. */
function readRecord(record: unknown): Stored {
  const [target, at, entries] = Array.isArray(record) ? record : []
  const isEntry = (entry: Partial<Entry> | null) =>
    typeof entry?.json === 'string' && Number(entry.bytes) > 0 && Number(entry.at) > 0
  return [target, at, Array.isArray(entries) ? entries.filter(isEntry) : []]
}
