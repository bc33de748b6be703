/** A batch by table. The header tells the event and the event its table; the bytes stay as they are. */
import { type Table, tables } from '@hushlog/schema/tables'
import type { StoredRecord } from '../log/log.js'

export interface Entry {
  /** In the batch that the sink was given. */
  readonly index: number
  readonly record: StoredRecord
}

export type Families = ReadonlyMap<Table, readonly Entry[]>

const tableOf: ReadonlyMap<string, Table> = new Map(
  tables.flatMap((table) => table.events.map((event): [string, Table] => [event, table])),
)

/** Entries of events that no table takes are in `unknown`. */
export function byFamily(entries: readonly Entry[]): { families: Families; unknown: readonly Entry[] } {
  const families = new Map<Table, Entry[]>()
  const unknown: Entry[] = []
  for (const entry of entries) {
    const table = tableOf.get(entry.record.event)
    if (table === undefined) {
      unknown.push(entry)
      continue
    }
    const list = families.get(table)
    if (list === undefined) families.set(table, [entry])
    else list.push(entry)
  }
  return { families, unknown }
}
