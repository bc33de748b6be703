/**
 * Removes records so that nothing of them stays readable in the file. DuckDB only marks rows as deleted, and what
 * it frees keeps its bytes: so after the delete the database is copied to a new file, which takes its place.
 * A marker file beside it says that a copy is still due, also after a crash in between.
 */
import { open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { tables } from '@hushlog/schema/tables'
import { allEvents } from '../rollups/all-events.js'
import type { Selector } from '../sink.js'
import { quoteName, quoteText } from './insert-sql.js'
import type { Sums } from './sums.js'

const columns: Readonly<Record<Selector['field'], string>> = { session_id: 'session_id', user: 'user' }

/** @param forget removes, in the same transaction, what sums tell of the rows. */
async function deleteFrom(
  connection: DuckDBConnection,
  where: string,
  values: readonly (string | number)[],
  signal: AbortSignal,
  forget: () => Promise<void>,
): Promise<number> {
  let records = 0
  await connection.run('BEGIN')
  try {
    await forget()
    for (const { name } of tables) {
      signal.throwIfAborted()
      const { rowsChanged } = await connection.run(`DELETE FROM ${quoteName(name)} WHERE ${where}`, [
        ...values,
      ])
      records += rowsChanged
    }
    await connection.run('COMMIT')
    return records
  } catch (thrown) {
    // A commit that failed has ended the transaction already: the error that counts is the first.
    await Promise.allSettled([connection.run('ROLLBACK')])
    throw thrown
  }
}

export async function deleteSelected(
  connection: DuckDBConnection,
  sums: Sums,
  { tenantId, field, values }: Selector,
  signal: AbortSignal,
): Promise<number> {
  if (values.length === 0) return 0
  const places = values.map((_, i) => `$${i + 2}`).join(', ')
  const where = `tenant_id = $1 AND ${quoteName(columns[field])} IN (${places})`
  const parameters = [tenantId, ...values]
  const hours = `SELECT DISTINCT epoch_ms(date_trunc('hour', ts)) FROM ${allEvents(['tenant_id', 'ts', columns[field]])} WHERE ${where}`
  return sums.noting(() =>
    deleteFrom(connection, where, parameters, signal, async () => {
      const found = await connection.runAndReadAll(hours, parameters)
      await sums.forget(found.getRowsJS().map(([hour]) => Number(hour)))
    }),
  )
}

/** The space is used again by what comes; unlike an erasure it leaves the bytes in the file until then. */
export const deleteOlder = (
  connection: DuckDBConnection,
  sums: Sums,
  tenantId: string,
  before: number,
  signal: AbortSignal,
): Promise<number> =>
  sums.noting(() =>
    deleteFrom(connection, 'tenant_id = $1 AND ts < epoch_ms($2::BIGINT)', [tenantId, before], signal, () =>
      sums.forgetBefore(tenantId, before),
    ),
  )

const markerOf = (file: string): string => `${file}.copy-due`
const copyOf = (file: string): string => `${file}.copy`

export const markCopyDue = (file: string): Promise<void> =>
  writeFile(markerOf(file), '', { mode: 0o600, flush: true })

export const isCopyDue = (file: string): Promise<boolean> =>
  stat(markerOf(file)).then(
    () => true,
    () => false,
  )

/** What a crash left of a copy in the making. */
export async function removeUnfinishedCopy(file: string): Promise<void> {
  for (const left of [copyOf(file), `${copyOf(file)}.wal`]) await rm(left, { force: true })
}

/** Makes the copy; the database stays open and readable meanwhile. */
export async function copyDatabase(connection: DuckDBConnection, file: string): Promise<void> {
  await removeUnfinishedCopy(file)
  const current = await connection.runAndReadAll('SELECT current_database()')
  const name = String(current.getRowsJS()[0]?.[0])
  await connection.run('CHECKPOINT')
  await connection.run(`ATTACH ${quoteText(copyOf(file))} AS copied`)
  try {
    await connection.run(`COPY FROM DATABASE ${quoteName(name)} TO copied`)
    await connection.run('CHECKPOINT copied')
  } finally {
    await connection.run('DETACH copied')
  }
}

/** Puts the copy in place of the file. The database must be closed, with nothing left in its write-ahead log. */
export async function replaceByCopy(file: string): Promise<void> {
  await rm(`${file}.wal`, { force: true })
  await rename(copyOf(file), file)
  const folder = await open(dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export const copyDone = (file: string): Promise<void> => rm(markerOf(file), { force: true })
