/**
 * The document of an event: the fields of the catalogue and no others, so that no name that came in can become a
 * field of an index or make OpenSearch refuse the whole, and `timestamp` beside `ts`.
 */
import { opensearchIndex, tables } from '@hushlog/schema/tables'
import type { StoredRecord } from '../../log/log.js'

export interface Document {
  readonly index: string
  /** One line of JSON. */
  readonly source: string
}

type Fields = Map<string, Fields | true>

interface Place {
  readonly index: string
  readonly fields: Fields
}

const places: ReadonlyMap<string, Place> = new Map(
  tables.flatMap((table) => {
    const fields: Fields = new Map()
    for (const { path } of table.columns) {
      let level = fields
      for (const name of path.slice(0, -1)) {
        const next = level.get(name)
        const inner: Fields = next instanceof Map ? next : new Map()
        level.set(name, inner)
        level = inner
      }
      level.set(path[path.length - 1] ?? '', true)
    }
    const place = { index: opensearchIndex(table.name), fields }
    return table.events.map((event): [string, Place] => [event, place])
  }),
)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function pick(value: Readonly<Record<string, unknown>>, fields: Fields): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const [name, inner] of fields) {
    if (!Object.hasOwn(value, name)) continue
    const at = value[name]
    picked[name] = inner instanceof Map && isObject(at) ? pick(at, inner) : at
  }
  return picked
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Undefined when the bytes are no JSON object. */
export function parseEvent(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(utf8.decode(bytes))
    return isObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** `YYYY.MM.DD` of an event time, UTC. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll('-', '.')

/** The index comes from the event time, so that a record that comes again goes where it went before. */
export function toDocument(record: StoredRecord, indexPrefix: string): Document | undefined {
  const place = places.get(record.event)
  const event = place && parseEvent(record.bytes)
  if (place === undefined || event === undefined) return undefined
  return {
    index: `${indexPrefix}${place.index}-${dayOf(record.time)}`,
    source: JSON.stringify({ timestamp: event.ts, ...pick(event, place.fields) }),
  }
}
