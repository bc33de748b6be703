/**
 * Writes a batch in one transaction: the rows of every table, all or nothing, committed when it resolves. The
 * key of a row keeps one copy of an event, so that no cursor is needed.
 */
import { type Table, tables } from '@hushlog/schema/tables'
import type { Client } from 'pg'
import type { StoredRecord } from '../../log/log.js'
import { halveUntilAccepted } from '../../runtime/halve.js'
import { groupByTable, type IndexedRecord } from '../group-by-table.js'
import type { SinkFailure, WriteResult } from '../sink.js'
import { failureOf } from './failure.js'
import { insertLines } from './insert-sql.js'
import { toLines } from './lines.js'
import { inTransaction } from './transaction.js'

/**
 * The server is not asked about records with more bytes. Ingest takes far less, and PostgreSQL's own limit is
 * 1 GB.
 */
const MAX_RECORD = 64 * 1024 * 1024

const statements: ReadonlyMap<Table, string> = new Map(tables.map((table) => [table, insertLines(table)]))

export interface BatchWriter {
  write(client: Client, records: readonly StoredRecord[], signal: AbortSignal): Promise<WriteResult>
}

export function createBatchWriter(): BatchWriter {
  /** Remembered with the record, so that a time limit does not start the search for refused records over. */
  const refused = new WeakMap<StoredRecord, SinkFailure>()

  /** Inserts what PostgreSQL accepts, each part behind a savepoint. */
  async function insertAccepted(
    client: Client,
    table: Table,
    records: readonly IndexedRecord[],
    signal: AbortSignal,
  ): Promise<void> {
    let failure: SinkFailure = 'rejected'

    async function accepts(part: readonly IndexedRecord[]): Promise<boolean> {
      signal.throwIfAborted()
      await client.query('SAVEPOINT piece')
      try {
        const lines = toLines(part.map(({ record }) => record))
        await client.query({ text: statements.get(table) ?? '', values: [lines] })
        await client.query('RELEASE SAVEPOINT piece')
        return true
      } catch (thrown) {
        const code = failureOf(thrown)
        if (code !== 'rejected' && code !== 'too_large') throw thrown
        await client.query('ROLLBACK TO SAVEPOINT piece; RELEASE SAVEPOINT piece')
        failure = code
        return false
      }
    }

    await halveUntilAccepted(
      records.filter(({ record }) => !refused.has(record)),
      accepts,
      ({ record }) => refused.set(record, failure),
    )
  }

  return {
    async write(client, records, signal) {
      for (const record of records) {
        if (record.bytes.length > MAX_RECORD) refused.set(record, 'too_large')
        else if (record.bytes.length === 0) refused.set(record, 'rejected')
      }
      const { byTable, unknown } = groupByTable(records.map((record, index) => ({ index, record })))
      for (const { record } of unknown) refused.set(record, 'rejected')
      await inTransaction(client, async () => {
        for (const [table, group] of byTable) await insertAccepted(client, table, group, signal)
        signal.throwIfAborted()
      })
      const failed = records.flatMap((record, index) => {
        const code = refused.get(record)
        return code === undefined ? [] : [{ index, code }]
      })
      return { failed }
    },
  }
}
