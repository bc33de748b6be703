/** Deletes rows of every table. The same transaction deletes their rollups. */
import { quoteName } from '@hushlog/base'
import { tables } from '@hushlog/schema/tables'
import { allEvents } from '../rollups/all-events.js'
import type { Selector } from '../sink.js'
import type { Connection } from './engine.js'
import type { Rollups } from './rollups.js'
import { inTransaction } from './transaction.js'

interface Condition {
  /** Holds SQL with positional parameters. */
  readonly where: string
  readonly values: readonly (string | number)[]
}

/** @param forget removes the rollups of the rows */
const deleteRows = (
  connection: Connection,
  rollups: Rollups,
  { where, values }: Condition,
  signal: AbortSignal,
  forget: () => Promise<void>,
): Promise<number> =>
  rollups.noting(() =>
    inTransaction(connection, async () => {
      await forget()
      let records = 0
      for (const { name } of tables) {
        signal.throwIfAborted()
        const statement = `DELETE FROM ${quoteName(name)} WHERE ${where}`
        records += (await connection.run(statement, [...values])).rowsChanged
      }
      return records
    }),
  )

/**
 * Deletes the rows of a session or a person. Their bytes stay in the file until it is copied.
 *
 * @returns how many
 */
export async function deleteSelected(
  connection: Connection,
  rollups: Rollups,
  { tenantId, field, values }: Selector,
  signal: AbortSignal,
): Promise<number> {
  if (values.length === 0) return 0
  const parameters = values.map((_, i) => `$${i + 2}`).join(', ')
  const condition = {
    where: `tenant_id = $1 AND ${quoteName(field)} IN (${parameters})`,
    values: [tenantId, ...values],
  }
  const hours = `SELECT DISTINCT epoch_ms(date_trunc('hour', ts))
FROM ${allEvents(['tenant_id', 'ts', field])} WHERE ${condition.where}`
  return deleteRows(connection, rollups, condition, signal, async () => {
    const found = await connection.cells(hours, condition.values)
    await rollups.forget(found.map(([hour]) => Number(hour)))
  })
}

/**
 * Deletes a tenant's older rows. New rows use their space; unlike after an erasure, their bytes stay in the
 * file until then.
 *
 * @param before epoch milliseconds
 * @returns how many
 */
export const deleteOlder = (
  connection: Connection,
  rollups: Rollups,
  tenantId: string,
  before: number,
  signal: AbortSignal,
): Promise<number> =>
  deleteRows(
    connection,
    rollups,
    { where: 'tenant_id = $1 AND ts < epoch_ms($2::BIGINT)', values: [tenantId, before] },
    signal,
    () => rollups.forgetBefore(tenantId, before),
  )
