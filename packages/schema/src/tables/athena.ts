/**
 * The Athena table over the S3 layout `events/env=…/dt=…/hr=…`, partitions projected, so that no crawler and no
 * `MSCK REPAIR` is needed. Gzip JSON lines and Parquet have the same columns, so that one query reads both.
 * A breaking change to the catalogue gets a new table, never a change here.
 */
import { unionColumns } from './sql.js'
import type { Column, ColumnType } from './table.js'

export interface AthenaOptions {
  readonly bucket: string
  /** Key prefix in front of `events/`, with its slash at the end. */
  readonly prefix?: string
  readonly table?: string
  /** Environments that the bucket holds. */
  readonly envs?: readonly string[]
  /** First day that has objects, `YYYY-MM-DD`. */
  readonly since?: string
  /** What the objects are; JSON lines by default. */
  readonly format?: 'jsonl' | 'parquet'
}

export interface AthenaColumn {
  readonly name: string
  /** The field of the event that it holds, whole: a nested object is a struct. */
  readonly field: string
  /** As Hive writes it, such as `bigint` or `struct<name:string>`. */
  readonly type: string
}

/** The table's own name for the trace. */
const renamed: ReadonlyMap<string, string> = new Map([['trace_id', 'mw_trace_id']])

/** What the middleware's queries read, in the order of its first table. */
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

/** Partitions; a column of the same name would make the table invalid. */
const partitions = new Set(['env'])

/** Times stay text: the JSON SerDe's timestamps do not read RFC 3339; `from_iso8601_timestamp(ts)` does. */
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

/** Columns by their first name: a nested object becomes a struct. */
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

/** The columns in their order; partitions are not among them. Parquet objects have exactly these. */
export function athenaColumns(): readonly AthenaColumn[] {
  const all = definitions()
  const fields = [...first, ...[...all.keys()].filter((name) => !first.includes(name))]
  return fields.map((field) => ({
    name: renamed.get(field) ?? field,
    field,
    type: all.get(field) ?? 'string',
  }))
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** How Athena reads the objects. */
function storage(format: 'jsonl' | 'parquet'): string {
  if (format === 'parquet')
    return `ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'`
  const mappings = [...renamed].map(([from, to]) => `  ${quoted(`mapping.${to}`)} = ${quoted(from)}`)
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
  }).map(([name, value]) => `  ${quoted(name)} = ${quoted(value)}`)
  return `CREATE EXTERNAL TABLE IF NOT EXISTS \`${table}\` (
${columns.join(',\n')}
)
PARTITIONED BY (\`env\` string, \`dt\` string, \`hr\` string)
${storage(options.format ?? 'jsonl')}
LOCATION ${quoted(root)}
TBLPROPERTIES (
${properties.join(',\n')}
);
`
}
