/**
 * Keeps undelivered events in IndexedDB, so that they outlive the page. Each tab has one record with all its
 * undelivered events, which is written in batches and not for each event. A tab owns its record as long as it
 * holds a Web Lock of the same name; the first tab that looks takes over the records of tabs that are gone.
 * Storage that is refused, full or slow is no error, and neither are browsers and insecure pages without
 * locks, because the events are in memory all the same.
 *
 * A page that is unloaded may not live to see its last write: WebKit finishes none that begins then. What is
 * not surely stored at that moment is kept in a note in `localStorage` as well, which the tabs of a site share.
 * The first tab that looks takes it over.
 */
import { SECOND } from '@hushlog/base'
import type { QueueEntry, Spool } from '@hushlog/sdk-core'
import { attempt } from './attempt.js'

/** Name of the database and of its store, and the beginning of the locks' names. */
const NAME = 'hushlog'
/** Name of the note: JSON with a list of entries for each target. */
const NOTE = 'hushlog_note'
/** A note has events of at most this many bytes, of the 5 MiB that all scripts of a site share. */
const NOTE_MAX = 65_536
/**
 * An event is written this many milliseconds after its capture, and one more for each event that is stored
 * already: a write stores all of them, and takes less than that.
 */
const WRITE_DELAY = SECOND / 2
/**
 * Records of tabs that are gone are looked for, and a failed write is repeated, after this many milliseconds.
 */
const INTERVAL = 30 * SECOND
/** `close` waits for storage this many milliseconds. */
const CLOSE_TIMEOUT = SECOND

/**
 * A record as it is stored: the owner is the name of its tab's lock and also the key; the target is where the
 * events go.
 */
type StoredRecord = [target: string, owner: string, entries: readonly QueueEntry[]]

export interface PageSpool extends Spool {
  /** Writes at once, because the page may go away. */
  writeRecord(): void
  /**
   * Notes what is not surely stored, because the page is unloaded, or frozen: then it leaves its record to
   * other tabs as well.
   */
  leave(isFrozen: boolean): void
  /** Takes over the records of tabs that are gone. */
  takeOver(): void
}

const settled = (work: IDBRequest | IDBTransaction) =>
  new Promise((resolve, reject) => {
    Object.assign(work, { onsuccess: resolve, oncomplete: resolve, onerror: reject, onabort: reject })
  })

/**
 * @param target where the events go: records with another target are left alone
 * @param tab an id that no other tab has
 * @param isEnabled when false, nothing is stored or taken over
 */
export function createSpool(target: string, tab: string, isEnabled: boolean): PageSpool {
  const own = `${NAME} ${tab}`
  const { locks } = navigator
  /** Holds the callbacks of the client from `recoverEntries` until `wipeEntries` or `close`. */
  let client: Parameters<Spool['recoverEntries']> | undefined
  /** Entries of the own record that are surely stored. */
  let stored: ReadonlySet<QueueEntry> = new Set()
  /** Runs while there is something to write. */
  let timer: ReturnType<typeof setTimeout> | undefined
  let opening: Promise<IDBDatabase> | undefined
  let unlock: (() => void) | undefined

  /** Opens the database, and holds the own lock as long as it is open. */
  const open = () =>
    (opening ??= new Promise((resolve, reject) => {
      const unlocked = new Promise<void>((release) => {
        unlock = release
      })
      const hold = async () => {
        // After an opt-out no new database is made.
        if (!client) return reject()
        const request = indexedDB.open(NAME, 1)
        request.onupgradeneeded = () => request.result.createObjectStore(NAME)
        await settled(request)
        resolve(request.result)
        await unlocked
        // Transactions that began before are finished.
        request.result.close()
      }
      locks.request(own, hold).catch(reject)
    }))

  function disown() {
    opening = undefined
    unlock?.()
  }

  /** @param absent stands for a note that there is not; without it, such a note stays absent */
  function changeNote(change: (entries: readonly QueueEntry[]) => readonly QueueEntry[], absent?: string) {
    attempt(() => {
      const note = JSON.parse(localStorage[NOTE] ?? absent)
      note[target] = change(note[target] ?? [])
      localStorage[NOTE] = JSON.stringify(note)
    })
  }

  function put(store: IDBObjectStore, owner: string, entries: readonly QueueEntry[]) {
    const record: StoredRecord = [target, owner, entries]
    if (entries.length) store.put(record, owner)
    else store.delete(owner)
  }

  /**
   * Takes over other records if asked to, and writes the own one, in one transaction: all of it happens, or
   * nothing.
   */
  async function sync(isTakeOver: boolean) {
    clearTimeout(timer)
    timer = undefined
    if (!client) return
    const [take, unsettled] = client
    try {
      const { held } = isTakeOver ? await locks.query() : {}
      const store = (await open()).transaction(NAME, 'readwrite').objectStore(NAME)
      if (held) {
        const records = store.getAll()
        await settled(records)
        for (const record of records.result) {
          // Other scripts of the page can write to this database.
          const [to, owner, left] = (Array.isArray(record) ? record : []) as unknown as StoredRecord
          if (to === target && owner !== own && !held.some(({ name }) => name === owner))
            put(store, owner, left.slice(take(left)))
        }
        // What is noted may have come by a record as well, or be this page's own.
        const known = unsettled()
        changeNote((noted) => {
          const left = noted.filter(({ json }) => !known.some((entry) => entry.json === json))
          return left.slice(take(left))
        })
      }
      const entries = unsettled()
      put(store, own, entries)
      // A page that is unloaded now would abort a transaction that is not committed.
      store.transaction.commit()
      await settled(store.transaction)
      stored = new Set(entries)
    } catch {
      // Storage is refused or full. The write is repeated later; a connection that is broken is opened anew.
      timer ??= setTimeout(write, INTERVAL)
      if (isTakeOver) disown()
    }
  }

  function write() {
    if (timer && (client?.[1]().length || stored.size)) void sync(false)
  }

  const takeOver = () => void sync(true)

  function writeSoon() {
    timer ??= setTimeout(write, WRITE_DELAY + stored.size)
  }

  setInterval(takeOver, INTERVAL)

  return {
    keepEntry: writeSoon,
    settleEntries: writeSoon,
    recoverEntries(...callbacks) {
      if (isEnabled) client = callbacks
      takeOver()
    },
    wipeEntries() {
      client = undefined
      stored = new Set()
      disown()
      attempt(() => delete localStorage[NOTE])
      // Nothing was stored either when storage is refused.
      attempt(() => indexedDB.deleteDatabase(NAME))
    },
    async close(entries) {
      if (client) client[1] = () => entries
      await Promise.race([sync(false), new Promise((resolve) => setTimeout(resolve, CLOSE_TIMEOUT))])
      client = undefined
      disown()
      return entries.filter((entry) => stored.has(entry)).length
    },
    writeRecord: write,
    leave(isFrozen) {
      const left = client?.[1]().filter((entry) => !stored.has(entry))
      // Without locks nothing is ever taken over.
      if (locks && left?.[0])
        changeNote((noted) => {
          let room = NOTE_MAX
          return [...noted, ...left].filter(({ bytes }) => {
            room -= bytes
            return room > 0
          })
        }, '{}')
      if (isFrozen) disown()
    },
    takeOver,
  }
}
