/**
 * One batch, one transaction: the rows of every table, all or nothing, committed when it resolves. Exactly one copy
 * by key, so that no cursor is needed: what comes again is there already.
 */
import { type Table, tables } from '@hushlog/schema/tables'
import type { Client } from 'pg'
import type { StoredRecord } from '../../log/log.js'
import { byFamily, type Entry, type Families } from '../group-by-table.js'
import type { SinkFailure, WriteResult } from '../sink.js'
import { faultOf } from './failure.js'
import { insertLines } from './insert-sql.js'
import { toLines } from './lines.js'

/** Bytes of a record beyond which the server is not asked: far above what ingest takes, far below its own limit of 1 GB. */
const MAX_RECORD = 64 * 1024 * 1024

const statements: ReadonlyMap<Table, string> = new Map(tables.map((table) => [table, insertLines(table)]))

export interface BatchWriter {
  write(client: Client, records: readonly StoredRecord[], signal: AbortSignal): Promise<WriteResult>
}

export function createBatchWriter(): BatchWriter {
  /** Remembered with the record, so that a time limit in between does not start the search over. */
  const refused = new WeakMap<StoredRecord, SinkFailure>()

  const insert = (client: Client, table: Table, entries: readonly Entry[]) =>
    client.query({
      text: statements.get(table) ?? '',
      values: [toLines(entries.map(({ record }) => record.bytes))],
    })

  /** Inserts all that PostgreSQL takes; finds by halving what it refuses, each half behind a savepoint. */
  async function insertSound(
    client: Client,
    table: Table,
    entries: readonly Entry[],
    signal: AbortSignal,
  ): Promise<void> {
    const left = entries.filter(({ record }) => !refused.has(record))
    const [first] = left
    if (first === undefined) return
    signal.throwIfAborted()
    await client.query('SAVEPOINT piece')
    try {
      await insert(client, table, left)
      await client.query('RELEASE SAVEPOINT piece')
      return
    } catch (thrown) {
      const fault = faultOf(thrown)
      if (fault !== 'rejected' && fault !== 'too_large') throw thrown
      await client.query('ROLLBACK TO SAVEPOINT piece; RELEASE SAVEPOINT piece')
      if (left.length === 1) refused.set(first.record, fault)
    }
    if (left.length === 1) return
    const middle = Math.ceil(left.length / 2)
    await insertSound(client, table, left.slice(0, middle), signal)
    await insertSound(client, table, left.slice(middle), signal)
  }

  async function store(client: Client, families: Families, signal: AbortSignal): Promise<void> {
    await client.query('BEGIN')
    for (const [table, entries] of families) await insertSound(client, table, entries, signal)
    signal.throwIfAborted()
    await client.query('COMMIT')
  }

  return {
    async write(client, records, signal) {
      for (const record of records) {
        if (record.bytes.length > MAX_RECORD) refused.set(record, 'too_large')
        else if (record.bytes.length === 0) refused.set(record, 'rejected')
      }
      const { families, unknown } = byFamily(records.map((record, index) => ({ index, record })))
      for (const { record } of unknown) refused.set(record, 'rejected')
      try {
        await store(client, families, signal)
      } catch (thrown) {
        await client.query('ROLLBACK').catch(() => undefined)
        throw thrown
      }
      const failed = records.flatMap((record, index) => {
        const code = refused.get(record)
        return code === undefined ? [] : [{ index, code }]
      })
      return { failed }
    },
  }
}
