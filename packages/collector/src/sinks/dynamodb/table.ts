/** The table as the sink needs it, and whether one that is there is so. */
import type { CreateTableCommandInput, TableDescription } from '@aws-sdk/client-dynamodb'
import type { Selector } from '../sink.js'
import type { Connection } from './connect.js'
import { DynamoDbError } from './failure.js'
import { KEY } from './item.js'

/** What a record is found by for erasure; the one by session is also for readers. */
export const indexes: Readonly<Record<Selector['field'], string>> = {
  session_id: 'session-id-index',
  user: 'user-index',
}

type Index = NonNullable<CreateTableCommandInput['GlobalSecondaryIndexes']>[number]

/** Readers ask for a session's events; a person's are only ever removed, for which the key is enough. */
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
 * In a table with another key every item would be refused, and be taken for refused by itself.
 * @throws `WRONG_KEY`, or what DynamoDB says of a table that is not there.
 */
export async function checkTable(
  { client, aws }: Connection,
  table: string,
  signal: AbortSignal,
): Promise<void> {
  const { Table } = await client.send(new aws.DescribeTableCommand({ TableName: table }), {
    abortSignal: signal,
  })
  if (!hasOurKey(Table)) throw new DynamoDbError('WRONG_KEY')
}

export function hasOurKey(table: TableDescription | undefined): boolean {
  const [hash, range] = table?.KeySchema ?? []
  const type = table?.AttributeDefinitions?.find(({ AttributeName }) => AttributeName === KEY)
  return hash?.AttributeName === KEY && range === undefined && type?.AttributeType === 'S'
}
