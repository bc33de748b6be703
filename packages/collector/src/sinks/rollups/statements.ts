/**
 * The statements that make and read rollups. They are the same for DuckDB and PostgreSQL but for two
 * functions.
 */
import { type Rollup, type RollupName, rollupNamed, rollups, rollupTable } from './rollups.js'

export type RollupDialect = 'duckdb' | 'postgres'

/**
 * `session_key` hashes a session's id to a number; the stores name their hash functions differently.
 * `is_one_of` looks into a list joined by commas, which DuckDB does once for equal texts of a column. It
 * makes a join of `= ANY`, with which reading rollups took three times as long.
 */
const functions: Readonly<Record<RollupDialect, readonly string[]>> = {
  duckdb: [
    'CREATE OR REPLACE MACRO session_key(id) AS CAST(hash(id) >> 1 AS BIGINT)',
    "CREATE OR REPLACE MACRO is_one_of(item, list) AS list_contains(string_split(list, ','), item)",
  ],
  postgres: [
    `CREATE OR REPLACE FUNCTION session_key(id text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(id, 0)`,
    `CREATE OR REPLACE FUNCTION is_one_of(item text, list text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN item = ANY(string_to_array(list, ','))`,
  ],
}

export const functionStatements = (dialect: RollupDialect): readonly string[] => functions[dialect]

export const tableStatements: readonly string[] = rollups.flatMap((rollup) => {
  const columns = Object.entries(rollup.columns).map(([name, type]) => `${name} ${type}`)
  return [
    `CREATE TABLE IF NOT EXISTS ${rollupTable(rollup)} (tenant_id text NOT NULL, hour timestamp NOT NULL, ${columns.join(', ')})`,
    ...(rollup.flags ?? []).map(
      (name) => `ALTER TABLE ${rollupTable(rollup)} ADD COLUMN IF NOT EXISTS ${name} boolean DEFAULT FALSE`,
    ),
  ]
})

const namesOf = ({ columns }: Rollup): string => ['tenant_id', 'hour', ...Object.keys(columns)].join(', ')

const within = (column: string, from: string, to: string): string =>
  `${column} >= CAST(${from} AS timestamp) AND ${column} < CAST(${to} AS timestamp)`

/** Sum up the hours from `$1` to `$2` of all tenants anew. */
export const sumStatements: readonly { readonly remove: string; readonly add: string }[] = rollups.map(
  (rollup) => {
    const names = namesOf(rollup)
    const select = rollup.select(within('ts', '$1', '$2'))
    return {
      remove: `DELETE FROM ${rollupTable(rollup)} WHERE ${within('hour', '$1', '$2')}`,
      add: `INSERT INTO ${rollupTable(rollup)} (${names}) SELECT ${names} FROM (${rollup.reduce?.(select) ?? select}) AS summed`,
    }
  },
)

/**
 * Flags the sessions of the hours from `$1` to `$2` that are in other hours too, in all of them. A flag stays
 * when the other hours go, which costs time and no figure.
 */
export const spreadStatement = `UPDATE rollup_sessions SET spread = TRUE WHERE NOT spread AND session IN (
  SELECT session FROM rollup_sessions
  WHERE session IN (SELECT session FROM rollup_sessions WHERE ${within('hour', '$1', '$2')})
  GROUP BY session HAVING count(*) > 1)`

const ofTenants = 'is_one_of(tenant_id, $1)'

/** Selects the stored part of a rollup, with the parameters of `fromRollup`. */
export function selectStored(name: RollupName): string {
  const rollup = rollupNamed(name)
  return `SELECT ${[namesOf(rollup), ...(rollup.flags ?? [])].join(', ')} FROM ${rollupTable(rollup)}
  WHERE ${ofTenants} AND ${within('hour', '$2', '$3')} AND NOT (${within('hour', '$4', '$5')})`
}

/** Selects the fresh part of a rollup from the rows, with the parameters of `fromRollup`. */
export function selectFresh(name: RollupName): string {
  const rollup = rollupNamed(name)
  return `SELECT ${namesOf(rollup)} FROM (${rollup.select(`${ofTenants} AND ${within('ts', '$4', '$5')}`)}) AS fresh`
}

/**
 * Returns a rollup over a period, as a FROM clause takes it. `$1` is tenant ids joined by commas; the period
 * from `$2` to `$3` is read from the stored rollup, but from the rows between `$4` and `$5`. All of them are
 * whole hours.
 */
export function fromRollup(name: Exclude<RollupName, 'sessions'>): string {
  return `(${selectStored(name)}
UNION ALL
${selectFresh(name)}) AS ${name}`
}
