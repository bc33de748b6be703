/**
 * The DynamoDB sink: one item per event, under a key made from the event alone, so that whatever comes twice
 * replaces itself. Items expire by the table's time to live, which DynamoDB applies without us.
 */
import type { AwsConfig } from '../../config/config.js'
import type { StoredRecord } from '../../log/log.js'
import type { BatchPolicy, Sink, SinkFailure } from '../sink.js'
import { type Connection, connect } from './connect.js'
import { eraseItems } from './erase.js'
import { DynamoDbError, withoutMessage } from './failure.js'
import { type EventItem, toItem } from './item.js'
import { checkTable } from './table.js'
import { createWriter } from './write.js'

export interface DynamoDbOptions {
  readonly name: string
  readonly aws: AwsConfig
  readonly table: string
  readonly ttlDays: number
  /** Milliseconds after the last write until the indexes are taken to be up to date. Default 5,000. */
  readonly indexSettleTime?: number
}

const policy: BatchPolicy = {
  records: 500,
  bytes: 8 * 1024 * 1024,
  linger: 0,
  timeout: 60_000,
  claim: false,
}

/** An index follows its table "within a fraction of a second" by Amazon's documentation; this leaves room. */
const INDEX_SETTLE_TIME = 5000

export function createDynamoDbSink(options: DynamoDbOptions): Sink {
  const { table, ttlDays, indexSettleTime = INDEX_SETTLE_TIME } = options
  let connection: Connection | undefined
  /** Also of a write before a restart, which may have been a moment ago. */
  let lastWrite = 0

  const opened = (): Connection => {
    if (connection === undefined) throw new DynamoDbError('CLOSED')
    return connection
  }

  return {
    name: options.name,
    type: 'dynamodb',
    policy,
    async open(signal) {
      signal.throwIfAborted()
      const opening = connection ?? (await connect(options.aws))
      try {
        await checkTable(opening, table, signal)
      } catch (thrown) {
        if (connection === undefined) opening.close()
        signal.throwIfAborted()
        throw withoutMessage(thrown)
      }
      connection = opening
      lastWrite = Date.now()
    },
    async write(batch, signal) {
      signal.throwIfAborted()
      const write = createWriter(opened(), table, signal)
      const failed: { index: number; code: SinkFailure }[] = []
      const items = new Map<string, EventItem>()
      const keys = batch.records.map((record, index) => {
        const item = read(record, ttlDays)
        if (typeof item === 'string') {
          failed.push({ index, code: item })
          return undefined
        }
        items.set(item.key, item) // an id that comes twice in a batch is the same event
        return item.key
      })
      try {
        const codes = await write([...items.values()])
        for (const [index, key] of keys.entries()) {
          const code = key === undefined ? undefined : codes.get(key)
          if (code !== undefined) failed.push({ index, code })
        }
      } catch (thrown) {
        signal.throwIfAborted()
        throw withoutMessage(thrown)
      } finally {
        lastWrite = Date.now()
      }
      return { failed: failed.sort((a, b) => a.index - b.index) }
    },
    async erase(selector, signal) {
      signal.throwIfAborted()
      try {
        return await eraseItems(opened(), {
          table,
          selector,
          settledAt: lastWrite + indexSettleTime,
          signal,
        })
      } catch (thrown) {
        signal.throwIfAborted()
        throw withoutMessage(thrown)
      }
    },
    async close() {
      connection?.close()
      connection = undefined
    },
  }
}

function read(record: StoredRecord, ttlDays: number): EventItem | 'rejected' | 'too_large' {
  try {
    return toItem(record, ttlDays) ?? 'too_large'
  } catch {
    return 'rejected' // not one JSON object
  }
}
