/**
 * Removes a session's or a person's items, found through an index. An index follows its table after a moment, so
 * it is asked again until it has nothing left at a time when it must know the last write.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ErasureCount, Selector } from '../sink.js'
import type { Connection } from './connect.js'
import { DynamoDbError, isInvalid } from './failure.js'
import { KEY } from './item.js'
import { belongsTo } from './key.js'
import { indexes } from './table.js'

const BATCH_ITEMS = 25
/** Of a partition key. */
const KEY_BYTES = 2048
/** Milliseconds between two tries for what DynamoDB leaves unprocessed, and between two looks at the index. */
const PAUSE = 200
/** About 10 seconds of being told to wait; then the whole erasure waits for its next attempt. */
const TRIES = 50

export interface Erasure {
  readonly table: string
  readonly selector: Selector
  /** Epoch milliseconds from which on the indexes know every write. */
  readonly settledAt: number
  readonly signal: AbortSignal
}

export async function eraseItems(connection: Connection, erasure: Erasure): Promise<ErasureCount> {
  const erased = new Set<string>()
  // What an index cannot hold as a key it has not, and asking for it is an error.
  for (const value of erasure.selector.values)
    if (value !== '' && Buffer.byteLength(value) <= KEY_BYTES)
      await eraseValue(connection, erasure, value, erased)
  return { records: erased.size }
}

async function eraseValue(
  connection: Connection,
  erasure: Erasure,
  value: string,
  erased: Set<string>,
): Promise<void> {
  for (;;) {
    const began = Date.now()
    let found = 0
    for await (const keys of findKeys(connection, erasure, value)) {
      await deleteKeys(connection, erasure, keys)
      for (const key of keys) erased.add(key)
      found += keys.length
    }
    if (found === 0 && began >= erasure.settledAt) return
    await sleep(PAUSE, undefined, { signal: erasure.signal })
  }
}

async function* findKeys(
  { client, aws }: Connection,
  { table, selector, signal }: Erasure,
  value: string,
): AsyncGenerator<string[]> {
  const pages = aws.paginateQuery(
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
    // The only thing of this query that can be invalid is the index.
    throw isInvalid(thrown) ? new DynamoDbError('MISSING_INDEX') : thrown
  }
}

async function deleteKeys(
  { client, aws }: Connection,
  { table, signal }: Erasure,
  keys: readonly string[],
): Promise<void> {
  for (let from = 0; from < keys.length; from += BATCH_ITEMS) {
    let rest = keys.slice(from, from + BATCH_ITEMS)
    for (let tries = 0; rest.length > 0; tries++) {
      if (tries === TRIES) throw new DynamoDbError('THROTTLED')
      if (tries > 0) await sleep(PAUSE, undefined, { signal })
      const requests = rest.map((key) => ({ DeleteRequest: { Key: { [KEY]: { S: key } } } }))
      const { UnprocessedItems } = await client.send(
        new aws.BatchWriteItemCommand({ RequestItems: { [table]: requests } }),
        { abortSignal: signal },
      )
      const left = new Set(
        UnprocessedItems?.[table]?.map(({ DeleteRequest }) => DeleteRequest?.Key?.[KEY]?.S),
      )
      rest = rest.filter((key) => left.has(key))
    }
  }
}
