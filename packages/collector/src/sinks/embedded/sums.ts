/**
 * Keeps the hourly sums that reports read. Writing a batch only notes which hours it touched, in its transaction;
 * hours that have ended are summed up later, some at a time, between two batches. What is not summed up is read
 * from the rows, so that figures are whole at any moment; only an hour that was summed before and gets late events
 * keeps its old sums until it is summed anew.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import { allEvents } from '../rollups/all-events.js'
import { parts, tableOf } from '../rollups/rollups.js'
import { functionStatements, spreadStatement, sumStatements, tableStatements } from '../rollups/statements.js'

const HOUR = 3_600_000
/** After the end of an hour, until what SDKs hold back for a moment has come. */
const SETTLE = 60_000
/** Hours with events of one step; a step is one transaction that a batch may have to wait for. */
const STEP_HOURS = 24
/** Late events to the hours before this many are not read from the rows, but wait for the next sums. */
const FRESH_HOURS = 2

/** `rows`: read from the rows. `late`: summed up, but something came since. `summed`: as the rows say. */
type State = 'rows' | 'late' | 'summed'

export interface Sums {
  /** Around the transaction in which the following are called: what they did holds when it resolves. */
  noting<T>(transaction: () => Promise<T>): Promise<T>
  /** Notes the hours of new rows, in their transaction. Times in epoch milliseconds. */
  note(times: Iterable<number>): Promise<void>
  /** Forgets the sums of these hours, in the transaction that removes some of their rows. */
  forget(times: Iterable<number>): Promise<void>
  /** Removes all sums of a tenant before the hour of this time, and forgets those of the hour itself. */
  forgetBefore(tenantId: string, time: number): Promise<void>
  /** Whether there is something that `step` would do now. */
  due(now: number): boolean
  /** Sums some hours up. */
  step(now: number): Promise<void>
  fromRows(from: number, to: number): { readonly from: number; readonly to: number }
}

const hourOf = (time: number): number => Math.floor(time / HOUR) * HOUR
const iso = (time: number): string => new Date(time).toISOString()

