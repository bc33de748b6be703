/** The statements that sums are made and read with, the same for DuckDB and PostgreSQL but for two functions. */
import { type Part, type PartName, partNamed, parts, tableOf } from './rollups.js'

export type RollupDialect = 'duckdb' | 'postgres'

/**
 * A session's key is as long as a number; what hashes a text is named differently in each store. A list is looked into as DuckDB
 * does it once for equal texts of a column: as a join, which it makes of `= ANY`, reading sums took three times as long.
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

export const tableStatements: readonly string[] = parts.flatMap((part) => {
  const columns = Object.entries(part.columns).map(([name, type]) => `${name} ${type}`)
  return [
    `CREATE TABLE IF NOT EXISTS ${tableOf(part)} (tenant_id text NOT NULL, hour timestamp NOT NULL, ${columns.join(', ')})`,
    ...(part.marks ?? []).map(
      (name) => `ALTER TABLE ${tableOf(part)} ADD COLUMN IF NOT EXISTS ${name} boolean DEFAULT FALSE`,
    ),
  ]
})

const namesOf = ({ columns }: Part): string => ['tenant_id', 'hour', ...Object.keys(columns)].join(', ')

const within = (column: string, from: string, to: string): string =>
  `${column} >= CAST(${from} AS timestamp) AND ${column} < CAST(${to} AS timestamp)`

/** Sums the hours from `$1` to `$2` up anew, of all tenants. */
export const sumStatements: readonly { readonly remove: string; readonly add: string }[] = parts.map(
  (part) => {
    const names = namesOf(part)
    const select = part.select(within('ts', '$1', '$2'))
    return {
      remove: `DELETE FROM ${tableOf(part)} WHERE ${within('hour', '$1', '$2')}`,
      add: `INSERT INTO ${tableOf(part)} (${names}) SELECT ${names} FROM (${part.kept?.(select) ?? select}) AS summed`,
    }
  },
)

/**
 * After the hours from `$1` to `$2` were summed up: marks their sessions that are in other hours too, there and here. A mark stays
 * when the other hours go, which costs time and no figure.
 */
export const spreadStatement = `UPDATE rollup_sessions SET spread = TRUE WHERE NOT spread AND session IN (
  SELECT session FROM rollup_sessions
  WHERE session IN (SELECT session FROM rollup_sessions WHERE ${within('hour', '$1', '$2')})
  GROUP BY session HAVING count(*) > 1)`

const ofTenants = 'is_one_of(tenant_id, $1)'

/** What was summed up of a part; parameters as below. */
export function fromSums(name: PartName): string {
  const part = partNamed(name)
  return `SELECT ${[namesOf(part), ...(part.marks ?? [])].join(', ')} FROM ${tableOf(part)}
  WHERE ${ofTenants} AND ${within('hour', '$2', '$3')} AND NOT (${within('hour', '$4', '$5')})`
}

/** What was not. */
export function fromRows(name: PartName): string {
  const part = partNamed(name)
  return `SELECT ${namesOf(part)} FROM (${part.select(`${ofTenants} AND ${within('ts', '$4', '$5')}`)}) AS fresh`
}

/**
 * A part over a period, to stand in a FROM: `$1` tenant ids joined by commas, `$2` from, `$3` to; of it `$4` to `$5`
 * from the rows and the rest from the sums. Whole hours, all of them.
 */
export function fromPart(name: Exclude<PartName, 'sessions'>): string {
  return `(${fromSums(name)}
UNION ALL
${fromRows(name)}) AS ${name}`
}
