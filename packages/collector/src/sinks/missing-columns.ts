import { quoteName } from '@hushlog/base'
import { type SqlDialect, sqlColumn, type Table } from '@hushlog/schema/tables'

/**
 * Returns the statements that add the columns which an older version did not have. Version 1 of the catalogue
 * only ever adds optional fields, so that nothing else of a table can be missing.
 *
 * @param present names of the columns that are there
 */
export const addMissingColumns = (
  table: Table,
  present: ReadonlySet<string>,
  dialect: SqlDialect,
): readonly string[] =>
  table.columns
    .filter(({ name }) => !present.has(name))
    .map(
      (column) =>
        `ALTER TABLE ${quoteName(table.name)} ADD COLUMN IF NOT EXISTS ${sqlColumn(column, dialect)};`,
    )
