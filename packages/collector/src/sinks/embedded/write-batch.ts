/**
 * Writes a batch in one transaction: the rows of every table and the sink's cursor, all or nothing, on disk
 * when it resolves. A crash at any point leaves all of the batch or none of it.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Table } from '@hushlog/schema/tables'
import type { StoredRecord } from '../../log/log.js'
import { halveUntilAccepted } from '../../runtime/halve.js'
import { groupByTable, type IndexedRecord, type RecordsByTable } from '../group-by-table.js'
import type { SinkBatch, WriteResult } from '../sink.js'
import { markCopyDue } from './compact-file.js'
import type { Database } from './database.js'
import { withoutStored, writeCursor } from './deduplicate.js'
import { isRejection, RowCountError } from './failure.js'
import { insertFrom } from './insert-sql.js'
import { inTransaction } from './transaction.js'
import { writeLines } from './write-lines.js'

export interface BatchWriter {
  write(batch: SinkBatch, signal: AbortSignal): Promise<WriteResult>
}

/** @param reader names the sink's cursor */
export function createBatchWriter(database: Database, reader: string): BatchWriter {
  const { writer, folder } = database
  /**
   * Remembered until the batch is stored, so that a time limit does not start the search for refused records
   * over.
   */
  const refused = new Set<StoredRecord>()
  let files = 0

  async function insert(table: Table, records: readonly IndexedRecord[]): Promise<void> {
    // A name is used once: DuckDB may remember what it knew of a file.
    const file = join(folder, `${table.name}-${++files}.ndjson`)
    try {
      await writeLines(file, records)
      const { rowsChanged } = await writer.run(insertFrom(table, file))
      // A line that is two objects, or none, is no error to DuckDB.
      if (rowsChanged !== records.length) throw new RowCountError()
    } finally {
      await rm(file, { force: true })
    }
  }

  async function accepts(
    table: Table,
    records: readonly IndexedRecord[],
    signal: AbortSignal,
  ): Promise<boolean> {
    signal.throwIfAborted()
    try {
      await inTransaction(writer, () => insert(table, records), 'ROLLBACK')
      return true
    } catch (thrown) {
      if (isRejection(thrown)) return false
      throw thrown
    }
  }

  const store = (byTable: RecordsByTable, batch: SinkBatch, signal: AbortSignal): Promise<void> =>
    inTransaction(writer, async () => {
      for (const [table, records] of byTable) {
        signal.throwIfAborted()
        if (records.length > 0) await insert(table, records)
      }
      await writeCursor(writer, batch.log, reader, batch.range.to)
      signal.throwIfAborted()
    })

  const isAccepted = ({ record }: IndexedRecord): boolean => !refused.has(record)

  const accepted = (byTable: RecordsByTable): RecordsByTable =>
    refused.size === 0
      ? byTable
      : new Map([...byTable].map(([table, records]) => [table, records.filter(isAccepted)]))

  async function findRefused(byTable: RecordsByTable, signal: AbortSignal): Promise<void> {
    for (const [table, records] of accepted(byTable))
      await halveUntilAccepted(
        records,
        (part) => accepts(table, part, signal),
        ({ record }) => refused.add(record),
      )
  }

  async function write(batch: SinkBatch, signal: AbortSignal): Promise<WriteResult> {
    const fresh = await withoutStored(writer, batch.records)
    const { byTable, unknown } = groupByTable(fresh)
    try {
      await store(accepted(byTable), batch, signal)
    } catch (thrown) {
      if (!isRejection(thrown)) throw thrown
      // What was rolled back may be in free blocks of the file, where no erasure finds it as a row.
      await markCopyDue(database.file)
      await findRefused(byTable, signal)
      await store(accepted(byTable), batch, signal)
    }
    const faulty = refused.size === 0 ? [] : fresh.filter((indexed) => !isAccepted(indexed))
    refused.clear()
    return { failed: rejected([...unknown, ...faulty]) }
  }

  return { write }
}

const rejected = (records: readonly IndexedRecord[]): WriteResult['failed'] =>
  records.map(({ index }) => ({ index, code: 'rejected' as const })).sort((a, b) => a.index - b.index)
