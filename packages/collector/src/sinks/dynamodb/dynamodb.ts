/**
 * The DynamoDB sink: one item per event, under a key made from the event alone, so that an event that comes
 * twice replaces itself. DynamoDB removes old items itself, by the table's time to live.
 */
import { SECOND } from '@hushlog/base'
import type { AwsConfig } from '../../config/config.js'
import type { StoredRecord } from '../../log/log.js'
import type { BatchPolicy, Sink, SinkFailure } from '../sink.js'
import { withReducedErrors } from '../sink-error.js'
import { connectDynamoDb, type DynamoDbConnection } from './connect.js'
import { eraseItems } from './erase.js'
import { DynamoDbError, toDynamoDbError } from './failure.js'
import { type EventItem, toItem } from './item.js'
import { checkTable } from './table.js'
import { writeItems } from './write.js'

export interface DynamoDbOptions {
  readonly name: string
  readonly aws: AwsConfig
  readonly table: string
  readonly ttlDays: number
  /** The indexes know a write after this many milliseconds. The default is 5,000. */
  readonly indexSettleTime?: number
}

const policy: BatchPolicy = {
  records: 500,
  bytes: 8 * 1024 * 1024,
  linger: 0,
  timeout: 60 * SECOND,
  claim: false,
}

/**
 * Amazon's documentation says that an index follows its table "within a fraction of a second"; this leaves a
 * margin.
 */
const INDEX_SETTLE_TIME = 5 * SECOND

export function createDynamoDbSink(options: DynamoDbOptions): Sink {
  const { table, ttlDays, indexSettleTime = INDEX_SETTLE_TIME } = options
  let connection: DynamoDbConnection | undefined
  /** Opening sets it too, since a write may have come right before a restart. It is in epoch milliseconds. */
  let lastWriteAt = 0

  const run = <T>(signal: AbortSignal, step: (connection: DynamoDbConnection) => Promise<T>): Promise<T> =>
    withReducedErrors(signal, toDynamoDbError, async () => {
      if (connection === undefined) throw new DynamoDbError('CLOSED')
      return step(connection)
    })

  return {
    name: options.name,
    type: 'dynamodb',
    policy,
    open: (signal) =>
      withReducedErrors(signal, toDynamoDbError, async () => {
        const opening = connection ?? (await connectDynamoDb(options.aws))
        try {
          await checkTable(opening, table, signal)
        } catch (thrown) {
          if (connection === undefined) opening.client.destroy()
          throw thrown
        }
        connection = opening
        lastWriteAt = Date.now()
      }),
    write: (batch, signal) =>
      run(signal, async (opened) => {
        const failed: { index: number; code: SinkFailure }[] = []
        // An id that comes twice in a batch is the same event.
        const items = new Map<string, EventItem>()
        const keys = batch.records.map((record, index) => {
          const item = parseItem(record, ttlDays)
          if (typeof item === 'string') {
            failed.push({ index, code: item })
            return undefined
          }
          items.set(item.key, item)
          return item.key
        })
        try {
          const codes = await writeItems(opened, table, [...items.values()], signal)
          for (const [index, key] of keys.entries()) {
            const code = key === undefined ? undefined : codes.get(key)
            if (code !== undefined) failed.push({ index, code })
          }
        } finally {
          lastWriteAt = Date.now()
        }
        return { failed: failed.sort((a, b) => a.index - b.index) }
      }),
    erase: (selector, signal) =>
      run(signal, (opened) =>
        eraseItems(opened, { table, selector, settledAt: lastWriteAt + indexSettleTime, signal }),
      ),
    async close() {
      connection?.client.destroy()
      connection = undefined
    },
  }
}

function parseItem(record: StoredRecord, ttlDays: number): EventItem | 'rejected' | 'too_large' {
  try {
    return toItem(record, ttlDays) ?? 'too_large'
  } catch {
    // The record is not one JSON object.
    return 'rejected'
  }
}
