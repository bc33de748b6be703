/**
 * Splits the records of a batch by the partitions of a sink, so that one attempt touches only so many of them.
 * The newest partitions come first: what is late, such as a backfill of years, delays nothing in its batch.
 */
import type { StoredRecord } from '../log/log.js'
import type { Partitions } from '../sinks/sink.js'

export interface Parts {
  /**
   * Returns the records of the next partitions in log order, and the same ones again until they are passed.
   *
   * @param limit of partitions
   */
  next(limit: number): readonly StoredRecord[]
  /** Goes on behind what `next` returned last. */
  pass(): void
  isDone(): boolean
  /** Returns what was not passed. */
  left(): readonly StoredRecord[]
}

export function createParts(records: readonly StoredRecord[], partitions: Partitions | undefined): Parts {
  const groups = partitions === undefined ? [records] : groupBy(records, partitions)
  let from = 0
  let to = 0
  return {
    next(limit) {
      to = Math.min(groups.length, from + limit)
      return inLogOrder(groups.slice(from, to))
    },
    pass() {
      from = to
    },
    isDone: () => from === groups.length,
    left: () => inLogOrder(groups.slice(from)),
  }
}

function groupBy(records: readonly StoredRecord[], { of }: Partitions): readonly (readonly StoredRecord[])[] {
  const groups = new Map<string | number, StoredRecord[]>()
  for (const record of records) {
    const key = of(record)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [record])
    else group.push(record)
  }
  return [...groups.values()].sort(([a], [b]) => (b?.time ?? 0) - (a?.time ?? 0))
}

function inLogOrder(groups: readonly (readonly StoredRecord[])[]): readonly StoredRecord[] {
  const [only = []] = groups
  return groups.length < 2 ? only : groups.flat().sort((a, b) => a.sequence - b.sequence)
}
