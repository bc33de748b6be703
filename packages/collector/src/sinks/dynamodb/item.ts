/** An event as an item: the attributes that the table is known by, and every other field under its own name. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { StoredRecord } from '../../log/log.js'
import { sizeOf, toAttributes } from './attribute.js'
import { keyOf } from './key.js'

export interface EventItem {
  readonly key: string
  readonly item: Record<string, AttributeValue>
  /** Of the event's JSON: close to what the request takes. */
  readonly bytes: number
}

/** Names of the table that setup makes; readers of the table rely on them. */
export const KEY = 'interaction_id'
export const TTL = 'ttl'

/** Of one item, names and values. */
const ITEM_BYTES = 400 * 1024
const DAY_SECONDS = 86_400

/** Undefined when the item is larger than DynamoDB takes. @throws when the record is not a JSON object. */
export function toItem(record: StoredRecord, ttlDays: number): EventItem | undefined {
  const { event, ts, ...fields } = parse(record.bytes)
  const key = keyOf(record, fields)
  const item: Record<string, AttributeValue> = {
    ...toAttributes(fields),
    [KEY]: { S: key },
    timestamp: { S: typeof ts === 'string' ? ts : new Date(record.time).toISOString() },
    event_type: { S: record.event },
    [TTL]: { N: String(Math.floor(record.time / 1000) + ttlDays * DAY_SECONDS) },
  }
  return sizeOf(item) > ITEM_BYTES ? undefined : { key, item, bytes: record.bytes.length }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const body: unknown = JSON.parse(decoder.decode(bytes))
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TypeError('not an object')
  return body as Readonly<Record<string, unknown>>
}