export async function openSums(connection: DuckDBConnection, now: () => number): Promise<Sums> {
  const hours = new Map<number, State>()
  let noted = new Map<number, State>()

  await transaction(async () => {
    for (const statement of functionStatements('duckdb')) await connection.run(statement)
    await connection.run(
      'CREATE TABLE IF NOT EXISTS rollup_hours (hour TIMESTAMP NOT NULL, state VARCHAR NOT NULL)',
    )
    await connection.run('CREATE TABLE IF NOT EXISTS rollup_made_by (version VARCHAR NOT NULL)')
    for (const statement of tableStatements) await connection.run(statement)
    await startOver()
  })
  const kept = await connection.runAndReadAll('SELECT epoch_ms(hour), state FROM rollup_hours')
  for (const [hour, state] of kept.getRowsJS())
    hours.set(Number(hour), state === 'summed' ? 'summed' : state === 'late' ? 'late' : 'rows')

  /** Other texts of the parts make other sums, and so may another DuckDB, whose hash is its own. */
  async function startOver(): Promise<void> {
    const { version } = await connection
      .runAndReadAll('SELECT CAST(hash(version() || $1) AS VARCHAR) AS version', [
        [...sumStatements.map(({ add }) => add), spreadStatement].join(';'),
      ])
      .then((result) => result.getRowObjectsJS()[0] ?? {})
    const before = await connection.runAndReadAll('SELECT version FROM rollup_made_by')
    if (before.getRowsJS()[0]?.[0] === version) return
    for (const part of parts) await connection.run(`DELETE FROM ${tableOf(part)}`)
    await connection.run('DELETE FROM rollup_hours')
    await connection.run('DELETE FROM rollup_made_by')
    await connection.run('INSERT INTO rollup_made_by VALUES ($1)', [String(version)])
    await connection.run(
      `INSERT INTO rollup_hours SELECT DISTINCT date_trunc('hour', ts), 'rows' FROM ${allEvents(['ts'])}`,
    )
  }

  async function transaction(steps: () => Promise<void>): Promise<void> {
    await connection.run('BEGIN')
    try {
      await steps()
      await connection.run('COMMIT')
    } catch (thrown) {
      await Promise.allSettled([connection.run('ROLLBACK')])
      throw thrown
    }
  }

  async function store(states: ReadonlyMap<number, State>): Promise<void> {
    if (states.size === 0) return
    const list = [...states.keys()].map((hour) => `epoch_ms(${hour})`).join(', ')
    await connection.run(`DELETE FROM rollup_hours WHERE hour IN (${list})`)
    const rows = [...states].map(([hour, state]) => `(epoch_ms(${hour}), '${state}')`)
    await connection.run(`INSERT INTO rollup_hours VALUES ${rows.join(', ')}`)
  }

  const hoursOf = (times: Iterable<number>): ReadonlySet<number> => {
    const found = new Set<number>()
    let last = Number.NaN
    for (const time of times) {
      const hour = hourOf(time)
      if (hour !== last && Number.isSafeInteger(hour)) found.add(hour)
      last = hour
    }
    return found
  }

  /** A span that begins with an hour that has ended and is not summed up; what lies between is summed up with it. */
  function next(at: number): readonly number[] {
    const ended = [...hours.keys()].filter((hour) => hour + HOUR + SETTLE <= at).sort((a, b) => a - b)
    const isDue = (hour: number) => hours.get(hour) !== 'summed'
    const first = ended.findIndex(isDue)
    if (first === -1) return []
    const span = ended.slice(first, first + STEP_HOURS)
    return span.slice(0, span.findLastIndex(isDue) + 1)
  }

  return {
    async noting(run) {
      noted = new Map()
      const result = await run()
      for (const [hour, state] of noted) hours.set(hour, state)
      return result
    },
    async note(times) {
      const fresh = now() - FRESH_HOURS * HOUR
      for (const hour of hoursOf(times)) {
        const state = hours.get(hour)
        if (state === undefined) noted.set(hour, 'rows')
        else if (state === 'summed') noted.set(hour, hour > fresh ? 'rows' : 'late')
      }
      await store(noted)
    },
    async forget(times) {
      for (const hour of hoursOf(times)) {
        noted.set(hour, 'rows')
        for (const part of parts)
          await connection.run(`DELETE FROM ${tableOf(part)} WHERE hour = epoch_ms(${hour})`)
      }
      await store(noted)
    },
    async forgetBefore(tenantId, time) {
      const hour = hourOf(time)
      for (const part of parts) {
        await connection.run(
          `DELETE FROM ${tableOf(part)} WHERE tenant_id = $1 AND hour < epoch_ms(${hour})`,
          [tenantId],
        )
        await connection.run(`DELETE FROM ${tableOf(part)} WHERE hour = epoch_ms(${hour})`)
      }
      if (hours.has(hour)) noted.set(hour, 'rows')
      await store(noted)
    },
    due: (at) => next(at).length > 0,
    async step(at) {
      const some = next(at)
      const first = some[0]
      if (first === undefined) return
      const span = [iso(first), iso((some.at(-1) ?? first) + HOUR)]
      const states = new Map(some.map((hour): [number, State] => [hour, 'summed']))
      await transaction(async () => {
        for (const { remove, add } of sumStatements) {
          await connection.run(remove, span)
          await connection.run(add, span)
        }
        await connection.run(spreadStatement, span)
        await store(states)
      })
      for (const [hour, state] of states) hours.set(hour, state)
    },
    fromRows(from, to) {
      let least = Number.POSITIVE_INFINITY
      let greatest = Number.NEGATIVE_INFINITY
      for (const [hour, state] of hours) {
        if (state !== 'rows' || hour < from || hour >= to) continue
        least = Math.min(least, hour)
        greatest = Math.max(greatest, hour)
      }
      return least === Number.POSITIVE_INFINITY ? { from, to: from } : { from: least, to: greatest + HOUR }
    },
  }
}
