/**
 * Makes the document of an event: `timestamp` beside `ts`, the fields of the catalogue and no others, so that
 * no name that came in can become a field of an index or make OpenSearch refuse the document.
 */
import { isObject } from '@hushlog/base'
import { opensearchIndex, tables } from '@hushlog/schema/tables'
import type { StoredRecord } from '../../log/log.js'

export interface EventDocument {
  readonly index: string
  /** Holds one line of JSON. */
  readonly source: string
}

/** Holds fields by name. A field that is an object has fields of its own. */
type FieldTree = Map<string, FieldTree | true>

interface DocumentType {
  /** Names the daily indices, without the prefix and the day. */
  readonly index: string
  readonly fields: FieldTree
}

const typesByEvent: ReadonlyMap<string, DocumentType> = new Map(
  tables.flatMap((table) => {
    const fields: FieldTree = new Map()
    for (const { path } of table.columns) {
      let level = fields
      for (const name of path.slice(0, -1)) {
        const found = level.get(name)
        const inner: FieldTree = found instanceof Map ? found : new Map()
        level.set(name, inner)
        level = inner
      }
      level.set(path[path.length - 1] ?? '', true)
    }
    const type = { index: opensearchIndex(table.name), fields }
    return table.events.map((event): [string, DocumentType] => [event, type])
  }),
)

function pickFields(value: Readonly<Record<string, unknown>>, fields: FieldTree): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const [name, inner] of fields) {
    if (!Object.hasOwn(value, name)) continue
    const field = value[name]
    picked[name] = inner instanceof Map && isObject(field) ? pickFields(field, inner) : field
  }
  return picked
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** @returns undefined when the bytes are no JSON object */
export function parseEvent(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(utf8.decode(bytes))
    return isObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** Returns `YYYY.MM.DD` of an event time in UTC. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll('-', '.')

/**
 * Returns the daily index of a record. The event time decides, so that a record that comes again goes to the
 * same one.
 *
 * @returns undefined for a record of no type of the catalogue
 */
export function indexOf({ event, time }: StoredRecord, indexPrefix: string): string | undefined {
  const type = typesByEvent.get(event)
  return type && `${indexPrefix}${type.index}-${dayOf(time)}`
}

/** @returns undefined for a record that is no event of the catalogue */
export function toDocument(record: StoredRecord, indexPrefix: string): EventDocument | undefined {
  const type = typesByEvent.get(record.event)
  const index = indexOf(record, indexPrefix)
  const event = index && parseEvent(record.bytes)
  if (type === undefined || index === undefined || !event) return undefined
  return { index, source: JSON.stringify({ timestamp: event.ts, ...pickFields(event, type.fields) }) }
}
