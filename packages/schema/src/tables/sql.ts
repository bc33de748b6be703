/**
 * Writes the tables and the view of all events for SQL stores. Names are always quoted: `user` is a keyword
 * that means the database's user without quotes. Times are UTC without a zone in both dialects, so that a
 * statement returns the same in a session of any time zone.
 */
import { quoteName } from '@hushlog/base'
import { sharedColumns, tables } from '../gen/tables.gen.js'
import type { Column, ColumnType, Table } from './table.js'

export type SqlDialect = 'duckdb' | 'postgres'

const types: Readonly<Record<SqlDialect, Readonly<Record<ColumnType, string>>>> = {
  duckdb: {
    string: 'VARCHAR',
    integer: 'BIGINT',
    number: 'DOUBLE',
    boolean: 'BOOLEAN',
    timestamp: 'TIMESTAMP',
    json: 'JSON',
  },
  postgres: {
    string: 'text',
    integer: 'bigint',
    number: 'double precision',
    boolean: 'boolean',
    timestamp: 'timestamp',
    json: 'jsonb',
  },
}

/** Names the columns that every stored event has. */
const notNull = new Set(['id', 'event', 'tenant_id', 'env', 'ts', 'received_at', 'schema_version'])

/** Returns the columns of all tables, once each: shared ones first, then in the order of the tables. */
export function unionColumns(): readonly Column[] {
  const all = new Map<string, Column>()
  for (const column of [...sharedColumns, ...tables.flatMap((table) => table.columns)])
    if (!all.has(column.name)) all.set(column.name, column)
  return [...all.values()]
}

/** Returns a column as a table's definition has it. */
export function sqlColumn(column: Column, dialect: SqlDialect): string {
  // With this collation PostgreSQL compares bytes as DuckDB does: both sort alike in any locale, and indices
  // compare faster.
  const collate = dialect === 'postgres' && column.type === 'string' ? ' COLLATE "C"' : ''
  const required = notNull.has(column.name) ? ' NOT NULL' : ''
  return `${quoteName(column.name)} ${types[dialect][column.type]}${collate}${required}`
}

function createTable(table: Table, dialect: SqlDialect): string {
  const lines = table.columns.map((column) => `  ${sqlColumn(column, dialect)}`)
  // DuckDB's index on a key costs more than the insertion itself; there the log and the cursor keep copies
  // out.
  if (dialect === 'postgres') lines.push('  PRIMARY KEY ("tenant_id", "id")')
  return `CREATE TABLE IF NOT EXISTS ${quoteName(table.name)} (\n${lines.join(',\n')}\n);`
}

/**
 * Reports and retention search by this index. DuckDB needs none: its row groups know their least and
 * greatest time.
 */
const createIndex = (table: Table): string =>
  `CREATE INDEX IF NOT EXISTS ${quoteName(`${table.name}_tenant_ts`)} ON ${quoteName(table.name)} ("tenant_id", "ts");`

/** @param columns in the order of the view; PostgreSQL replaces a view only when new ones come last. */
export function sqlView(dialect: SqlDialect, columns: readonly Column[] = unionColumns()): string {
  const selects = tables.map((table) => {
    const own = new Set(table.columns.map((column) => column.name))
    const list = columns.map((column) =>
      own.has(column.name)
        ? quoteName(column.name)
        : `CAST(NULL AS ${types[dialect][column.type]}) AS ${quoteName(column.name)}`,
    )
    return `SELECT ${list.join(', ')} FROM ${quoteName(table.name)}`
  })
  return `CREATE OR REPLACE VIEW "events" AS\n${selects.join('\nUNION ALL\n')};`
}

/** Returns the statements that create a table, with its index where the dialect has one. */
export const sqlTable = (table: Table, dialect: SqlDialect): readonly string[] =>
  dialect === 'postgres' ? [createTable(table, dialect), createIndex(table)] : [createTable(table, dialect)]

/** Returns the statements of all tables, and then of the view `events` with the columns of all tables. */
export function sqlStatements(dialect: SqlDialect): readonly string[] {
  return [...tables.flatMap((table) => sqlTable(table, dialect)), sqlView(dialect)]
}

export function sqlDdl(dialect: SqlDialect): string {
  return `${sqlStatements(dialect).join('\n\n')}\n`
}

/** Returns the type of a column in a dialect. */
export function sqlType(column: Column, dialect: SqlDialect): string {
  return types[dialect][column.type]
}
