/**
 * Keeps the hourly rollups that reports read. Writing a batch only notes the hours that it touches, in its
 * transaction; hours that have ended are summed up between two batches, some at a time. Reports read what is
 * not summed up from the rows, so that figures are complete at any moment. Only an hour that was summed up
 * and gets late events keeps its old figures until it is summed up anew.
 */
import { HOUR } from '@hushlog/base'
import { allEvents } from '../rollups/all-events.js'
import { rollups, rollupTable } from '../rollups/rollups.js'
import { functionStatements, spreadStatement, sumStatements, tableStatements } from '../rollups/statements.js'
import type { Connection } from './engine.js'
import { createRollupHours, type HourState, hoursOf, type RollupHours } from './rollup-hours.js'
import { inTransaction } from './transaction.js'

export interface Rollups extends Pick<RollupHours, 'freshRange'> {
  /** Runs a transaction that calls `note` or `forget`. Their changes take effect when it has committed. */
  noting<T>(transaction: () => Promise<T>): Promise<T>
  /** Notes the hours of new rows. @param times epoch milliseconds */
  note(times: Iterable<number>): Promise<void>
  /** Removes the rollups of hours that lose some of their rows. @param times epoch milliseconds */
  forget(times: Iterable<number>): Promise<void>
  /**
   * Removes a tenant's rollups before the hour of `time`, and the rollups of all tenants in that hour.
   *
   * @param time epoch milliseconds
   */
  forgetBefore(tenantId: string, time: number): Promise<void>
  /** Sums up some hours that have ended. @returns whether more are left */
  step(): Promise<boolean>
}

/** @param now returns epoch milliseconds */
export async function openRollups(connection: Connection, now: () => number): Promise<Rollups> {
  const hours = createRollupHours()
  let noted = new Map<number, HourState>()

  await inTransaction(connection, async () => {
    for (const statement of functionStatements('duckdb')) await connection.run(statement)
    await connection.run(
      'CREATE TABLE IF NOT EXISTS rollup_hours (hour TIMESTAMP NOT NULL, state VARCHAR NOT NULL)',
    )
    await connection.run('CREATE TABLE IF NOT EXISTS rollup_made_by (version VARCHAR NOT NULL)')
    for (const statement of tableStatements) await connection.run(statement)
    await startOverIfOutdated(connection)
  })
  hours.update(await readHours(connection))

  async function note(states: ReadonlyMap<number, HourState>): Promise<void> {
    for (const [hour, state] of states) noted.set(hour, state)
    await writeHours(connection, noted)
  }

  async function forgetHour(hour: number): Promise<void> {
    for (const rollup of rollups)
      await connection.run(`DELETE FROM ${rollupTable(rollup)} WHERE hour = epoch_ms(${hour})`)
  }

  return {
    freshRange: hours.freshRange,
    async noting(transaction) {
      noted = new Map()
      const result = await transaction()
      hours.update(noted)
      return result
    },
    note: (times) => note(hours.afterRows(times, now())),
    async forget(times) {
      const touched = hoursOf(times)
      for (const hour of touched) await forgetHour(hour)
      await note(new Map([...touched].map((hour) => [hour, 'rows'])))
    },
    async forgetBefore(tenantId, time) {
      const [hour = 0] = hoursOf([time])
      for (const rollup of rollups)
        await connection.run(
          `DELETE FROM ${rollupTable(rollup)} WHERE tenant_id = $1 AND hour < epoch_ms(${hour})`,
          [tenantId],
        )
      await forgetHour(hour)
      await note(new Map(hours.has(hour) ? [[hour, 'rows']] : []))
    },
    async step() {
      const due = hours.nextStep(now())
      const [first] = due
      if (first === undefined) return false
      const span = [first, (due.at(-1) ?? first) + HOUR].map((time) => new Date(time).toISOString())
      const states = new Map(due.map((hour): [number, HourState] => [hour, 'summed']))
      await inTransaction(connection, async () => {
        for (const { remove, add } of sumStatements) {
          await connection.run(remove, span)
          await connection.run(add, span)
        }
        await connection.run(spreadStatement, span)
        await writeHours(connection, states)
      })
      hours.update(states)
      return hours.nextStep(now()).length > 0
    },
  }
}

/** Starts over when other statements, or another DuckDB with another hash function, made what is there. */
async function startOverIfOutdated(connection: Connection): Promise<void> {
  const current = await connection.cells('SELECT CAST(hash(version() || $1) AS VARCHAR) AS version', [
    [...sumStatements.map(({ add }) => add), spreadStatement].join(';'),
  ])
  const version = current[0]?.[0]
  const stored = await connection.cells('SELECT version FROM rollup_made_by')
  if (stored[0]?.[0] === version) return
  for (const rollup of rollups) await connection.run(`DELETE FROM ${rollupTable(rollup)}`)
  await connection.run('DELETE FROM rollup_hours')
  await connection.run('DELETE FROM rollup_made_by')
  await connection.run('INSERT INTO rollup_made_by VALUES ($1)', [String(version)])
  await connection.run(
    `INSERT INTO rollup_hours SELECT DISTINCT date_trunc('hour', ts), 'rows' FROM ${allEvents(['ts'])}`,
  )
}

async function readHours(connection: Connection): Promise<ReadonlyMap<number, HourState>> {
  const rows = await connection.cells('SELECT epoch_ms(hour), state FROM rollup_hours')
  return new Map(
    rows.map(([hour, state]): [number, HourState] => [
      Number(hour),
      state === 'summed' || state === 'late' ? state : 'rows',
    ]),
  )
}

async function writeHours(connection: Connection, states: ReadonlyMap<number, HourState>): Promise<void> {
  if (states.size === 0) return
  const list = [...states.keys()].map((hour) => `epoch_ms(${hour})`).join(', ')
  await connection.run(`DELETE FROM rollup_hours WHERE hour IN (${list})`)
  const rows = [...states].map(([hour, state]) => `(epoch_ms(${hour}), '${state}')`)
  await connection.run(`INSERT INTO rollup_hours VALUES ${rows.join(', ')}`)
}
