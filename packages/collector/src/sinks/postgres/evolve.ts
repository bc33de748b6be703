/**
 * Brings a database to the tables and the view of this version. It does nothing to a database that has them,
 * for which the role needs no right to define anything.
 */
import { quoteName } from '@hushlog/base'
import { sqlTable, sqlView, tables, unionColumns } from '@hushlog/schema/tables'
import type { Client } from 'pg'
import { formerFunctions, formerRollups } from '../former-rollups.js'
import { addMissingColumns } from '../missing-columns.js'
import { inTransaction } from './transaction.js'

/** Returns the statements that define what is missing, in order. Tables are found by the search path. */
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
  const present = new Map<string, Set<string>>()
  for (const { relation, column } of rows)
    present.set(relation, (present.get(relation) ?? new Set()).add(column))
  const statements: string[] = []
  if (rows.length === 0 && !(await hasSchema(client, schema)))
    statements.push(`CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)};`)
  for (const table of tables) {
    const columns = present.get(table.name)
    statements.push(
      ...(columns === undefined
        ? sqlTable(table, 'postgres')
        : addMissingColumns(table, columns, 'postgres')),
    )
  }
  statements.push(...(await dropStatements(client, schema)))
  const view = present.get('events') ?? new Set()
  const all = new Map(unionColumns().map((column) => [column.name, column]))
  // PostgreSQL replaces a view, on which others may be built, only when new columns come last.
  const kept = [...view].flatMap((name) => all.get(name) ?? [])
  const added = [...all.values()].filter(({ name }) => !view.has(name))
  if (added.length > 0) statements.push(sqlView('postgres', [...kept, ...added]))
  return statements
}

/**
 * Returns the statements that drop what an older version made. What somebody else owns, or built a view on, stays:
 * it is empty and costs nothing.
 */
async function dropStatements(client: Client, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ kind: string; name: string }>(
    `SELECT 'TABLE' AS kind, relations.relname AS name
     FROM pg_catalog.pg_class AS relations
     JOIN pg_catalog.pg_namespace AS schemas ON schemas.oid = relations.relnamespace
     WHERE schemas.nspname = $1 AND relations.relkind = 'r' AND relations.relname = ANY($2)
       AND pg_has_role(relations.relowner, 'USAGE')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE refobjid = relations.oid AND deptype = 'n')
     UNION ALL
     SELECT 'FUNCTION', functions.proname || '(' || oidvectortypes(functions.proargtypes) || ')'
     FROM pg_catalog.pg_proc AS functions
     JOIN pg_catalog.pg_namespace AS schemas ON schemas.oid = functions.pronamespace
     WHERE schemas.nspname = $1 AND pg_has_role(functions.proowner, 'USAGE')
       AND functions.proname || '(' || oidvectortypes(functions.proargtypes) || ')' = ANY($3)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE refobjid = functions.oid AND deptype = 'n')
     ORDER BY 2`,
    [schema, formerRollups, Object.entries(formerFunctions).map(([name, types]) => `${name}(${types})`)],
  )
  // These are names of this program, and no more than that.
  return rows.map(({ kind, name }) => `DROP ${kind} IF EXISTS ${name};`)
}

async function hasSchema(client: Client, schema: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1', [schema])
  return rowCount === 1
}

/** @returns the statements that were run. Two collectors that start together wait for each other. */
export async function evolve(client: Client, schema: string): Promise<readonly string[]> {
  if ((await missingStatements(client, schema)).length === 0) return []
  return inTransaction(client, async () => {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('hushlog'), hashtext($1))", [schema])
    const statements = await missingStatements(client, schema)
    for (const statement of statements) await client.query(statement)
    return statements
  })
}
