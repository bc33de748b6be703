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

/**
 * Returns the names in the order of the catalogue: the first one that is missing is the one that is named.
 */
const requiredOf = ({ requires, own }: EventFields): readonly string[] => [
  ...envelopeFields.filter((field) => field.required).map(({ name }) => name),
  ...requires,
  ...own.filter((field) => field.required).map(({ name }) => name),
]

function createPolicy(): Policy {
  const events = new Map<string, FieldPolicies>()
  const objects = new Map<string, FieldPolicies>()
  for (const [type, fields] of eventFields) {
    const all = [...envelopeFields, ...fields.own]
    events.set(type, policiesOf(all, new Set(requiredOf(fields))))
    for (const field of all)
      if (field.kind === 'object') objects.set(field.name, policiesOf(field.fields, new Set()))
  }
  return { events, objects }
}

export const policy: Policy = /* @__PURE__ */ createPolicy()

/** Holds by event type the names of the fields that the event must have. */
export const requiredFields: ReadonlyMap<string, readonly string[]> = /* @__PURE__ */ (() =>
  new Map(Array.from(eventFields, ([type, fields]) => [type, requiredOf(fields)])))()
