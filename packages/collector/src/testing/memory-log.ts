/** Implements the log in memory for tests. It keeps all invariants of `log.ts` except durability. */
import type { Log, LogRange, NewRecord, StoredRecord } from '../log/log.js'

export interface MemoryLog extends Log {
  /**
   * Returns the log as after a crash and a restart: with the same records, cursors and claims, without
   * listeners.
   */
  reopen(): MemoryLog
}

interface MemoryState {
  readonly id: string
  records: StoredRecord[]
  head: number
  readonly seen: Set<string>
  readonly cursors: Map<string, number>
  readonly claims: Map<string, LogRange>
}

export function createMemoryLog(id = 'memlog00'): MemoryLog {
  return logOver({ id, records: [], head: 0, seen: new Set(), cursors: new Map(), claims: new Map() })
}

/** Creates a log over state that another log may have left. */
function logOver(state: MemoryState): MemoryLog {
  const listeners = new Set<() => void>()
  const cursor = (reader: string): number => {
    const at = state.cursors.get(reader)
    if (at === undefined) throw new Error('unknown reader')
    return at
  }
  const store = (record: NewRecord): 'stored' | 'duplicate' => {
    const key = `${record.tenantId}/${record.id}`
    if (state.seen.has(key)) return 'duplicate'
    state.seen.add(key)
    state.records.push(Object.freeze({ ...record, sequence: ++state.head }))
    return 'stored'
  }
  const read: Log['read'] = (reader, limit) => {
    const claim = state.claims.get(reader)
    const after = cursor(reader)
    let bytes = 0
    const records: StoredRecord[] = []
    for (const record of state.records) {
      if (record.sequence <= after) continue
      if (claim !== undefined && (record.sequence < claim.from || record.sequence > claim.to)) continue
      bytes += record.bytes.length
      if (
        claim === undefined &&
        records.length > 0 &&
        (records.length >= limit.records || bytes > limit.bytes)
      )
        break
      records.push(record)
    }
    const first = records[0]
    const last = records.at(-1)
    if (first === undefined || last === undefined) return undefined
    return { range: claim ?? { from: first.sequence, to: last.sequence }, records }
  }
  return {
    id: state.id,
    reopen: () => logOver(state),
    async append(records) {
      const results = records.map(store)
      if (results.includes('stored')) for (const listener of listeners) listener()
      return results
    },
    async openReader(reader) {
      if (!state.cursors.has(reader))
        state.cursors.set(reader, (state.records[0]?.sequence ?? state.head + 1) - 1)
    },
    read,
    readInSlices: async (reader, limit) => read(reader, limit),
    async claim(reader, range) {
      state.claims.set(reader, range)
    },
    async commit(reader, range) {
      state.cursors.set(reader, Math.max(cursor(reader), range.to))
      state.claims.delete(reader)
    },
    async rewind(reader, to) {
      const before = cursor(reader)
      if (to >= before) return undefined
      const oldest = state.records[0]?.sequence ?? state.head + 1
      const reached = Math.min(before, Math.max(to, oldest - 1))
      state.cursors.set(reader, reached)
      state.claims.delete(reader)
      return to < reached ? { from: to + 1, to: reached } : undefined
    },
    flush: async () => undefined,
    scrub: async () => undefined,
    scan(from, limit) {
      let bytes = 0
      const selected = state.records.filter(({ sequence }) => sequence >= from).slice(0, limit.records)
      const records = selected.filter((record, index) => {
        bytes += record.bytes.length
        return index === 0 || bytes <= limit.bytes
      })
      const [first, last] = [records[0], records.at(-1)]
      return first && last && { range: { from: first.sequence, to: last.sequence }, records }
    },
    async dropReader(reader) {
      state.cursors.delete(reader)
      state.claims.delete(reader)
    },
    readers: () => [...state.cursors.keys()],
    async trim() {
      const behind = Math.min(state.head, ...state.cursors.values())
      const before = state.records.length
      state.records = state.records.filter((record) => record.sequence > behind)
      return before - state.records.length
    },
    stats: () => ({
      records: state.records.length,
      bytes: state.records.reduce((sum, record) => sum + record.bytes.length, 0),
      head: state.head,
    }),
    readerStats(reader, now) {
      const after = cursor(reader)
      const oldest = state.records.find((record) => record.sequence > after)
      return {
        lagRecords: state.head - after,
        lagSeconds: oldest === undefined ? 0 : Math.max(0, (now - oldest.receivedAt) / 1000),
      }
    },
    onAppend(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => undefined,
  }
}
