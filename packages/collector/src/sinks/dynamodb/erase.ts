/**
 * Erases the items of a session or a person, which an index finds. An index follows its table after a moment,
 * so it is asked until it finds nothing at a time when it must know the last write.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { backOff, SECOND } from '@hushlog/base'
import type { ErasureCount, Selector } from '../sink.js'
import type { DynamoDbConnection } from './connect.js'
import { DynamoDbError, isInvalid } from './failure.js'
import { KEY } from './item.js'
import { belongsTo } from './key.js'
import { indexes } from './table.js'
import { BATCH_ITEMS } from './write.js'

/**
 * A partition key has at most this many bytes:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const MAX_KEY = 2048
/** An index is queried again after this many milliseconds. */
const POLL_INTERVAL = 0.2 * SECOND
/**
 * Items that DynamoDB left unprocessed are sent again after a back-off, as its documentation asks. In
 * milliseconds.
 */
const RETRY = { firstMs: 0.1 * SECOND, longestMs: SECOND, shortestMs: 0.05 * SECOND }
/** After this many retries, which take about 10 seconds, the whole erasure waits for its next attempt. */
const MAX_RETRIES = 25

export interface EraseOptions {
  readonly table: string
  readonly selector: Selector
  /** The indexes know every write from this time on, in epoch milliseconds. */
  readonly settledAt: number
  readonly signal: AbortSignal
}

export async function eraseItems(
  connection: DynamoDbConnection,
  options: EraseOptions,
): Promise<ErasureCount> {
  const erased = new Set<string>()
  for (const value of options.selector.values) {
    // An index cannot hold such a key, and a query for it is an error.
    if (value === '' || Buffer.byteLength(value) > MAX_KEY) continue
    await eraseValue(connection, options, value, erased)
  }
  return { records: erased.size }
}

async function eraseValue(
  connection: DynamoDbConnection,
  options: EraseOptions,
  value: string,
  erased: Set<string>,
): Promise<void> {
  for (;;) {
    const startedAt = Date.now()
    let found = 0
    for await (const keys of findKeys(connection, options, value)) {
      await deleteItems(connection, options, keys)
      for (const key of keys) erased.add(key)
      found += keys.length
    }
    if (found === 0 && startedAt >= options.settledAt) return
    await sleep(POLL_INTERVAL, undefined, { signal: options.signal })
  }
}

async function* findKeys(
  { client, sdk }: DynamoDbConnection,
  { table, selector, signal }: EraseOptions,
  value: string,
): AsyncGenerator<string[]> {
  const pages = sdk.paginateQuery(
    { client },
    {
      TableName: table,
      IndexName: indexes[selector.field],
      KeyConditionExpression: '#field = :value',
      ExpressionAttributeNames: { '#field': selector.field, '#key': KEY },
      ExpressionAttributeValues: { ':value': { S: value } },
      ProjectionExpression: '#key',
    },
    { abortSignal: signal },
  )
  try {
    for await (const { Items = [] } of pages)
      yield Items.flatMap((item) => {
        const key = item[KEY]?.S
        return key !== undefined && belongsTo(key, selector.tenantId) ? [key] : []
      })
  } catch (thrown) {
    // Only a missing index can make this query invalid.
    throw isInvalid(thrown) ? new DynamoDbError('MISSING_INDEX') : thrown
  }
}

async function deleteItems(
  { client, sdk }: DynamoDbConnection,
  { table, signal }: EraseOptions,
  keys: readonly string[],
): Promise<void> {
  for (let from = 0; from < keys.length; from += BATCH_ITEMS) {
    let left = keys.slice(from, from + BATCH_ITEMS)
    for (let retries = 0; ; retries++) {
      const requests = left.map((key) => ({ DeleteRequest: { Key: { [KEY]: { S: key } } } }))
      const command = new sdk.BatchWriteItemCommand({ RequestItems: { [table]: requests } })
      const { UnprocessedItems } = await client.send(command, { abortSignal: signal })
      const unprocessed = new Set(
        UnprocessedItems?.[table]?.map(({ DeleteRequest }) => DeleteRequest?.Key?.[KEY]?.S),
      )
      left = left.filter((key) => unprocessed.has(key))
      if (left.length === 0) break
      if (retries === MAX_RETRIES) throw new DynamoDbError('THROTTLED')
      await sleep(backOff(retries, Math.random(), RETRY), undefined, { signal })
    }
  }
}
