/** Builds the SQL of the sink from the generated tables, so that nothing here names a field of an event. */
import { quoteName } from '@hushlog/base'
import { type Column, sqlType, type Table } from '@hushlog/schema/tables'

/** A time may carry any offset, but columns hold UTC without a zone. */
const readType = (column: Column): string =>
  column.type === 'timestamp' ? 'timestamptz' : sqlType(column, 'postgres')

const readValue = (from: string, column: Column, name: string): string =>
  column.type === 'timestamp' ? `${from}.${quoteName(name)} AT TIME ZONE 'UTC'` : `${from}.${quoteName(name)}`

/**
 * Inserts lines of JSON (`$1`), and leaves rows that are there already as they are. PostgreSQL parses;
 * JavaScript has only moved the bytes. Each line is parsed by itself, so that nothing in a record can become
 * another row.
 *
 * Measured on rows of 46 columns and 600 bytes, in batches of 5,000 on a loaded machine, this takes 32 µs a
 * row of the server, 43 with nested fields read one by one, and 51 with arrays through `unnest`. `COPY` into
 * a temporary table took 16, but would leave parsing to the collector, which has less time to spare than the
 * database.
 */
export function insertLines(table: Table): string {
  const top: Column[] = []
  const nested = new Map<string, Column[]>()
  for (const column of table.columns) {
    const [first = column.name, ...rest] = column.path
    if (rest.length === 0) top.push(column)
    else if (rest.length === 1) nested.set(first, [...(nested.get(first) ?? []), column])
    else throw new TypeError(`nested too deep: ${column.name}`)
  }
  const fields = [
    ...top.map((column) => `${quoteName(column.name)} ${readType(column)}`),
    ...[...nested.keys()].map((head) => `${quoteName(head)} json`),
  ]
  const joins = [...nested].map(([head, columns]) => {
    const inner = columns.map((column) => `${quoteName(column.path[1] ?? '')} ${readType(column)}`)
    return (
      `LEFT JOIN LATERAL json_to_record(record.${quoteName(head)}) ` +
      `AS ${quoteName(`in_${head}`)} (${inner.join(', ')}) ON TRUE`
    )
  })
  const values = table.columns.map((column) =>
    column.path.length === 1
      ? readValue('record', column, column.name)
      : readValue(quoteName(`in_${column.path[0]}`), column, column.path[1] ?? ''),
  )
  const names = table.columns.map(({ name }) => quoteName(name)).join(', ')
  return (
    `INSERT INTO ${quoteName(table.name)} (${names}) SELECT ${values.join(', ')} ` +
    "FROM string_to_table($1, E'\\n') AS line " +
    `CROSS JOIN LATERAL json_to_record(line::json) AS record (${fields.join(', ')}) ` +
    `${joins.join(' ')} ON CONFLICT DO NOTHING`
  )
}
