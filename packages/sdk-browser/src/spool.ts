/**
 * What is not delivered yet outlives the page in IndexedDB: written in batches, never once per event, and only what is still
 * undelivered then. Each tab owns what it wrote as long as it holds a Web Lock of its own name (where there are none: renews
 * a lease); what tabs left that are gone goes to the first that looks. Storage that is refused, full or slow is no error:
 * the events are in memory all the same.
 */
import type { Entry, Spool } from '@hushlog/sdk-core'

const NAME = 'hushlog'
/** Milliseconds from the capture to the write. */
const DELAY = 500
/** Milliseconds to the next look for what others left, and to the next write after one that failed. */
const PAUSE = 30_000
/** Milliseconds; more than a browser slows down the timers of a tab in the background. */
const LEASE = 300_000
/** Bytes of events in storage, of all tabs; what does not fit is in memory only. */
const MAX_STORED = 4 * 1024 * 1024

/** Place of the lease; events count from 1. */
const LEASE_KEY = 0
type Key = [target: string, tab: string, place: number]
/** No names in it: a script's later version has shortened them in another way. */
type Stored = [json: string, bytes: number, at: number]

export interface PageSpool extends Spool {
  /** Writes at once: the page may go away, or is offline. */
  write(): void
  /** Writes, and leaves the rest to others: the page goes, or is frozen until somebody comes back. */
  rest(): void
  /** Looks at once for what others left. */
  look(): void
}

const resultOf = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = reject
  })

/**
 * @param target where events go: others' events of the same site are for somebody else
 * @param tab a name nobody else has
 */
