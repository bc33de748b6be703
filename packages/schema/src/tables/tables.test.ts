import { expect, it } from 'vitest'
import { eventNames } from '../catalogue.js'
import {
  athenaColumns,
  athenaDdl,
  opensearchIndex,
  opensearchRetentionPolicy,
  opensearchTemplates,
  sharedColumns,
  sqlDdl,
  sqlStatements,
  tables,
  unionColumns,
} from './index.js'

const names = (columns: readonly { readonly name: string }[]) => columns.map((column) => column.name)

it('holds every event in one table', () => {
  expect(tables.flatMap((table) => table.events).sort()).toEqual([...eventNames].sort())
})

it('begins every table with the same columns, names each once, and joins paths', () => {
  for (const table of tables) {
    expect(names(table.columns).slice(0, sharedColumns.length)).toEqual(names(sharedColumns))
    expect(new Set(names(table.columns)).size).toBe(table.columns.length)
    for (const column of table.columns) expect(column.path.join('_')).toBe(column.name)
  }
  for (const added of ['tenant_id', 'env', 'received_at', 'collector_redactions', 'collector_removed_fields'])
    expect(names(sharedColumns)).toContain(added)
})

it('marks what a person or a model wrote', () => {
  const text = unionColumns().filter((column) => column.text)
  expect(names(text)).toEqual(['query_text', 'response_text', 'comment', 'error_message'])
})

it.each(['duckdb', 'postgres'] as const)(
  'writes the view of all events for %s with one column order',
  (dialect) => {
    const view = sqlStatements(dialect).at(-1) ?? ''
    const selects = view
      .split('\n')
      .slice(1)
      .filter((line) => line.startsWith('SELECT'))
    expect(selects).toHaveLength(tables.length)
    for (const select of selects) {
      const list = select
        .replace(/^SELECT /, '')
        .replace(/ FROM .*$/, '')
        .split(', ')
      expect(list.map((item) => item.replace(/^.* AS /, '').replaceAll('"', ''))).toEqual(
        names(unionColumns()),
      )
    }
  },
)

it('quotes every name and writes types of the dialect', () => {
  expect(sqlDdl('duckdb')).toContain('  "user" VARCHAR,')
  expect(sqlDdl('duckdb')).toContain('  "ts" TIMESTAMP NOT NULL,')
  expect(sqlDdl('duckdb')).not.toContain('PRIMARY KEY')
  expect(sqlDdl('postgres')).toContain('  "asset_types" jsonb')
  expect(sqlDdl('postgres')).toContain('  "topic" text COLLATE "C",')
  expect(sqlDdl('postgres')).toContain('  PRIMARY KEY ("tenant_id", "id")')
  expect(sqlDdl('postgres')).toContain('ON "conversation" ("tenant_id", "ts");')
})

it('writes the Athena table with its columns in order and projected partitions', () => {
  const ddl = athenaDdl({
    bucket: 'acme-analytics',
    prefix: 'hush/',
    envs: ['prod', 'stage'],
    since: '2026-05-01',
  })
  const columns = [...(ddl.split('PARTITIONED BY')[0]?.matchAll(/^ {2}`(\w+)` (.*?),?$/gm) ?? [])]
  expect(columns.slice(0, 10).map((match) => [match[1], match[2]])).toEqual([
    ['ts', 'string'],
    ['event', 'string'],
    ['ticket_id', 'string'],
    ['mw_trace_id', 'string'],
    ['channel', 'string'],
    ['step', 'string'],
    ['result', 'string'],
    ['latency_ms', 'double'],
    [
      'decision',
      'struct<primary_intent:string,department:string,tier:string,template_id:string,confidence:double>',
    ],
    ['vendor', 'struct<name:string,operation:string,http_status:bigint,retry_count:bigint>'],
  ])
  const all = columns.map((match) => match[1])
  expect(new Set(all).size).toBe(all.length)
  expect(all).not.toContain('env')
  expect(all).toEqual(expect.arrayContaining(['id', 'tenant_id', 'received_at', 'context', 'asset_types']))
  expect(ddl).toContain('CREATE EXTERNAL TABLE IF NOT EXISTS `mw_events_v1`')
  expect(ddl).toContain('PARTITIONED BY (`env` string, `dt` string, `hr` string)')
  expect(ddl).toContain("'mapping.mw_trace_id' = 'trace_id'")
  expect(ddl).toContain("'projection.env.values' = 'prod,stage'")
  expect(ddl).toContain("'projection.dt.range' = '2026-05-01,NOW'")
  expect(ddl).toContain("'projection.hr.digits' = '2'")
  const template = `'storage.location.template' = 's3://acme-analytics/hush/events/env=\${env}/dt=\${dt}/hr=\${hr}/'`
  expect(ddl).toContain(template)
})

