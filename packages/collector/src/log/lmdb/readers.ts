/**
 * Keeps the cursors and claims of the readers in memory, and in the store for the next start. A cursor is the
 * last sequence number that its reader has committed.
 */
import type { LogRange } from '../log.js'
import type { GroupCommit, TransactionStep } from './group-commit.js'
import { type Store, textKey } from './store.js'

export interface Reader {
  readonly cursor: number
  readonly claim: LogRange | undefined
}

const loadReaders = (store: Store): Map<string, Reader> => {
  const readers = new Map<string, Reader>()
  for (const { key, value } of store.readers.getRange()) {
    const [cursor, from, to] = [value.readDoubleLE(0), value.readDoubleLE(8), value.readDoubleLE(16)]
    readers.set(Buffer.from(key).toString('utf8'), { cursor, claim: to > 0 ? { from, to } : undefined })
  }
  return readers
}

/** Writes a reader inside a transaction, or removes it when it is undefined. */
const writeReader = (store: Store, name: string, reader: Reader | undefined): void => {
  if (reader === undefined) {
    store.readers.removeSync(textKey(name))
    return
  }
  const value = Buffer.alloc(24)
  value.writeDoubleLE(reader.cursor, 0)
  value.writeDoubleLE(reader.claim?.from ?? 0, 8)
  value.writeDoubleLE(reader.claim?.to ?? 0, 16)
  store.readers.put(textKey(name), value)
}

export const createReaders = (store: Store, groupCommit: GroupCommit) => {
  const readers = loadReaders(store)
  /** Names the readers whose last commit is in memory only, until the next transaction. */
  const unsaved = new Set<string>()

  const readerOf = (name: string): Reader => {
    const reader = readers.get(name)
    if (reader === undefined) throw new Error('the log has no reader of this name; openReader comes first')
    return reader
  }

  const saveNow = (name: string): Promise<void> =>
    groupCommit.run((state) => {
      writeReader(store, name, readers.get(name))
      return state
    })

  const saveLater = (name: string): void => {
    if (unsaved.has(name)) return
    unsaved.add(name)
    const step: TransactionStep = {
      run(state) {
        writeReader(store, name, readers.get(name))
        unsaved.delete(name)
        return state
      },
      committed: () => undefined,
      failed() {
        unsaved.delete(name)
        saveLater(name)
      },
    }
    groupCommit.addLazily(step)
  }

  return {
    readerOf,
    names: (): readonly string[] => [...readers.keys()],
    async open(name: string): Promise<void> {
      if (readers.has(name)) return
      readers.set(name, { cursor: groupCommit.state().oldest - 1, claim: undefined })
      await saveNow(name)
    },
    async claim(name: string, range: LogRange): Promise<void> {
      const before = readerOf(name)
      const { head } = groupCommit.state()
      if (range.from !== before.cursor + 1 || range.to < range.from || range.to > head) {
        throw new RangeError('a claim begins behind the cursor and ends in the log')
      }
      readers.set(name, { cursor: before.cursor, claim: range })
      try {
        await saveNow(name)
      } catch (error) {
        readers.set(name, before)
        throw error
      }
    },
    commit(name: string, range: LogRange): void {
      const { cursor, claim } = readerOf(name)
      if (range.to <= cursor) return
      if (range.to > groupCommit.state().head) throw new RangeError('a commit ends in the log')
      readers.set(name, { cursor: range.to, claim: claim && claim.to > range.to ? claim : undefined })
      saveLater(name)
    },
    async rewind(name: string, to: number): Promise<LogRange | undefined> {
      const before = readerOf(name)
      if (to >= before.cursor) return undefined
      const cursor = Math.min(before.cursor, Math.max(to, groupCommit.state().oldest - 1))
      readers.set(name, { cursor, claim: undefined })
      try {
        await saveNow(name)
      } catch (error) {
        readers.set(name, before)
        throw error
      }
      return to < cursor ? { from: to + 1, to: cursor } : undefined
    },
    async drop(name: string): Promise<void> {
      if (readers.delete(name)) await saveNow(name)
    },
    /**
     * Returns the sequence number that every reader has committed; 0 without readers, since none has had
     * anything.
     */
    committed(): number {
      let least = readers.size === 0 ? 0 : Number.POSITIVE_INFINITY
      for (const { cursor } of readers.values()) least = Math.min(least, cursor)
      return least
    },
  }
}
