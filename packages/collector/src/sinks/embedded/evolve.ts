import { sqlStatements, tables } from '@hushlog/schema/tables'
import { addMissingColumns } from '../missing-columns.js'
import { CURSOR_COLUMN, CURSOR_TABLE } from './deduplicate.js'
import type { Connection } from './engine.js'
import { inTransaction } from './transaction.js'

/** Brings a database to the tables and the view of this version. */
export const evolve = (connection: Connection): Promise<void> =>
  inTransaction(connection, async () => {
    await connection.run(CURSOR_TABLE)
    await connection.run(CURSOR_COLUMN)
    const rows = await connection.cells(
      "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main'",
    )
    for (const table of tables) {
      const present = new Set(
        rows.filter(([name]) => name === table.name).map(([, column]) => String(column)),
      )
      if (present.size === 0) continue
      for (const statement of addMissingColumns(table, present, 'duckdb')) await connection.run(statement)
    }
    // These create missing tables, and the view anew over all columns.
    for (const statement of sqlStatements('duckdb')) await connection.run(statement)
  })
