/**
 * Events as pages write them by hand, completed to events of the catalogue: one object, a list or a batch; id,
 * time and version are filled in; `data` may hold the fields; a name that the catalogue does not have becomes
 * a `custom` event with the other fields as its properties.
 */
import { envelopeFields, isEventName, SCHEMA_VERSION } from '@hushlog/schema'
import { ulid } from 'ulid'
import { type Format, limited, parseBody, parseEvents } from './parse.js'

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const envelope: ReadonlySet<string> = new Set(envelopeFields.map(({ name }) => name))

const asCustom = (name: string, fields: Fields): Fields => {
  const own: [string, unknown][] = []
  const properties: [string, unknown][] = []
  for (const entry of Object.entries(fields)) (envelope.has(entry[0]) ? own : properties).push(entry)
  return { ...Object.fromEntries(own), event: 'custom', name, properties: Object.fromEntries(properties) }
}

const complete = (value: unknown, now: () => number): unknown => {
  if (!isFields(value)) return value
  const { data, ...rest } = value
  const fields: Fields = isFields(data) ? { ...data, ...rest } : value
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

export const parsePageEvents = (body: Buffer, format: Format, now: () => number): readonly unknown[] => {
  const list = (): readonly unknown[] => {
    const value = parseBody(body)
    if (Array.isArray(value)) return value
    return isFields(value) && Array.isArray(value.events) ? value.events : [value]
  }
  const events = format === 'ndjson' ? parseEvents(body, format) : limited(list())
  return events.map((event) => complete(event, now))
}
