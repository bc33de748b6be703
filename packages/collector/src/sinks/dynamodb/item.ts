/**
 * Converts an event to an item. It has the attributes that readers of the table rely on, and all other fields
 * by name.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { DAY, isObject, SECOND } from '@hushlog/base'
import type { StoredRecord } from '../../log/log.js'
import { sizeOf, toAttributes } from './attribute.js'
import { keyOf } from './key.js'

export interface EventItem {
  readonly key: string
  readonly item: Record<string, AttributeValue>
  /** The size of the event's JSON, which is close to what the item takes in a request. */
  readonly bytes: number
}

/** The setup creates the table with these attributes. */
export const KEY = 'interaction_id'
export const TTL = 'ttl'

/**
 * The names and values of an item have at most this many bytes:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const MAX_ITEM = 400 * 1024

/**
 * @returns undefined when the item is larger than DynamoDB takes
 * @throws when the record is not a JSON object
 */
export function toItem(record: StoredRecord, ttlDays: number): EventItem | undefined {
  const { event, ts, ...fields } = parse(record.bytes)
  const key = keyOf(record, fields)
  const item: Record<string, AttributeValue> = {
    ...toAttributes(fields),
    [KEY]: { S: key },
    timestamp: { S: typeof ts === 'string' ? ts : new Date(record.time).toISOString() },
    event_type: { S: record.event },
    [TTL]: { N: String(Math.floor((record.time + ttlDays * DAY) / SECOND)) },
  }
  return sizeOf(item) > MAX_ITEM ? undefined : { key, item, bytes: record.bytes.length }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const body: unknown = JSON.parse(decoder.decode(bytes))
  if (!isObject(body)) throw new TypeError('not an object')
  return body
}
