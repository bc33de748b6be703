/** Creates a table for a test as the setup does, and reads it without the sink. */
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  paginateScan,
  QueryCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb'
import type { AwsConfig } from '../../config/config.js'
import type { Sink } from '../sink.js'
import type { AwsServer } from '../test-server.fixture.js'
import { toAttributes } from './attribute.js'
import { createDynamoDbSink, type DynamoDbOptions } from './dynamodb.js'
import { setUpDynamoDb } from './setup.js'

export type Plain = Readonly<Record<string, unknown>>

export interface TestTable {
  readonly name: string
  options(): DynamoDbOptions
  sink(): Sink
  items(): Promise<Plain[]>
  count(): Promise<number>
  bySession(session: string): Promise<Plain[]>
  /** Writes an item as it is. */
  put(item: Plain): Promise<void>
  /** Creates a table with another key. */
  createOther(): Promise<string>
  dropIndex(index: string): Promise<void>
  remove(): Promise<void>
}

let tables = 0

export const awsOf = (server: AwsServer, endpoint = server.endpoint): AwsConfig => ({
  region: server.region,
  endpoint,
  accessKeyId: server.accessKeyId,
  secretAccessKey: server.secretAccessKey,
  sessionToken: undefined,
})

export const newTableName = (): string => `events-${process.pid}-${++tables}`

/** Reads past the proxy when the sink is given one. */
export async function createTestTable(server: AwsServer, endpoint = server.endpoint): Promise<TestTable> {
  const name = newTableName()
  const aws = awsOf(server)
  const { accessKeyId, secretAccessKey } = server
  const client = new DynamoDBClient({
    region: server.region,
    endpoint: server.endpoint,
    credentials: { accessKeyId, secretAccessKey },
  })
  const others: string[] = []
  await setUpDynamoDb(
    { aws, table: name },
    { dryRun: false, signal: new AbortController().signal, report: () => undefined },
  )

  const options = (): DynamoDbOptions => ({
    name: 'dynamodb',
    aws: awsOf(server, endpoint),
    table: name,
    // The events of tests are old, and the server does remove what has expired.
    ttlDays: 3650,
    indexSettleTime: 0,
  })

  async function items(): Promise<Plain[]> {
    const found: Plain[] = []
    for await (const page of paginateScan({ client }, { TableName: name, ConsistentRead: true }))
      for (const item of page.Items ?? []) found.push(plainItem(item))
    return found
  }

  return {
    name,
    options,
    sink: () => createDynamoDbSink(options()),
    items,
    async count() {
      let count = 0
      for await (const page of paginateScan({ client }, { TableName: name, Select: 'COUNT' }))
        count += page.Count ?? 0
      return count
    },
    async bySession(session) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'session-id-index',
          KeyConditionExpression: 'session_id = :session',
          ExpressionAttributeValues: { ':session': { S: session } },
        }),
      )
      return Items.map(plainItem)
    },
    async put(item) {
      await client.send(new PutItemCommand({ TableName: name, Item: toAttributes(item) }))
    },
    async createOther() {
      const other = newTableName()
      others.push(other)
      await client.send(
        new CreateTableCommand({
          TableName: other,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        }),
      )
      return other
    },
    async dropIndex(index) {
      await client.send(
        new UpdateTableCommand({
          TableName: name,
          GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: index } }],
        }),
      )
      for (let names: unknown[] = [index]; names.includes(index); ) {
        const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
        names = (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName)
      }
    },
    async remove() {
      for (const table of [name, ...others]) await client.send(new DeleteTableCommand({ TableName: table }))
      client.destroy()
    },
  }
}

const plainItem = (item: Readonly<Record<string, AttributeValue>>): Plain =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]))

function plain(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S
  if (value.N !== undefined) return Number(value.N)
  if (value.BOOL !== undefined) return value.BOOL
  if (value.L !== undefined) return value.L.map(plain)
  if (value.M !== undefined) return plainItem(value.M)
  return null
}
