/**
 * Turns a line of an NDJSON export into the event that was stored, for keys that may backfill. An export has a column for
 * each field: members of an object are columns of their own, and lists and maps are JSON texts. What the collector added
 * is no unknown field of such an event: what it found and removed then stays with the event, and the rest is added anew.
 */
import { isObject } from '@hushlog/base'
import { collectorFields, envelopeFields, eventNames, events } from '@hushlog/schema'
import { contextFields } from '@hushlog/schema/fields'

/** Holds what the collector once said of an event, if it did. */
export interface StoredRemarks {
  readonly collector_redactions?: string
  readonly collector_removed_fields?: number
}

export interface RestoredEvent {
  readonly event: unknown
  readonly remarks: StoredRemarks
}

interface Column {
  readonly object: string
  readonly member: string
}

const allFields = [...envelopeFields, ...eventNames.flatMap((name) => events[name].fields)]
const columns: ReadonlyMap<string, Column> = new Map(
  allFields.flatMap(({ name: object, fields = [] }) =>
    fields.map(({ name: member }) => [`${object}_${member}`, { object, member }] as const),
  ),
)
const jsonTexts: ReadonlySet<string> = new Set(
  allFields.filter(({ type }) => type === 'array' || type === 'map').map(({ name }) => name),
)
const added: ReadonlySet<string> = new Set(collectorFields.map(({ name }) => name))

const redactions = contextFields.find(({ name }) => name === 'redactions')
const COUNTS = new RegExp(redactions?.kind === 'plain' ? redactions.pattern : '$^')

const remarksOf = (line: Readonly<Record<string, unknown>>): StoredRemarks => {
  const { collector_redactions: counts, collector_removed_fields: removed } = line
  return {
    ...(typeof counts === 'string' && COUNTS.test(counts) && { collector_redactions: counts }),
    ...(Number.isSafeInteger(removed) &&
      Number(removed) > 0 && { collector_removed_fields: Number(removed) }),
  }
}

/** Leaves what is no JSON for validation to judge. */
const parseText = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

export function restoreEvent(line: unknown): RestoredEvent {
  if (!isObject(line)) return { event: line, remarks: {} }
  const event = new Map<string, unknown>()
  const objects = new Map<string, Map<string, unknown>>()
  for (const [name, value] of Object.entries(line)) {
    const column = columns.get(name)
    if (added.has(name)) continue
    if (column === undefined) event.set(name, jsonTexts.has(name) ? parseText(value) : value)
    else {
      const members = objects.get(column.object) ?? new Map<string, unknown>()
      objects.set(column.object, members.set(column.member, value))
    }
  }
  for (const [name, members] of objects) {
    const sent = event.get(name)
    if (sent === undefined || isObject(sent)) event.set(name, { ...Object.fromEntries(members), ...sent })
  }
  return { event: Object.fromEntries(event), remarks: remarksOf(line) }
}
