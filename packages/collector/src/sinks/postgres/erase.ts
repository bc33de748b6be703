/** Removes rows of every table: what a selector names, or what is too old. */
import { tables } from '@hushlog/schema/tables'
import type { Client } from 'pg'
import type { ErasureCount, Selector } from '../sink.js'
import { quoteName } from './insert-sql.js'

/** Rows of one transaction of retention, so that none is long; a day of a large tenant is millions. */
const PIECE = 50_000

/** One transaction over all tables: afterwards nothing of it can be read. */
export async function erase(client: Client, selector: Selector): Promise<ErasureCount> {
  let records = 0
  await client.query('BEGIN')
  try {
    for (const { name } of tables) {
      const { rowCount } = await client.query(
        `DELETE FROM ${quoteName(name)} WHERE "tenant_id" = $1 AND ${quoteName(selector.field)} = ANY($2::text[])`,
        [selector.tenantId, selector.values],
      )
      records += rowCount ?? 0
    }
    await client.query('COMMIT')
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw thrown
  }
  return { records }
}

/** Piece by piece; what a failure leaves goes with the next call. */
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
