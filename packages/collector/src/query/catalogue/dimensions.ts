/**
 * The dimensions by which figures are grouped and filtered, generated from the schema: labels, booleans, closed
 * vocabularies, addresses, hosts, locales and versions. Text, persons and ids are none, so that no answer can
 * show them.
 */
import { type EventName, envelopeFields, eventNames, events, type FieldDescription } from '@hushlog/schema'
import { column, type Operand } from './expression.js'
import { titleOf } from './numbers.js'
import type { SourceName } from './source.js'
import { usageEvents } from './usage-events.js'

export type DimensionType = 'text' | 'boolean' | 'list'

export interface Dimension {
  readonly id: string
  readonly title: string
  readonly type: DimensionType
  readonly description: string
  readonly operand: Operand
  /** Names the events that can have it. */
  readonly events: readonly EventName[]
  /** Names the only source that has it; without it every source has it whose events do. */
  readonly source?: SourceName
}

/** These strings are ids or times: a group for each of them would say nothing, or show a single person. */
const IDS = /(^|_)(id|at)$|^(id|ts|drops|redactions|rules)$/
/** A template is a choice of few, whatever its name. */
const CHOICES: ReadonlySet<string> = new Set(['template_id'])

interface Found {
  readonly path: readonly string[]
  readonly field: FieldDescription
  readonly events: readonly EventName[]
}

function isDimension({ name, type, privacy, fields }: FieldDescription): boolean {
  if (fields !== undefined) return false
  if (type === 'boolean' || type === 'array') return true
  if (type !== 'string' || privacy === 'text' || privacy === 'subject') return false
  return CHOICES.has(name) || !IDS.test(name)
}

const leaves = (fields: readonly FieldDescription[], of: readonly EventName[]): readonly Found[] =>
  fields.flatMap((field) =>
    (
      field.fields?.map((inner) => ({ path: [field.name, inner.name], field: inner, events: of })) ?? [
        { path: [field.name], field, events: of },
      ]
    ).filter((leaf) => isDimension(leaf.field)),
  )

/** Holds each path once, with all events that have it. */
function mergeByPath(found: readonly Found[]): readonly Found[] {
  const merged = new Map<string, Found>()
  for (const each of found) {
    const key = each.path.join('.')
    const before = merged.get(key)
    merged.set(key, { ...each, events: [...(before?.events ?? []), ...each.events] })
  }
  return [...merged.values()]
}

const found = mergeByPath([
  ...leaves(envelopeFields, eventNames),
  ...usageEvents.flatMap((name) => leaves(events[name].fields, [name])),
])

const lastOf = (path: readonly string[]): string => path.at(-1) ?? ''

/** These dimensions are one question asked of several fields. */
const merged: readonly Dimension[] = [
  {
    id: 'department',
    title: 'Department',
    type: 'text',
    description: 'The first of `department`, `decision.department` and `to_department`.',
    operand: { kind: 'first', columns: ['department', 'decision_department', 'to_department'] },
    events: ['ticket', 'step', 'decision', 'override'],
  },
  {
    id: 'template_id',
    title: 'Template',
    type: 'text',
    description: 'The first of `template_id` and `decision.template_id`.',
    operand: { kind: 'first', columns: ['template_id', 'decision_template_id'] },
    events: ['automation_outcome', 'decision'],
  },
]

/** What the collector adds, and what belongs to each event. */
const ofEveryEvent: readonly Dimension[] = [
  { id: 'event', description: 'Type of the event.' },
  { id: 'tenant', description: 'Id of the tenant.' },
  { id: 'env', description: 'Environment of the collector.' },
].map(({ id, description }) => ({
  id,
  title: titleOf(id),
  type: 'text',
  description,
  operand: column(id === 'tenant' ? 'tenant_id' : id),
  events: eventNames,
}))

const ofLedgers: readonly Dimension[] = [
  {
    id: 'rule',
    title: 'Rule',
    type: 'text',
    description: 'Rule of the sanitizer that found something.',
    operand: column('rule'),
    events: usageEvents,
    source: 'redactions',
  },
  {
    id: 'stage',
    title: 'Stage',
    type: 'text',
    description: 'Where it was found: `client` or `collector`.',
    operand: column('stage'),
    events: usageEvents,
    source: 'redactions',
  },
  {
    id: 'reason',
    title: 'Reason of a drop',
    type: 'text',
    description: 'Reason for which a client dropped events.',
    operand: column('reason'),
    events: ['client_report'],
    source: 'drops',
  },
]

const mergedIds = new Set(merged.map(({ id }) => id))

const generated: readonly Dimension[] = found
  .filter(({ path }) => !mergedIds.has(lastOf(path)) || path.length === 1)
  .filter(({ path }) => !mergedIds.has(path.join('.')))
  .filter(({ path }) => !ofEveryEvent.some(({ id }) => id === path.join('.')))
  .map(({ path, field, events: of }): Dimension => {
    const isAlone = found.filter((other) => lastOf(other.path) === lastOf(path)).length === 1
    const id = isAlone ? lastOf(path) : path.join('.')
    const name = path.join('_')
    return {
      id,
      title: titleOf(id),
      type: field.type === 'array' ? 'list' : field.type === 'boolean' ? 'boolean' : 'text',
      description: field.description,
      operand: field.type === 'array' ? { kind: 'items', column: name } : column(name),
      events: of,
    }
  })

export const dimensions: readonly Dimension[] = [...ofEveryEvent, ...generated, ...merged, ...ofLedgers]

export const dimensionById: ReadonlyMap<string, Dimension> = new Map(
  dimensions.map((dimension) => [dimension.id, dimension]),
)
