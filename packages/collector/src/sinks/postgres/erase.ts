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

/** Deletes in one transaction over all tables. */
export const erase = (client: Client, selector: Selector): Promise<ErasureCount> =>
  inTransaction(client, async () => {
    let records = 0
    for (const { name } of tables) {
      const { rowCount } = await client.query(
        `DELETE FROM ${quoteName(name)} WHERE "tenant_id" = $1 AND ${quoteName(selector.field)} = ANY($2::text[])`,
        [selector.tenantId, selector.values],
      )
      records += rowCount ?? 0
    }
    return { records }
  })

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
