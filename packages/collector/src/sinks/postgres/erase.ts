/** Deletes rows of every table: those of a session or a person, or those that are too old. */
import { quoteName } from '@hushlog/base'
import { tables } from '@hushlog/schema/tables'
import type { Client } from 'pg'
import type { ErasureCount, Selector } from '../sink.js'
import { inTransaction } from './transaction.js'

/**
 * Retention deletes this many rows in one transaction, so that none is long: a day of a large tenant has
 * millions.
 */
const PIECE = 50_000

/** Deletes in one transaction over all tables, and names those that had something to delete. */
export const erase = (client: Client, selector: Selector): Promise<ErasureCount> =>
  inTransaction(client, async () => {
    let records = 0
    const touched: string[] = []
    for (const { name } of tables) {
      const { rowCount } = await client.query(
        `DELETE FROM ${quoteName(name)} WHERE "tenant_id" = $1 AND ${quoteName(selector.field)} = ANY($2::text[])`,
        [selector.tenantId, selector.values],
      )
      records += rowCount ?? 0
      if (rowCount) touched.push(name)
    }
    return { records, touched }
  })

/**
 * Vacuums tables: what was deleted leaves them and their indices, and no statement can find it any more. The free space of
 * their pages and the journal keep its bytes until the server writes over them. A table of another owner is passed over by
 * the server, whose autovacuum comes to it later.
 */
export async function vacuum(client: Client, touched: readonly string[], signal: AbortSignal): Promise<void> {
  for (const { name } of tables) {
    if (!touched.includes(name)) continue
    signal.throwIfAborted()
    await client.query(`VACUUM (INDEX_CLEANUP ON) ${quoteName(name)}`)
  }
}

/**
 * Deletes a tenant's older rows, a piece at a time. The next call deletes what a failure has left.
 *
 * @param before epoch milliseconds
 */
export async function expire(
  client: Client,
  tenantId: string,
  before: number,
  signal: AbortSignal,
): Promise<ErasureCount> {
  let records = 0
  const time = new Date(before).toISOString()
  for (const { name } of tables) {
    const table = quoteName(name)
    let removed: number
    do {
      signal.throwIfAborted()
      const { rowCount } = await client.query(
        `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM ${table} WHERE "tenant_id" = $1 AND "ts" < CAST($2 AS timestamp) LIMIT ${PIECE}))`,
        [tenantId, time],
      )
      removed = rowCount ?? 0
      records += removed
    } while (removed === PIECE)
  }
  return { records }
}
