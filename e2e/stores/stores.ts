/**
 * The stores of all sinks: how the collector is configured to write to each, through a gate, and how
 * everything in it is read without the collector's code.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  type AttributeValue,
  DeleteTableCommand,
  DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3'
import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import type { ProvidedContext } from 'vitest'
import { createHttpGate, createTcpGate, type Gate } from './gate.js'
import type { StoredEvent } from './read-stores.js'

type Server<K extends keyof ProvidedContext> = Exclude<ProvidedContext[K], { readonly reason: string }>

/** A summary of a session that a store keeps beside the events. */
export type Summary = Readonly<Record<string, unknown>>

export interface Store {
  /** The name of the sink in the configuration. */
  readonly name: string
  /** The readers of the log that write to the store, when there are more than the sink itself. */
  readonly readers?: readonly string[]
  readonly version: string
  readonly gate: Gate
  readonly sink: Readonly<Record<string, unknown>>
  /** Makes what a user has to make before the first start, beside `hushlog setup`. */
  prepare(): Promise<void>
  /** Reads every stored event, as often as it is stored. */
  events(): Promise<StoredEvent[]>
  /** Reads the summaries of sessions, where the store has a document for each session. */
  sessions?(): Promise<Summary[]>
  /** Removes everything that the store made. */
  remove(): Promise<void>
}

const nothing = async (): Promise<void> => undefined

/** @param place the name of a bucket that does not exist yet */
export async function minioStore(
  server: Server<'minio'>,
  place: string,
  format: 'jsonl' | 'parquet' = 'jsonl',
): Promise<Store> {
  const { region, port, endpoint, version, accessKeyId, secretAccessKey } = server
  const gate = await createHttpGate(port, {
    status: 503,
    type: 'application/xml',
    body: '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>slow</Message></Error>',
  })
  const credentials = { accessKeyId, secretAccessKey }
  const client = new S3Client({ region, endpoint, forcePathStyle: true, credentials })

  async function* objects(): AsyncGenerator<{ readonly key: string; readonly bytes: Uint8Array }> {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: place }))
      for (const { Key = '' } of page.Contents ?? []) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: place, Key }))
        yield { key: Key, bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() }
      }
  }

  return {
    name: format === 'jsonl' ? 's3' : 's3-parquet',
    version: `MinIO ${version}`,
    gate,
    sink: {
      type: 's3',
      ...(format === 'parquet' && { name: 's3-parquet', format }),
      bucket: place,
      region,
      endpoint: `http://127.0.0.1:${gate.port}`,
      access_key_id: accessKeyId,
      secret_access_key: secretAccessKey,
      roll_seconds: 1,
    },
    async prepare() {
      await client.send(new CreateBucketCommand({ Bucket: place }))
    },
    async events() {
      const events: StoredEvent[] = []
      for await (const { bytes } of objects())
        events.push(...(format === 'jsonl' ? readLines(bytes) : await readParquet(bytes)))
      return events
    },
    async remove() {
      for await (const { key } of objects())
        await client.send(new DeleteObjectCommand({ Bucket: place, Key: key }))
      await client.send(new DeleteBucketCommand({ Bucket: place }))
    },
  }
}

const readLines = (bytes: Uint8Array): StoredEvent[] =>
  gunzipSync(bytes)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as StoredEvent)

async function readParquet(bytes: Uint8Array): Promise<StoredEvent[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hushlog-parquet-'))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await writeFile(join(folder, 'object.parquet'), bytes)
    const reader = await connection.runAndReadAll('SELECT * FROM read_parquet($1)', [
      join(folder, 'object.parquet'),
    ])
    return reader.getRowObjectsJson() as unknown as StoredEvent[]
  } finally {
    connection.closeSync()
    instance.closeSync()
    await rm(folder, { recursive: true })
  }
}

