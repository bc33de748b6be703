/**
 * Brings a database to the tables of this version, and does nothing to one that has them: then the role needs no
 * right to define anything. Version 1 of the catalogue only ever adds optional fields, so all that can be missing
 * is the schema, tables, columns and the view's knowledge of them.
 */
import { sqlColumn, sqlTable, sqlView, tables, unionColumns } from '@hushlog/schema/tables'
import type { Client } from 'pg'
import { type Part, parts, tableOf } from '../rollups/rollups.js'
import { functionStatements, tableStatements } from '../rollups/statements.js'
import { quoteName } from './insert-sql.js'

/** The statements that are missing, in order; none when all is there. Names are found by the search path. */
export async function missingStatements(client: Client, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ relation: string; column: string }>(
    `SELECT relations.relname AS relation, columns.attname AS column
     FROM pg_catalog.pg_class AS relations
     JOIN pg_catalog.pg_namespace AS schemas ON schemas.oid = relations.relnamespace
     JOIN pg_catalog.pg_attribute AS columns ON columns.attrelid = relations.oid
     WHERE schemas.nspname = $1 AND relations.relkind IN ('r', 'p', 'v')
       AND columns.attnum > 0 AND NOT columns.attisdropped
     ORDER BY columns.attrelid, columns.attnum`,
    [schema],
  )
  const present = new Map<string, string[]>()
  for (const { relation, column } of rows) {
    const columns = present.get(relation)
    if (columns === undefined) present.set(relation, [column])
    else columns.push(column)
  }
  const statements: string[] = []
  if (rows.length === 0 && !(await hasSchema(client, schema)))
    statements.push(`CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)};`)
  for (const table of tables) {
    const columns = present.get(table.name)
    if (columns === undefined) statements.push(...sqlTable(table, 'postgres'))
    else
      for (const column of table.columns)
        if (!columns.includes(column.name))
          statements.push(
            `ALTER TABLE ${quoteName(table.name)} ADD COLUMN IF NOT EXISTS ${sqlColumn(column, 'postgres')};`,
          )
  }
  const isWhole = (part: Part) => {
    const names = [...Object.keys(part.columns), ...(part.marks ?? [])]
    return names.every((name) => present.get(tableOf(part))?.includes(name))
  }
  if (!parts.every(isWhole))
    statements.push(
      ...[...functionStatements('postgres'), ...tableStatements].map((statement) => `${statement};`),
    )
  const view = present.get('events') ?? []
  const all = new Map(unionColumns().map((column) => [column.name, column]))
  // New columns last: so the view is replaced under those who have built on it.
  const kept = view.flatMap((name) => all.get(name) ?? [])
  const added = [...all.values()].filter(({ name }) => !view.includes(name))
  if (added.length > 0) statements.push(sqlView('postgres', [...kept, ...added]))
  return statements
}

async function hasSchema(client: Client, schema: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1', [schema])
  return rowCount === 1
}

/** @returns what was done. Two collectors that start together wait for each other. */
export async function evolve(client: Client, schema: string): Promise<readonly string[]> {
  if ((await missingStatements(client, schema)).length === 0) return []
  await client.query('BEGIN')
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('hushlog'), hashtext($1))", [schema])
    const statements = await missingStatements(client, schema)
    for (const statement of statements) await client.query(statement)
    await client.query('COMMIT')
    return statements
  } catch (thrown) {
    await client.query('ROLLBACK')
    throw thrown
  }
}
