/**
 * Names the columns that the event list and the course of a session may show: those of the classes `plain`,
 * `label` and `url`, numbers, booleans and times. Text, persons and agents are never among them.
 */
import { envelopeFields, events, type FieldDescription } from '@hushlog/schema'
import type { Row } from '../../sinks/report-store.js'
import { usageEvents } from '../catalogue/index.js'

/** Each of these is a member of its own in an answer, and not among the fields. */
const ENVELOPE = ['id', 'event', 'tenant_id', 'env', 'ts', 'received_at', 'session_id'] as const
/** The version says nothing: there is one. */
const LEFT_OUT: ReadonlySet<string> = new Set([...ENVELOPE, 'schema_version'])

interface ShownField {
  /** The name of the field in an event, such as `decision.department`. */
  readonly path: string
  readonly column: string
  /** The column holds a list or a map as JSON. */
  readonly isJson: boolean
}

const mayBeShown = ({ privacy }: FieldDescription): boolean => privacy !== 'text' && privacy !== 'subject'

const shownOf = (fields: readonly FieldDescription[]): readonly ShownField[] =>
  fields.flatMap((field) =>
    (
      field.fields?.map((inner) => ({ path: [field.name, inner.name], inner })) ?? [
        { path: [field.name], inner: field },
      ]
    )
      .filter(({ inner, path }) => mayBeShown(inner) && !LEFT_OUT.has(path.join('_')))
      .map(({ inner, path }) => ({
        path: path.join('.'),
        column: path.join('_'),
        isJson: inner.type === 'array' || inner.type === 'map',
      })),
  )

export const shownFields: readonly ShownField[] = [
  ...new Map(
    [envelopeFields, ...usageEvents.map((name) => events[name].fields)]
      .flatMap(shownOf)
      .map((field) => [field.column, field]),
  ).values(),
]

export const shownColumns: readonly string[] = [...ENVELOPE, ...shownFields.map(({ column }) => column)]

/** An event without what people said and who they are. */
export interface ListedEvent {
  readonly id: string
  readonly event: string
  readonly tenant: string
  readonly env: string
  readonly ts: string
  readonly received_at: string
  readonly session_id: string | null
  /** What else the event says, by the names of its fields. */
  readonly fields: Readonly<Record<string, unknown>>
}

const cellOf = (row: Row, { column, isJson }: ShownField): unknown => {
  const value = row[column] ?? null
  return isJson && typeof value === 'string' ? (JSON.parse(value) as unknown) : value
}

export const toListedEvent = (row: Row): ListedEvent => ({
  id: String(row.id),
  event: String(row.event),
  tenant: String(row.tenant_id),
  env: String(row.env),
  ts: String(row.ts),
  received_at: String(row.received_at),
  session_id: typeof row.session_id === 'string' ? row.session_id : null,
  fields: Object.fromEntries(
    shownFields.flatMap((field) => {
      const value = cellOf(row, field)
      return value === null ? [] : [[field.path, value]]
    }),
  ),
})
