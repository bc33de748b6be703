/** The full field policy: what may leave in each field of each event, from the fields of the catalogue. */
import type { EventField, EventFields } from '../fields/event-field.js'
import { plainCheck } from '../fields/plain-strings.js'
import { envelopeFields, eventFields } from '../gen/fields.gen.js'
import type { FieldPolicies, FieldPolicy, Policy } from './types.js'

function policyOf(field: EventField): FieldPolicy {
  if (field.kind === 'plain' || field.kind === 'timestamp') return plainCheck(field.pattern)
  // It is reduced before the walk, and what is left is a label.
  if (field.kind === 'userAgent') return 'label'
  return field.kind
}

/** The result has no prototype, so that `__proto__` and `constructor` are unknown names. */
function policiesOf(fields: readonly EventField[], required: ReadonlySet<string>): FieldPolicies {
  const policies: Record<string, FieldPolicy> = Object.create(null)
  for (const field of fields) {
    const policy = policyOf(field)
    policies[field.name] = policy === 'label' && required.has(field.name) ? 'requiredLabel' : policy
  }
  return policies
}

/** Holds the bounds of the figures among the fields, by name. */
type Bounds = Readonly<Record<string, { readonly minimum: number; readonly maximum: number }>>

const boundsOf = (fields: readonly EventField[]): Bounds =>
  Object.assign(
    Object.create(null),
    Object.fromEntries(fields.flatMap((field) => ('minimum' in field ? [[field.name, field]] : []))),
  )

/**
 * Returns the names in the order of the catalogue: the first one that is missing is the one that is named.
 * Behind an object that is required come the fields that it must have, with a dot between.
 */
const requiredOf = ({ requires, own }: EventFields): readonly string[] => [
  ...envelopeFields.filter((field) => field.required).map(({ name }) => name),
  ...requires,
  ...pathsOf(own, ''),
]

const pathsOf = (fields: readonly EventField[], prefix: string): readonly string[] =>
  fields.flatMap((field) =>
    field.required
      ? [prefix + field.name, ...(field.kind === 'object' ? pathsOf(field.fields, `${field.name}.`) : [])]
      : [],
  )

function createPolicy() {
  const events = new Map<string, FieldPolicies>()
  const objects = new Map<string, FieldPolicies>()
  const bounds = new Map<FieldPolicies, Bounds>()
  const add = (
    map: Map<string, FieldPolicies>,
    name: string,
    fields: readonly EventField[],
    required: readonly string[],
  ) => {
    const policies = policiesOf(fields, new Set(required))
    map.set(name, policies)
    bounds.set(policies, boundsOf(fields))
  }
  for (const [type, fields] of eventFields) {
    const all = [...envelopeFields, ...fields.own]
    add(events, type, all, requiredOf(fields))
    for (const field of all) if (field.kind === 'object') add(objects, field.name, field.fields, [])
  }
  return { events, objects, bounds }
}

const { events, objects, bounds } = /* @__PURE__ */ createPolicy()

export const policy: Policy = { events, objects }

/** Says whether a figure is within the bounds of its field. */
export function isWithin(fields: FieldPolicies, key: string, value: number): boolean {
  const limits = bounds.get(fields)?.[key]
  return limits === undefined || (value >= limits.minimum && value <= limits.maximum)
}

/** Holds by event type the paths of the fields that the event must have. */
export const requiredFields: ReadonlyMap<string, readonly string[]> = /* @__PURE__ */ (() =>
  new Map(Array.from(eventFields, ([type, fields]) => [type, requiredOf(fields)])))()
