/**
 * One batch, one transaction: the rows of every table and the reader's cursor, all or nothing, on disk when it
 * resolves. A crash at any point leaves either none of the batch or all of it.
 */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Table } from '@hushlog/schema/tables'
import type { StoredRecord } from '../../log/log.js'
import { byFamily, type Entry, type Families } from '../group-by-table.js'
import type { SinkBatch, WriteResult } from '../sink.js'
import type { Database } from './database.js'
import { readCursor, withoutStored, writeCursor } from './deduplicate.js'
import { faultOf, RowCountError, StuckTransactionError } from './failure.js'
import { insertFrom } from './insert-sql.js'
import { toLines } from './lines.js'
import { findPoison } from './poison.js'
import type { Sums } from './sums.js'

export interface BatchWriter {
  write(batch: SinkBatch, signal: AbortSignal): Promise<WriteResult>
}

export function createBatchWriter(database: Database, sums: Sums, reader: string): BatchWriter {
  const { writer, folder } = database
  /** Refused records of the batch at hand. */
  const poison = new Set<StoredRecord>()
  let files = 0

  async function insert(table: Table, entries: readonly Entry[]): Promise<void> {
    // A name is used once: DuckDB may remember what it knew of a file.
    const file = join(folder, `${table.name}-${++files}.ndjson`)
    try {
      await writeFile(file, toLines(entries))
      const { rowsChanged } = await writer.run(insertFrom(table, file))
      // A line that is two objects, or none, is no error to DuckDB.
      if (rowsChanged !== entries.length) throw new RowCountError()
    } finally {
      await rm(file, { force: true })
    }
  }

  async function undo(): Promise<void> {
    try {
      await writer.run('ROLLBACK')
    } catch (thrown) {
      // A commit that failed has ended the transaction already.
      if (!(thrown instanceof Error && thrown.message.includes('no transaction is active')))
        throw new StuckTransactionError()
    }
  }

  async function transaction(steps: () => Promise<void>, end: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    await writer.run('BEGIN')
    try {
      await steps()
      await writer.run(end)
    } catch (thrown) {
      await undo()
      throw thrown
    }
  }

  async function accepts(table: Table, entries: readonly Entry[], signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted()
    try {
      await transaction(() => insert(table, entries), 'ROLLBACK')
      return true
    } catch (thrown) {
      if (faultOf(thrown) === 'data') return false
      throw thrown
    }
  }

  async function store(families: Families, batch: SinkBatch, signal: AbortSignal): Promise<void> {
    await sums.noting(() =>
      transaction(async () => {
        for (const [table, entries] of families) {
          signal.throwIfAborted()
          if (entries.length > 0) await insert(table, entries)
        }
        await sums.note(timesOf(families))
        await writeCursor(writer, batch.log, reader, batch.range.to)
        signal.throwIfAborted()
      }, 'COMMIT'),
    )
  }

  const sound = (families: Families): Families =>
    new Map(
      [...families].map(([table, entries]) => [table, entries.filter(({ record }) => !poison.has(record))]),
    )

  async function write(batch: SinkBatch, signal: AbortSignal): Promise<WriteResult> {
    const cursor = await readCursor(writer, batch.log, reader)
    const all = batch.records.map((record, index): Entry => ({ index, record }))
    const known = all.filter(({ record }) => record.sequence <= cursor)
    const beyond = all.filter(({ record }) => record.sequence > cursor)
    // Sent again after a crash: what is not there had been refused, and the answer may not have arrived.
    const missing = known.length === 0 ? [] : await withoutStored(writer, known)
    if (beyond.length === 0) return { failed: rejected(missing) }
    const { families, unknown } = byFamily(await withoutStored(writer, beyond))
    try {
      await store(sound(families), batch, signal)
    } catch (thrown) {
      if (faultOf(thrown) !== 'data') throw thrown
      for (const [table, entries] of families)
        await findPoison(entries, (some) => accepts(table, some, signal), poison)
      await store(sound(families), batch, signal)
    }
    const refused = [...families.values()].flat().filter(({ record }) => poison.has(record))
    poison.clear()
    return { failed: rejected([...missing, ...unknown, ...refused]) }
  }

  return { write }
}

function* timesOf(families: Families): Generator<number> {
  for (const entries of families.values()) for (const { record } of entries) yield record.time
}

function rejected(entries: readonly Entry[]): WriteResult['failed'] {
  return entries.map(({ index }) => ({ index, code: 'rejected' as const })).sort((a, b) => a.index - b.index)
}
