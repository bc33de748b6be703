/**
 * Writes the Athena table over the S3 layout `events/env=…/dt=…/hr=…`. Its partitions are projected, so that
 * no crawler and no `MSCK REPAIR` is needed. JSON lines and Parquet have the same columns, so that one query
 * reads both. A breaking change to the catalogue gets a new table, never a change here.
 */
import { quoteText } from '@hushlog/base'
import { unionColumns } from './sql.js'
import type { Column, ColumnType } from './table.js'

export interface AthenaOptions {
  readonly bucket: string
  /** Precedes `events/` in every key, with its slash at the end. */
  readonly prefix?: string
  readonly table?: string
  /** Names the environments that the bucket holds. */
  readonly envs?: readonly string[]
  /** Names the first day that has objects, as `YYYY-MM-DD`. */
  readonly since?: string
  /** Names the format of the objects. The default is JSON lines. */
  readonly format?: 'jsonl' | 'parquet'
}

export interface AthenaColumn {
  readonly name: string
  /** Names the field of the event that the column holds. A nested object is a struct. */
  readonly field: string
  /** Holds the type as Hive writes it, such as `bigint` or `struct<name:string>`. */
  readonly type: string
}

/** Maps fields to columns of another name. The table was first made with these names. */
const renamed: ReadonlyMap<string, string> = new Map([['trace_id', 'mw_trace_id']])

/** The first columns. The middleware's queries expect them in this order. */
const first = [
  'ts',
  'event',
  'ticket_id',
  'trace_id',
  'channel',
  'step',
  'result',
  'latency_ms',
  'decision',
  'vendor',
]

/** Names the partitions. A column of the same name would make the table invalid. */
const partitions = new Set(['env'])

/**
 * Times stay text because the JSON SerDe's timestamps do not read RFC 3339; `from_iso8601_timestamp(ts)`
 * does.
 */
const types: Readonly<Record<Exclude<ColumnType, 'json'>, string>> = {
  string: 'string',
  integer: 'bigint',
  number: 'double',
  boolean: 'boolean',
  timestamp: 'string',
}

function typeOf(column: Column): string {
  if (column.type !== 'json') return types[column.type]
  return column.shape === 'list' ? 'array<string>' : 'map<string,string>'
}

/** Returns the types by the first name of the path. A nested object becomes a struct. */
function definitions(): ReadonlyMap<string, string> {
  const groups = new Map<string, Column[]>()
  for (const column of unionColumns()) {
    const [head = column.name] = column.path
    if (!partitions.has(head)) groups.set(head, [...(groups.get(head) ?? []), column])
  }
  return new Map([...groups].map(([head, columns]) => [head, definition(columns)]))
}

function definition(columns: readonly Column[]): string {
  const [only] = columns
  if (only && only.path.length === 1) return typeOf(only)
  return `struct<${columns.map((column) => `${column.path.slice(1).join('_')}:${typeOf(column)}`).join(',')}>`
}

/** Returns the columns in their order, without partitions. Parquet objects have exactly these columns. */
export function athenaColumns(): readonly AthenaColumn[] {
  const all = definitions()
  const fields = [...first, ...[...all.keys()].filter((name) => !first.includes(name))]
  return fields.map((field) => ({
    name: renamed.get(field) ?? field,
    field,
    type: all.get(field) ?? 'string',
  }))
}

/** Returns the clause that says how Athena reads the objects. */
function storage(format: 'jsonl' | 'parquet'): string {
  if (format === 'parquet')
    return `ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'`
  const mappings = [...renamed].map(([from, to]) => `  ${quoteText(`mapping.${to}`)} = ${quoteText(from)}`)
  return `ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES (
  'ignore.malformed.json' = 'true',
${mappings.join(',\n')}
)`
}

export function athenaDdl(options: AthenaOptions): string {
  const { bucket, prefix = '', table = 'mw_events_v1', envs = ['prod'], since = '2026-01-01' } = options
  const root = `s3://${bucket}/${prefix}events/`
  const columns = athenaColumns().map(({ name, type }) => `  \`${name}\` ${type}`)
  const properties = Object.entries({
    'projection.enabled': 'true',
    'projection.env.type': 'enum',
    'projection.env.values': envs.join(','),
    'projection.dt.type': 'date',
    'projection.dt.format': 'yyyy-MM-dd',
    'projection.dt.range': `${since},NOW`,
    'projection.dt.interval': '1',
    'projection.dt.interval.unit': 'DAYS',
    'projection.hr.type': 'integer',
    'projection.hr.range': '0,23',
    'projection.hr.digits': '2',
    'storage.location.template': `${root}env=\${env}/dt=\${dt}/hr=\${hr}/`,
  }).map(([name, value]) => `  ${quoteText(name)} = ${quoteText(value)}`)
  return `CREATE EXTERNAL TABLE IF NOT EXISTS \`${table}\` (
${columns.join(',\n')}
)
PARTITIONED BY (\`env\` string, \`dt\` string, \`hr\` string)
${storage(options.format ?? 'jsonl')}
LOCATION ${quoteText(root)}
TBLPROPERTIES (
${properties.join(',\n')}
);
`
}