/** @param place the name of a table, which `hushlog setup` makes */
export async function dynamoDbStore(server: Server<'dynamodb'>, place: string): Promise<Store> {
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
    name: 'dynamodb',
    version: `DynamoDB ${version}`,
    gate,
    sink: {
      type: 'dynamodb',
      table: place,
      region,
      endpoint: `http://127.0.0.1:${gate.port}`,
      access_key_id: accessKeyId,
      secret_access_key: secretAccessKey,
    },
    prepare: nothing,
    async events() {
      const events: StoredEvent[] = []
      for await (const { Items = [] } of paginateScan({ client }, { TableName: place, ConsistentRead: true }))
        events.push(...Items.map(toEvent))
      return events
    },
    async remove() {
      await client.send(new DeleteTableCommand({ TableName: place }))
    },
  }
}

/** Reads an item's attributes; those that are no strings stay in DynamoDB's form. */
const toEvent = (item: Readonly<Record<string, AttributeValue>>): StoredEvent => ({
  ...Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S ?? value])),
  id: item.id?.S ?? '',
})

interface Hit {
  readonly _index: string
  readonly _source: StoredEvent
}

/** @param prefix the prefix of all indices */
export async function openSearchStore(server: Server<'opensearch'>, prefix: string): Promise<Store> {
  const { port, url, version } = server
  const gate = await createHttpGate(port, {
    status: 429,
    type: 'application/json',
    body: JSON.stringify({ error: { type: 'circuit_breaking_exception' }, status: 429 }),
  })
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return (await response.json()) as { _scroll_id?: string; hits?: { hits: Hit[] } }
  }
  const documents = async (indices: string) => {
    await ask('POST', `/${indices}/_refresh`)
    const found: Hit[] = []
    let page = await ask('POST', `/${indices}/_search?scroll=1m`, { size: 5000 })
    while ((page.hits?.hits.length ?? 0) > 0) {
      found.push(...(page.hits?.hits ?? []))
      page = await ask('POST', '/_search/scroll', { scroll: '1m', scroll_id: page._scroll_id })
    }
    return found.map(({ _source }) => _source)
  }
  return {
    name: 'opensearch',
    readers: ['opensearch', 'opensearch-sessions'],
    version: `OpenSearch ${version}`,
    gate,
    sink: {
      type: 'opensearch',
      node: `http://127.0.0.1:${gate.port}`,
      ...(prefix !== '' && { index_prefix: prefix }),
    },
    prepare: nothing,
    events: () => documents(`${prefix}request-events-*,${prefix}hushlog-events-*`),
    sessions: () => documents(`${prefix}session-summaries`),
    async remove() {
      const response = await fetch(`${url}/_cat/indices/${prefix}*?format=json&h=index`)
      for (const { index } of (await response.json()) as { index: string }[]) await ask('DELETE', `/${index}`)
      await ask('DELETE', `/_index_template/${prefix}*`)
    },
  }
}

/** @param place the name of a schema, which `hushlog setup` makes */
export async function postgresStore(server: Server<'postgres'>, place: string): Promise<Store> {
  const { port, url, version } = server
  const gate = await createTcpGate(port)
  const query = async (sql: string, values: string[] = []) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query<{ name: string; row: StoredEvent }>(sql, values)).rows
    } finally {
      await client.end()
    }
  }
  return {
    name: 'postgres',
    version: `PostgreSQL ${version}`,
    gate,
    sink: {
      type: 'postgres',
      url: url.replace(`:${port}/`, `:${gate.port}/`),
      schema: place,
      reports: false,
    },
    prepare: nothing,
    async events() {
      const tables = await query(
        `SELECT table_name AS name FROM information_schema.tables
         WHERE table_schema = $1 AND table_type = 'BASE TABLE'`,
        [place],
      )
      const rows = await Promise.all(
        tables.map(({ name }) => query(`SELECT row_to_json(t) AS row FROM "${place}"."${name}" t`)),
      )
      return rows.flat().map(({ row }) => row)
    },
    async remove() {
      await query(`DROP SCHEMA IF EXISTS "${place}" CASCADE`)
    },
  }
}
