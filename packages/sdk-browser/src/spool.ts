/**
 * What is not delivered yet outlives the page in IndexedDB: one record of each tab with all that is undelivered when it is
 * written, which is in batches and never once per event. A tab owns its record as long as it holds a Web Lock of its own
 * name; what tabs left that are gone goes to the first that looks. Storage that is refused, full or slow is no error, and
 * neither are browsers and insecure pages without locks: the events are in memory all the same.
 */
import type { QueueEntry, Spool } from '@hushlog/sdk-core'

const NAME = 'hushlog'
/** Milliseconds from the capture to the write. */
const DELAY = 500
/** Milliseconds to the next look for what others left, and to the next write after one that failed. */
const PAUSE = 30_000
/** Milliseconds for the last write, for storage that never answers. */
const LAST_WRITE = 1000

/** Where the events go, and whose they are: the name of the lock, which is also the key. */
type Stored = [target: string, owner: string, entries: readonly QueueEntry[]]

export interface PageSpool extends Spool {
  /** Writes at once: the page may go away. */
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
 * @param tab nobody else has it
 * @param isWanted else nothing is stored, and nothing taken from there
 */
export function createSpool(target: string, tab: string, isWanted: boolean): PageSpool {
  const own = `${NAME} ${tab}`
  const { locks } = navigator
  /** What the client wants and has; none before it says so, and after it is done. */
  let client: Parameters<Spool['recover']> | undefined
  /** In storage for sure. */
  let stored: readonly QueueEntry[] = []
  /** As long as there is something to write. */
  let timer: ReturnType<typeof setTimeout> | undefined
  let opening: Promise<IDBDatabase> | undefined
  let release: (() => void) | undefined

  /** The own lock is held as long as the database is open. */
  const open = () =>
    (opening ??= new Promise((resolve, reject) => {
      const released = new Promise<void>((free) => {
        release = free
      })
      const hold = async () => {
        // Who has opted out meanwhile gets no new database.
        if (!client) return reject()
        const request = indexedDB.open(NAME, 1)
        request.onupgradeneeded = () => request.result.createObjectStore(NAME)
        await ending(request)
        resolve(request.result)
        await released
        // What was begun before ends.
        request.result.close()
      }
      locks.request(own, hold).catch(reject)
    }))

  function disown() {
    opening = undefined
    release?.()
  }

  function put(store: IDBObjectStore, owner: string, entries: readonly QueueEntry[]) {
    const record: Stored = [target, owner, entries]
    if (entries.length) store.put(record, owner)
    else store.delete(owner)
  }

  /** Writes the own record, and takes over those of others first. All in one transaction: or else nothing happened. */
  async function sync(looking: boolean) {
    clearTimeout(timer)
    timer = undefined
    if (!client) return
    const [take, unsettled] = client
    try {
      const { held } = looking ? await locks.query() : {}
      const store = (await open()).transaction(NAME, 'readwrite').objectStore(NAME)
      if (held) {
        const records = store.getAll()
        await ending(records)
        for (const record of records.result) {
          // What is stored is anybody's on the page.
          const [to, owner, left] = (Array.isArray(record) ? record : []) as unknown as Stored
          if (to === target && owner !== own && !held.some(({ name }) => name === owner))
            put(store, owner, left.slice(take(left)))
        }
      }
      const entries = unsettled()
      put(store, own, entries)
      // A page that goes away right now would take an open transaction with it.
      store.transaction.commit()
      await ending(store.transaction)
      stored = entries
    } catch {
      // Refused or full: they are in memory, and it is tried again, but not as often. A broken connection is opened anew.
      timer ??= setTimeout(write, PAUSE)
      if (looking) disown()
    }
  }

  function write() {
    if (timer && (client?.[1]().length || stored.length)) void sync(false)
  }

  const look = () => void sync(true)

  function soon() {
    timer ??= setTimeout(write, DELAY)
  }

  setInterval(look, PAUSE)

  return {
    keep: soon,
    settle: soon,
    recover(...given) {
      if (isWanted) client = given
      look()
    },
    wipe() {
      client = undefined
      stored = []
      disown()
      try {
        indexedDB.deleteDatabase(NAME)
      } catch {
        // Refused: then nothing was stored either.
      }
    },
    async close(left) {
      if (client) client[1] = () => left
      await Promise.race([sync(false), new Promise((resolve) => setTimeout(resolve, LAST_WRITE))])
      client = undefined
      disown()
      return left.filter((entry) => stored.includes(entry)).length
    },
    write,
    rest() {
      write()
      disown()
    },
    look,
  }
}
