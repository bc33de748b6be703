/**
 * Reads events as pages write them by hand and completes them to events of the catalogue. A body is one object, a list or a
 * batch. Missing ids, times and versions are filled in; `data` may hold the fields; an event whose name the catalogue does
 * not have becomes a `custom` event with the other fields as its properties.
 */
import { isObject } from '@hushlog/base'
import { envelopeFields, isEventName, SCHEMA_VERSION } from '@hushlog/schema'
import { ulid } from 'ulid'
import { parseInstant } from '../runtime/instant.js'
import { checkCount, type Format, type ParsedBatch, parseBody, parseLines } from './parse.js'

type EventFields = Readonly<Record<string, unknown>>

const envelope: ReadonlySet<string> = new Set(envelopeFields.map(({ name }) => name))

const asCustom = (name: string, fields: EventFields): EventFields => {
  const own: [string, unknown][] = []
  const properties: [string, unknown][] = []
  for (const entry of Object.entries(fields)) (envelope.has(entry[0]) ? own : properties).push(entry)
  return { ...Object.fromEntries(own), event: 'custom', name, properties: Object.fromEntries(properties) }
}

/**
 * Leaves what is not an object for validation to reject.
 *
 * @param time milliseconds since the epoch, by the collector's clock
 * @param clientTime the same moment by the client's clock, which is corrected later
 */
const complete = (value: unknown, time: number, clientTime: number): unknown => {
  if (!isObject(value)) return value
  const { data, ...rest } = value
  const fields: EventFields = isObject(data) ? { ...data, ...rest } : value
  const { event } = fields
  const known = typeof event !== 'string' || isEventName(event) ? fields : asCustom(event, fields)
  return {
    ...known,
    id: known.id ?? ulid(time),
    ts: known.ts ?? new Date(clientTime).toISOString(),
    schema_version: known.schema_version ?? SCHEMA_VERSION,
  }
}

const parseJson = (body: Buffer): ParsedBatch => {
  const value = parseBody(body)
  if (Array.isArray(value)) return { events: value, sentAt: undefined }
  return isObject(value) && Array.isArray(value.events)
    ? { events: value.events, sentAt: value.sent_at }
    : { events: [value], sentAt: undefined }
}

/** @throws Problem `malformed_body` or `body_too_large`. */
export const parsePageEvents = (body: Buffer, format: Format, now: () => number): ParsedBatch => {
  const { events, sentAt } =
    format === 'ndjson' ? { events: parseLines(body), sentAt: undefined } : parseJson(body)
  const time = now()
  const clientTime = (typeof sentAt === 'string' ? parseInstant(sentAt) : undefined) ?? time
  return { events: checkCount(events).map((event) => complete(event, time, clientTime)), sentAt }
}
