/** Defines the table that the sink needs, and checks one that is there. */
import type { CreateTableCommandInput, TableDescription } from '@aws-sdk/client-dynamodb'
import type { Selector } from '../sink.js'
import type { DynamoDbConnection } from './connect.js'
import { DynamoDbError } from './failure.js'
import { KEY } from './item.js'

/** Indexes by which erasure finds records. Readers use the one by session too. */
export const indexes: Readonly<Record<Selector['field'], string>> = {
  session_id: 'session-id-index',
  user: 'user-index',
}

type Index = NonNullable<CreateTableCommandInput['GlobalSecondaryIndexes']>[number]

/**
 * Readers ask for all attributes of a session's events. A person's events are only ever erased, which needs
 * the keys.
 */
export const indexDefinitions: Readonly<Record<Selector['field'], Index>> = {
  session_id: {
    IndexName: indexes.session_id,
    KeySchema: [{ AttributeName: 'session_id', KeyType: 'HASH' }],
    Projection: { ProjectionType: 'ALL' },
  },
  user: {
    IndexName: indexes.user,
    KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }],
    Projection: { ProjectionType: 'KEYS_ONLY' },
  },
}

export const tableDefinition = (table: string): CreateTableCommandInput => ({
  TableName: table,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: KEY, AttributeType: 'S' },
    { AttributeName: 'session_id', AttributeType: 'S' },
    { AttributeName: 'user', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: KEY, KeyType: 'HASH' }],
  GlobalSecondaryIndexes: Object.values(indexDefinitions),
})

/**
 * Checks the table, since one with another key would refuse every item, and each would become a dead letter.
 *
 * @throws DynamoDbError `WRONG_KEY`, or what DynamoDB says of a table that is not there
 */
export async function checkTable(
  { client, sdk }: DynamoDbConnection,
  table: string,
  signal: AbortSignal,
): Promise<void> {
  const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName: table }), {
    abortSignal: signal,
  })
  if (!hasExpectedKey(Table)) throw new DynamoDbError('WRONG_KEY')
}

export function hasExpectedKey(table: TableDescription | undefined): boolean {
  const [hash, range] = table?.KeySchema ?? []
  const type = table?.AttributeDefinitions?.find(({ AttributeName }) => AttributeName === KEY)
  return hash?.AttributeName === KEY && range === undefined && type?.AttributeType === 'S'
}
