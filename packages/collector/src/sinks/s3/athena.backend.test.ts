/**
 * Follows events from their acceptance by a whole collector to a query of real objects with the columns of
 * the DDL.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { athenaDdl } from '@hushlog/schema/tables'
import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import type { CollectorConfig, S3SinkConfig } from '../../config/config.js'
import { createCollector } from '../../create-collector.js'
import { objectsUnder, queryDuckDb } from '../../testing/read-objects.fixture.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { duckDbType } from '../objects/parquet-sql.js'
import { inBucket, type TestBucket } from './bucket.fixture.js'

const KEY = 'hlw_athena-test-key'
const STARTED = Date.now()
const SECRET_TEXT = 'the boiler in the cellar hums at night'

const events = [
  {
    event: 'decision',
    ticket_id: 't-1',
    trace_id: 'trace-1',
    channel: 'email',
    step: 'route',
    result: 'ok',
    latency_ms: 12.5,
    decision: {
      primary_intent: 'refund',
      department: 'billing',
      tier: 'gold',
      template_id: 'tpl-1',
      confidence: 0.93,
    },
  },
  {
    event: 'vendor_call',
    channel: 'chat',
    result: 'failed',
    latency_ms: 250,
    vendor: { name: 'crm', operation: 'lookup', http_status: 503, retry_count: 2 },
  },
  { event: 'user_query', query_text: SECRET_TEXT, query_length: 38 },
  { event: 'agent_response', query_text: SECRET_TEXT, response_text: SECRET_TEXT, response_length: 38 },
  { event: 'custom', name: 'export_used', properties: { rows: 12, format: 'csv', ok: true } },
  { event: 'request', path: '/reports', method: 'GET', status_code: 200, asset_types: ['image', 'pdf'] },
].map((event, i) => ({
  id: ulid(STARTED + i), // ids of one millisecond are in no order, and the rows are read in theirs
  ts: new Date(STARTED + i).toISOString(),
  schema_version: 1,
  session_id: 's1',
  ...event,
}))

/** Accepts the events with the sinks, and ends when all is delivered. */
async function collect(sinks: readonly S3SinkConfig[]): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hushlog-athena-'))
  const config: CollectorConfig = {
    listen: { host: '127.0.0.1', port: 0 },
    dataDir,
    env: 'test',
    adminPassword: undefined,
    tenants: [
      {
        id: 'acme',
        name: 'Acme',
        writeKeys: [{ key: KEY, origins: [], eventsPerSecond: undefined }],
        readTokens: [],
        content: 'redacted',
        retentionDays: 90,
      },
    ],
    sinks,
    log: { maxBytes: 1e8, dedupeDays: 14, maxAgeDays: 14 },
    drainSeconds: 60,
    reportCacheSeconds: 0,
  }
  const collector = await createCollector(config)
  try {
    const { port } = await collector.listen()
    const answer = await fetch(`http://127.0.0.1:${port}/v1/events?key=${KEY}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    })
    expect(await answer.json()).toMatchObject({ accepted: events.length, rejected: [] })
  } finally {
    await collector.close()
    await rm(dataDir, { recursive: true })
  }
}

const sinkOf = (bucket: TestBucket, more: Partial<S3SinkConfig>): S3SinkConfig => ({
  ...bucket.options(),
  type: 's3',
  enabled: true,
  content: 'exclude',
  events: undefined,
  retentionDays: 365,
  ...more,
})

/** Columns as the text of the DDL says, and by which name its reader finds them in an object. */
function columnsOf(ddl: string) {
  const mapping = new Map(
    [...ddl.matchAll(/'mapping\.(\w+)' = '(\w+)'/g)].map(([, name = '', field = '']) => [name, field]),
  )
  return [...(ddl.split('PARTITIONED BY')[0] ?? '').matchAll(/^ {2}`(\w+)` (.*?),?$/gm)].map(
    ([, name = '', type = '']) => ({
      name,
      field: mapping.get(name) ?? name,
      type: duckDbType({ name, type }),
    }),
  )
}

/** As Athena reads: only the columns of the table, each with its type, and the partitions from the path. */
function tableOver(folder: string, format: 'jsonl' | 'parquet'): string {
  const columns = columnsOf(athenaDdl({ bucket: 'b', format }))
  if (format === 'parquet') {
    const casts = columns.map(({ name, type }) => `CAST("${name}" AS ${type}) AS "${name}"`)
    return `(SELECT ${casts.join(', ')}, env, dt, hr FROM read_parquet('${folder}/**/*.parquet', hive_partitioning = true))`
  }
  const types = columns.map(({ field, type }) => `'${field}': '${type}'`)
  const names = columns.map(({ field, name }) => `"${field}" AS "${name}"`)
  return `(SELECT ${names.join(', ')}, env, dt, hr FROM read_json('${folder}/**/*.json.gz', format = 'newline_delimited', columns = {${types.join(', ')}}, hive_partitioning = true))`
}

const A4 = `ts, event, env, ticket_id, mw_trace_id, channel, step, result, latency_ms,
  decision.primary_intent, decision.department, decision.tier, decision.template_id, decision.confidence,
  vendor.name AS vendor_name, vendor.operation, vendor.http_status, vendor.retry_count`

withServer('minio', (minio) => {
  describe.each(['jsonl', 'parquet'] as const)('objects of the S3 sink as %s', (format) => {
    it('are read with the columns of the DDL, and hold no text', () =>
      inBucket(minio, async (bucket) => {
        await collect([sinkOf(bucket, { format })])
        const folder = join(await bucket.download(), 'events')
        const table = tableOver(folder, format)
        const rows = await queryDuckDb(`SELECT ${A4} FROM ${table} ORDER BY id`)
        const ts = events.map((event) => event.ts)
        expect(rows).toHaveLength(events.length)
        expect(rows[0]).toEqual({
          ts: ts[0],
          event: 'decision',
          env: 'test',
          ticket_id: 't-1',
          mw_trace_id: 'trace-1',
          channel: 'email',
          step: 'route',
          result: 'ok',
          latency_ms: 12.5,
          primary_intent: 'refund',
          department: 'billing',
          tier: 'gold',
          template_id: 'tpl-1',
          confidence: 0.93,
          vendor_name: null,
          operation: null,
          http_status: null,
          retry_count: null,
        })
        expect(rows[1]).toMatchObject({
          vendor_name: 'crm',
          operation: 'lookup',
          http_status: '503',
          retry_count: '2',
          confidence: null,
        })
        const [one] = await queryDuckDb(
          `SELECT count(*) AS n, count(query_text) + count(response_text) AS texts,
            any_value(properties['rows']) AS rows, any_value(asset_types[2]) AS asset,
            bool_and(dt || ' ' || hr = substr(ts, 1, 10) || ' ' || substr(ts, 12, 2)) AS by_time
          FROM (SELECT * REPLACE (CAST(dt AS VARCHAR) AS dt, lpad(CAST(hr AS VARCHAR), 2, '0') AS hr) FROM ${table})`,
        )
        expect(one).toEqual({ n: String(events.length), texts: '0', rows: '12', asset: 'pdf', by_time: true })
      }))
  })

  it('holds redacted text only where the sink says so', () =>
    inBucket(minio, async (bucket) => {
      await collect([
        sinkOf(bucket, { name: 'without', prefix: 'without' }),
        sinkOf(bucket, { name: 'with', prefix: 'with', content: 'include' }),
      ])
      const folder = await bucket.download()
      expect((await objectsUnder(folder)).length).toBeGreaterThanOrEqual(2)
      const texts = (prefix: string) =>
        queryDuckDb(
          `SELECT content LIKE '%boiler%' AS found FROM read_csv('${folder}/${prefix}/**/*.json.gz', columns = {content: 'VARCHAR'}, delim = '\\x01', quote = '', escape = '', header = false, auto_detect = false) WHERE found`,
        )
      expect(await texts('with')).toHaveLength(2)
      expect(await texts('without')).toEqual([])
    }))
})
