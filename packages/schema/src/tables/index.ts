/** Definitions for the stores, generated from the catalogue. */
export { sharedColumns, tables } from '../gen/tables.gen.js'
export { type AthenaColumn, type AthenaOptions, athenaColumns, athenaDdl } from './athena.js'
export {
  type OpenSearchOptions,
  type OpenSearchTemplate,
  opensearchIndex,
  opensearchRetentionPolicy,
  opensearchTemplates,
  type RetentionPolicyOptions,
  sessionIndex,
} from './opensearch.js'
export {
  type SqlDialect,
  sqlColumn,
  sqlDdl,
  sqlStatements,
  sqlTable,
  sqlType,
  sqlView,
  unionColumns,
} from './sql.js'
export type { Column, ColumnType, Table } from './table.js'
