/** The statements that sums are made and read with, the same for DuckDB and PostgreSQL but for one function. */
import { type Part, type PartName, partNamed, parts, tableOf } from './parts.js'

export type RollupDialect = 'duckdb' | 'postgres'

/** A session's key is as long as a number; what hashes a text is named differently in each store. */
const sessionKey: Readonly<Record<RollupDialect, string>> = {
  duckdb: 'CREATE OR REPLACE MACRO session_key(id) AS CAST(hash(id) >> 1 AS BIGINT)',
  postgres: `CREATE OR REPLACE FUNCTION session_key(id text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(id, 0)`,
}

export const sessionKeyStatement = (dialect: RollupDialect): string => sessionKey[dialect]

export const tableStatements: readonly string[] = parts.map((part) => {
  const columns = Object.entries(part.columns).map(([name, type]) => `${name} ${type}`)
  return `CREATE TABLE IF NOT EXISTS ${tableOf(part)} (tenant_id text NOT NULL, hour timestamp NOT NULL, ${columns.join(', ')})`
})

const within = (column: string, from: string, to: string): string =>
  `${column} >= CAST(${from} AS timestamp) AND ${column} < CAST(${to} AS timestamp)`

/** Sums the hours from `$1` to `$2` up anew, of all tenants. */
export const sumStatements: readonly { readonly remove: string; readonly add: string }[] = parts.map(
  (part) => {
    const names = ['tenant_id', 'hour', ...Object.keys(part.columns)].join(', ')
    const select = part.select(within('ts', '$1', '$2'))
    return {
      remove: `DELETE FROM ${tableOf(part)} WHERE ${within('hour', '$1', '$2')}`,
      add: `INSERT INTO ${tableOf(part)} (${names}) SELECT ${names} FROM (${part.kept?.(select) ?? select}) AS summed`,
    }
  },
)

const ofTenants = "tenant_id = ANY(string_to_array($1, ','))"

/**
 * A part over a period, to stand in a FROM: `$1` tenant ids joined by commas, `$2` from, `$3` to; of it `$4` to `$5`
 * from the rows and the rest from the sums. Whole hours, all of them.
 */
export function fromPart(name: PartName): string {
  const part: Part = partNamed(name)
  const names = ['tenant_id', 'hour', ...Object.keys(part.columns)].join(', ')
  return `(SELECT ${names} FROM ${tableOf(part)}
  WHERE ${ofTenants} AND ${within('hour', '$2', '$3')} AND NOT (${within('hour', '$4', '$5')})
UNION ALL
SELECT ${names} FROM (${part.select(`${ofTenants} AND ${within('ts', '$4', '$5')}`)}) AS fresh) AS ${part.name}`
}
