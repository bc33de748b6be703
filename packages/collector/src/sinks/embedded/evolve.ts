import { sqlStatements, tables } from '@hushlog/schema/tables'
import { formerFunctions, formerRollups } from '../former-rollups.js'
import { addMissingColumns } from '../missing-columns.js'
import { CURSOR_COLUMN, CURSOR_TABLE } from './deduplicate.js'
import type { Connection } from './engine.js'
import { inTransaction } from './transaction.js'

/**
 * Brings a database to the tables and the view of this version.
 *
 * @returns whether it removed tables of an older version, whose bytes stay in free blocks of the file
 */
export const evolve = (connection: Connection): Promise<boolean> =>
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
    for (const name of Object.keys(formerFunctions)) await connection.run(`DROP MACRO IF EXISTS ${name}`)
    const former = formerRollups.filter((name) => rows.some(([table]) => table === name))
    for (const name of former) await connection.run(`DROP TABLE ${name}`)
    return former.length > 0
  })