it('reads Parquet with the same columns under the names that the objects have', () => {
  const columnsOf = (ddl: string) => ddl.split('PARTITIONED BY')[0]
  const parquet = athenaDdl({ bucket: 'acme-analytics', format: 'parquet' })
  expect(columnsOf(parquet)).toBe(columnsOf(athenaDdl({ bucket: 'acme-analytics' })))
  expect(parquet).toContain('ParquetHiveSerDe')
  expect(parquet).not.toContain('mapping.')
  expect(athenaColumns().find(({ name }) => name === 'mw_trace_id')).toEqual({
    name: 'mw_trace_id',
    field: 'trace_id',
    type: 'string',
  })
  expect(names(athenaColumns())).not.toContain('env')
})

it('writes index templates for requests, for all other events and for session summaries', () => {
  const templates = opensearchTemplates({ indexPrefix: 'acme-' })
  const find = (name: string) => templates.find((template) => template.name === name)?.body
  expect(templates.map((template) => template.name)).toEqual([
    'acme-request-events',
    'acme-hushlog-events',
    'acme-session-summaries',
  ])
  expect(find('acme-request-events')?.index_patterns).toEqual(['acme-request-events-*'])
  expect(find('acme-request-events')?.template).toMatchObject({
    settings: { index: { number_of_shards: 1, auto_expand_replicas: '0-1' } },
    mappings: {
      dynamic: false,
      properties: {
        timestamp: { type: 'date' },
        user: { type: 'keyword' },
        status_code: { type: 'long' },
        asset_types: { type: 'keyword' },
        context: { properties: { page_path: { type: 'keyword' } } },
      },
    },
  })
  const others = find('acme-hushlog-events')?.template.mappings.properties
  expect(others).toMatchObject({ query_text: { type: 'text' }, data_summary: { type: 'flat_object' } })
  expect(others).not.toHaveProperty('status_code')
  for (const field of ['modules', 'paths', 'asset_types', 'site_tokens', 'start', 'end', 'last_updated'])
    expect(find('acme-session-summaries')?.template.mappings.properties).toHaveProperty(field)
})

it('has a place in the daily indices for every column of every event', () => {
  const templates = opensearchTemplates()
  for (const table of tables) {
    const body = templates.find(({ name }) => name === opensearchIndex(table.name))?.body
    for (const { path } of table.columns)
      expect(body?.template.mappings.properties).toHaveProperty(path.join('.properties.'))
  }
})

it('writes a retention policy for the daily indices and for nothing else', () => {
  const { name, body } = opensearchRetentionPolicy({ indexPrefix: 'acme-', retentionDays: 30 })
  expect(name).toBe('acme-hushlog-retention')
  expect(body.policy.states[0]?.transitions[0]?.conditions.min_index_age).toBe('30d')
  const names = body.policy.states.map((state) => state.name)
  expect(names).toContain(body.policy.default_state)
  expect(body.policy.ism_template[0]?.index_patterns).toEqual([
    'acme-request-events-*',
    'acme-hushlog-events-*',
  ])
})
