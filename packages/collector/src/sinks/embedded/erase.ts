/** Deletes rows of every table. */
import { quoteName } from '@hushlog/base'
import { tables } from '@hushlog/schema/tables'
import type { Selector } from '../sink.js'
import type { Connection } from './engine.js'
import { inTransaction } from './transaction.js'

interface Condition {
  /** Holds SQL with positional parameters. */
  readonly where: string
  readonly values: readonly (string | number)[]
}

const deleteRows = (
  connection: Connection,
  { where, values }: Condition,
  signal: AbortSignal,
): Promise<number> =>
  inTransaction(connection, async () => {
    let records = 0
    for (const { name } of tables) {
      signal.throwIfAborted()
      const statement = `DELETE FROM ${quoteName(name)} WHERE ${where}`
      records += (await connection.run(statement, [...values])).rowsChanged
    }
    return records
  })

/**
 * Deletes the rows of a session or a person. Their bytes stay in the file until it is copied.
 *
 * @returns how many
 */
export async function deleteSelected(
  connection: Connection,
  { tenantId, field, values }: Selector,
  signal: AbortSignal,
): Promise<number> {
  if (values.length === 0) return 0
  const parameters = values.map((_, i) => `$${i + 2}`).join(', ')
  const condition = {
    where: `tenant_id = $1 AND ${quoteName(field)} IN (${parameters})`,
    values: [tenantId, ...values],
  }
  return deleteRows(connection, condition, signal)
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
  tenantId: string,
  before: number,
  signal: AbortSignal,
): Promise<number> =>
  deleteRows(
    connection,
    { where: 'tenant_id = $1 AND ts < epoch_ms($2::BIGINT)', values: [tenantId, before] },
    signal,
  )
