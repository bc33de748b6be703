/**
 * Groups a batch by the table of each event. The record's header names the event, so that no bytes are
 * parsed.
 */
import { type Table, tables } from '@hushlog/schema/tables'
import type { StoredRecord } from '../log/log.js'

/** Holds a record and its index in the batch that the sink was given. */
export interface IndexedRecord {
  readonly index: number
  readonly record: StoredRecord
}

export type RecordsByTable = ReadonlyMap<Table, readonly IndexedRecord[]>

const tableOf: ReadonlyMap<string, Table> = new Map(
  tables.flatMap((table) => table.events.map((event): [string, Table] => [event, table])),
)

/** @returns `unknown` holds the records of events that no table takes */
export function groupByTable(records: readonly IndexedRecord[]): {
  byTable: RecordsByTable
  unknown: readonly IndexedRecord[]
} {
  const byTable = new Map<Table, IndexedRecord[]>()
  const unknown: IndexedRecord[] = []
  for (const indexed of records) {
    const table = tableOf.get(indexed.record.event)
    const group = table === undefined ? unknown : byTable.get(table)
    if (group !== undefined) group.push(indexed)
    else if (table !== undefined) byTable.set(table, [indexed])
  }
  return { byTable, unknown }
}
