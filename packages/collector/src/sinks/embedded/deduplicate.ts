/**
 * Finds out by ids what of a batch is stored already: it may come again after a crash, from a replay, from a
 * log that was created anew or restored, or with an id that the log no longer remembers. The cursor says how
 * far the store is, so that what it lost is noticed.
 */
import { tables } from '@hushlog/schema/tables'
import type { IndexedRecord } from '../group-by-table.js'
import type { Connection } from './engine.js'
import { storedIds } from './insert-sql.js'

export const CURSOR_TABLE = `CREATE TABLE IF NOT EXISTS hushlog_cursor (
  log VARCHAR NOT NULL, reader VARCHAR NOT NULL, sequence BIGINT NOT NULL)`

/** Earlier versions wrote no cursor for a batch of which the store takes nothing. */
export const CURSOR_COLUMN =
  'ALTER TABLE hushlog_cursor ADD COLUMN IF NOT EXISTS has_every_batch BOOLEAN DEFAULT false'

const STORED_IDS = storedIds(tables)

const keyOf = (tenantId: string, id: string): string => `${id}/${tenantId}`

/**
 * @returns the sequence number of the last record that was stored, 0 when there is none; undefined when an
 *   earlier version wrote it, which may have had more
 */
export async function readCursor(
  connection: Connection,
  log: string,
  reader: string,
): Promise<number | undefined> {
  const rows = await connection.cells(
    'SELECT sequence, has_every_batch FROM hushlog_cursor WHERE log = $1 AND reader = $2 ORDER BY 1 DESC LIMIT 1',
    [log, reader],
  )
  const [sequence, hasEveryBatch] = rows[0] ?? [0, true]
  return hasEveryBatch === true ? Number(sequence) : undefined
}

/** Must run in the transaction that stores the rows. */
export async function writeCursor(
  connection: Connection,
  log: string,
  reader: string,
  sequence: number,
): Promise<void> {
  await connection.run('DELETE FROM hushlog_cursor WHERE log = $1 AND reader = $2', [log, reader])
  await connection.run('INSERT INTO hushlog_cursor VALUES ($1, $2, $3, true)', [
    log,
    reader,
    BigInt(sequence),
  ])
}

/**
 * Leaves out records that are stored, and later copies within the batch. It runs for every batch, since it
 * takes about 2 µs of 18 µs a row in batches of 10,000. One narrow query asks for the whole batch; an
 * anti-join in each insert took 9 ms more per table and batch.
 */
export async function withoutStored(
  connection: Connection,
  records: readonly IndexedRecord[],
): Promise<readonly IndexedRecord[]> {
  const fresh = new Map<string, IndexedRecord>()
  for (const indexed of records) {
    const key = keyOf(indexed.record.tenantId, indexed.record.id)
    if (!fresh.has(key)) fresh.set(key, indexed)
  }
  const ids = [...fresh.values()].map(({ record }) => record.id)
  let least = ids[0]
  let greatest = ids[0]
  if (least === undefined || greatest === undefined) return []
  for (const id of ids) {
    if (id < least) least = id
    if (id > greatest) greatest = id
  }
  const stored = await connection.cells(STORED_IDS, [ids.join(','), least, greatest])
  for (const [tenantId, id] of stored) fresh.delete(keyOf(String(tenantId), String(id)))
  return [...fresh.values()]
}
