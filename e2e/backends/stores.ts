/** Each store as the chaos test sees it: how the collector is told of it through a gate, and the ids that are in it. */
import { gunzipSync } from 'node:zlib'
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import pg from 'pg'
import * as dynamodb from './dynamodb.mjs'
import { createHttpGate, createTcpGate, type Gate } from './gate.js'
import * as minio from './minio.mjs'
import * as opensearch from './opensearch.mjs'
import * as postgres from './postgres.mjs'

export interface Store {
  /** Of the sink in the configuration. */
  readonly name: string
  /** Readers of the log that write to it, when there are more than the sink itself. */
  readonly readers?: readonly string[]
  readonly version: string
  readonly gate: Gate
  readonly sink: Readonly<Record<string, unknown>>
  stop(): Promise<void>
  kill(): Promise<void>
  /** Again, on the same port and data. */
  start(): Promise<void>
  /** What a user has to make before the first start, beside `hushlog setup`. */
  prepare(): Promise<void>
  /** Every stored event's id, as often as it is stored. */
  ids(): Promise<string[]>
  /** Of all sessions, as the store has counted them; where it keeps a document per session. */
  eventsOfSessions?(): Promise<number>
}

interface Running {
  stop(): Promise<void>
  kill(): Promise<void>
}

function restartable(first: Running, again: () => Promise<Running>) {
  let running = first
  return {
    stop: () => running.stop(),
    kill: () => running.kill(),
    async start() {
      running = await again()
    },
  }
}

const nothing = async (): Promise<void> => undefined

const BUCKET = 'hushlog-chaos'
const TABLE = 'hushlog-chaos'

export async function startMinio(folder: string): Promise<Store> {
  const server = await minio.start({ folder })
  const { region, port, endpoint, version, accessKeyId, secretAccessKey } = server
  const gate = await createHttpGate(port, {
    status: 503,
    type: 'application/xml',
    body: '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>slow</Message></Error>',
  })
  const client = new S3Client({
    region,
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  })
  return {
    ...restartable(server, () => minio.start({ folder, port })),
    name: 's3',
    version: `MinIO ${version}`,
    gate,
    sink: {
      type: 's3',
      bucket: BUCKET,
      region,
      endpoint: `http://127.0.0.1:${gate.port}`,
      access_key_id: accessKeyId,
      secret_access_key: secretAccessKey,
      roll_seconds: 1,
    },
    async prepare() {
      await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
    },
    async ids() {
      const ids: string[] = []
      for await (const page of paginateListObjectsV2({ client }, { Bucket: BUCKET, Prefix: 'events/' }))
        for (const { Key } of page.Contents ?? []) {
          const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }))
          const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
          ids.push(...idsOfLines(gunzipSync(bytes).toString()))
        }
      return ids
    },
  }
}

const idsOfLines = (lines: string): string[] =>
  lines
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id)

export async function startDynamoDb(folder: string): Promise<Store> {
  const server = await dynamodb.start({ folder })
  const { region, port, endpoint, version, accessKeyId, secretAccessKey } = server
  const gate = await createHttpGate(port, {
    status: 400,
    type: 'application/x-amz-json-1.0',
    body: JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
      message: 'too much',
    }),
  })
  const client = new DynamoDBClient({ region, endpoint, credentials: { accessKeyId, secretAccessKey } })
  return {
    ...restartable(server, () => dynamodb.start({ folder, port })),
    name: 'dynamodb',
    version: `DynamoDB ${version}`,
    gate,
    sink: {
      type: 'dynamodb',
      table: TABLE,
      region,
      endpoint: `http://127.0.0.1:${gate.port}`,
      access_key_id: accessKeyId,
      secret_access_key: secretAccessKey,
    },
    prepare: nothing,
    async ids() {
      const ids: string[] = []
      const query = { TableName: TABLE, ConsistentRead: true, ProjectionExpression: 'id' }
      for await (const { Items = [] } of paginateScan({ client }, query))
        ids.push(...Items.map(({ id }) => id?.S ?? ''))
      return ids
    },
  }
}

export async function startOpenSearch(folder: string): Promise<Store> {
  const server = await opensearch.start({ folder })
  const { port, url, version } = server
  const gate = await createHttpGate(port, {
    status: 429,
    type: 'application/json',
    body: JSON.stringify({ error: { type: 'circuit_breaking_exception' }, status: 429 }),
  })
  const ask = async (path: string, body?: object) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return (await response.json()) as {
      _scroll_id?: string
      hits?: { hits: { _source: { id: string } }[] }
      aggregations?: { events: { value: number } }
    }
  }
  return {
    ...restartable(server, () => opensearch.start({ folder, port })),
    name: 'opensearch',
    readers: ['opensearch', 'opensearch-sessions'],
    version: `OpenSearch ${version}`,
    gate,
    sink: { type: 'opensearch', node: `http://127.0.0.1:${gate.port}` },
    prepare: nothing,
    async ids() {
      const indices = 'request-events-*,hushlog-events-*'
      await ask(`/${indices}/_refresh`)
      const ids: string[] = []
      let page = await ask(`/${indices}/_search?scroll=1m`, { size: 5000, _source: ['id'] })
      while ((page.hits?.hits.length ?? 0) > 0) {
        ids.push(...(page.hits?.hits ?? []).map(({ _source }) => _source.id))
        page = await ask('/_search/scroll', { scroll: '1m', scroll_id: page._scroll_id })
      }
      return ids
    },
    async eventsOfSessions() {
      await ask('/session-summaries/_refresh')
      const aggs = { events: { sum: { field: 'event_count' } } }
      const { aggregations } = await ask('/session-summaries/_search', { size: 0, aggs })
      return aggregations?.events.value ?? 0
    },
  }
}

export async function startPostgres(folder: string): Promise<Store> {
  const server = await postgres.start({ folder })
  const { port, url, version } = server
  const gate = await createTcpGate(port)
  return {
    ...restartable(server, () => postgres.start({ folder, port })),
    name: 'postgres',
    version: `PostgreSQL ${version}`,
    gate,
    sink: { type: 'postgres', url: url.replace(`:${port}/`, `:${gate.port}/`), reports: false },
    prepare: nothing,
    async ids() {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const { rows } = await client.query<{ id: string }>('SELECT id FROM hushlog.events')
      await client.end()
      return rows.map(({ id }) => id)
    },
  }
}