export function createSpool(target: string, tab: string): PageSpool {
  // Missing in old browsers and on insecure pages, whatever the types say.
  const { locks } = navigator as Partial<Navigator>
  /** Not settled, with their place in storage; 0 is not written yet. */
  const kept = new Map<Entry, number>()
  let gone: number[] = []
  let last = LEASE_KEY
  let othersBytes = 0
  let take: ((left: readonly Entry[]) => number) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let delay = DELAY
  let database: IDBDatabase | undefined
  let opening: Promise<IDBDatabase> | undefined
  let release: (() => void) | undefined

  const keyOf = (place: number): Key => [target, tab, place]
  const lockOf = (owner: string) => `${NAME} ${owner}`

  /** Shared only with itself, so that the tab never waits for its own. */
  const own = () =>
    new Promise<void>((resolve) => {
      const held = () => {
        resolve()
        return new Promise<void>((free) => {
          release = free
        })
      }
      if (locks === undefined) resolve()
      else locks.request(lockOf(tab), { mode: 'shared' }, held).catch(() => resolve())
    })

  function open(): Promise<IDBDatabase> {
    opening ??= own().then(async () => {
      const request = indexedDB.open(NAME, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(NAME)
      database = await resultOf(request)
      database.onversionchange = disown
      database.onclose = disown
      return database
    })
    opening.catch(disown)
    return opening
  }

  function disown() {
    database?.close()
    database = undefined
    opening = undefined
    release?.()
  }

  async function write() {
    clearTimeout(timer)
    timer = undefined
    if (gone.length === 0 && !unwritten().next().value) return
    const written: Entry[] = []
    let erased: number[] = []
    try {
      // Without a pause where it is open already: a page that goes away has no later.
      const transaction = (database ?? (await open())).transaction(NAME, 'readwrite')
      const store = transaction.objectStore(NAME)
      const done = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve
        transaction.onabort = reject
      })
      for (const place of gone) store.delete(keyOf(place))
      erased = gone
      gone = []
      let bytes = othersBytes
      for (const [entry, place] of kept) {
        bytes += entry.bytes
        if (place > 0 || bytes > MAX_STORED) continue
        put(store, entry, ++last)
        written.push(entry)
      }
      if (locks === undefined) store.put(Date.now(), keyOf(LEASE_KEY))
      // A page that goes away right now would take an open transaction with it.
      transaction.commit()
      await done
      delay = DELAY
    } catch {
      // Refused or full: they are in memory, and the next write tries again, but not as often.
      for (const entry of written) if (kept.has(entry)) kept.set(entry, 0)
      gone.push(...erased)
      delay = PAUSE
    }
  }

  function put(store: IDBObjectStore, entry: Entry, place: number) {
    store.put([entry.json, entry.bytes, entry.at] satisfies Stored, keyOf(place))
    kept.set(entry, place)
  }

  function* unwritten() {
    for (const [entry, place] of kept) if (place === 0) yield entry
  }

  function soon() {
    timer ??= setTimeout(write, delay)
  }

  async function look() {
    if (take === undefined) return
    try {
      const held = new Set((await locks?.query())?.held?.map(({ name }) => name))
      const store = (database ?? (await open())).transaction(NAME, 'readwrite').objectStore(NAME)
      const range = IDBKeyRange.bound([target], [target, []])
      const keys = (await resultOf(store.getAllKeys(range))) as Key[]
      othersBytes = 0
      if (keys.every(([, owner]) => owner === tab)) return
      const values: unknown[] = await resultOf(store.getAll(range))
      const leased = new Set<string>()
      const left = new Map<Entry, Key>()
      for (const [index, key] of keys.entries()) {
        const [, owner, place] = key
        const value = values[index]
        if (owner === tab) continue
        if (place === LEASE_KEY) {
          if (Number(value) > Date.now() - LEASE) leased.add(owner)
          else store.delete(key)
          continue
        }
        const entry = entryOf(value)
        if (entry === undefined) store.delete(key)
        else if (leased.has(owner) || held.has(lockOf(owner))) othersBytes += entry.bytes
        else left.set(entry, key)
      }
      adopt(store, left)
    } catch {
      // Refused: then there is nothing to take over. A broken connection is opened anew at the next look.
      disown()
    }
  }

  /** In one transaction: nobody else finds them at the old place after it, or nothing happened. */
  function adopt(store: IDBObjectStore, left: Map<Entry, Key>) {
    const entries = [...left.keys()]
    // Before the call, because some may be settled within it.
    for (const entry of entries) kept.set(entry, ++last)
    const taken = take?.(entries) ?? 0
    for (const [index, entry] of entries.entries()) {
      const place = kept.get(entry)
      if (index >= taken) {
        kept.delete(entry)
        continue
      }
      store.delete(left.get(entry) as Key)
      if (place !== undefined) put(store, entry, place)
    }
  }

  function again() {
    setTimeout(() => {
      if (take === undefined) return
      if (locks === undefined && kept.size > 0) soon()
      if (!document.hidden) void look()
      again()
    }, PAUSE)
  }

  function rest() {
    const writing = write()
    if (database !== undefined) disown()
    else void writing.then(disown)
  }

  return {
    keep(entry) {
      kept.set(entry, 0)
      soon()
    },
    settle(entries) {
      for (const entry of entries) {
        const place = kept.get(entry)
        if (place) gone.push(place)
        kept.delete(entry)
      }
      if (gone.length > 0) soon()
    },
    recover(taker) {
      if (take === undefined) again()
      take = taker
      void look()
    },
    wipe() {
      take = undefined
      kept.clear()
      gone = []
      disown()
      try {
        indexedDB.deleteDatabase(NAME)
      } catch {
        // Refused: then nothing was stored either.
        kept.clear()
      }
    },
    close() {
      take = undefined
      rest()
    },
    write,
    rest,
    look,
  }
}

/** What is stored is anybody's on the page: taken only in the shape that is written. */
function entryOf(value: unknown): Entry | undefined {
  const [json, bytes, at] = Array.isArray(value) ? value : []
  return typeof json === 'string' && bytes > 0 && at > 0 ? { json, bytes, at } : undefined
}
