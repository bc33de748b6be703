/**
 * Reads events as pages write them by hand and completes them to events of the catalogue. A body is one object, a list or a
 * batch. Missing ids, times and versions are filled in; `data` may hold the fields; an event whose name the catalogue does
 * not have becomes a `custom` event with the other fields as its properties.
 */
import { isObject } from '@hushlog/base'
import { envelopeFields, isEventName, SCHEMA_VERSION } from '@hushlog/schema'
import { ulid } from 'ulid'
import { checkCount, type Format, parseBody, parseLines } from './parse.js'

type EventFields = Readonly<Record<string, unknown>>

const envelope: ReadonlySet<string> = new Set(envelopeFields.map(({ name }) => name))

const asCustom = (name: string, fields: EventFields): EventFields => {
  const own: [string, unknown][] = []
  const properties: [string, unknown][] = []
  for (const entry of Object.entries(fields)) (envelope.has(entry[0]) ? own : properties).push(entry)
  return { ...Object.fromEntries(own), event: 'custom', name, properties: Object.fromEntries(properties) }
}

/** Leaves what is not an object for validation to reject. */
const complete = (value: unknown, now: () => number): unknown => {
  if (!isObject(value)) return value
  const { data, ...rest } = value
  const fields: EventFields = isObject(data) ? { ...data, ...rest } : value
  const { event } = fields
  const known = typeof event !== 'string' || isEventName(event) ? fields : asCustom(event, fields)
  const time = now()
  return {
    ...known,
    id: known.id ?? ulid(time),
    ts: known.ts ?? new Date(time).toISOString(),
    schema_version: known.schema_version ?? SCHEMA_VERSION,
  }
}

const eventsOf = (body: Buffer): readonly unknown[] => {
  const value = parseBody(body)
  if (Array.isArray(value)) return value
  return isObject(value) && Array.isArray(value.events) ? value.events : [value]
}

/** @throws Problem `malformed_body` or `body_too_large`. */
export const parsePageEvents = (body: Buffer, format: Format, now: () => number): readonly unknown[] => {
  const events = format === 'ndjson' ? parseLines(body) : checkCount(eventsOf(body))
  return events.map((event) => complete(event, now))
}
