/**
 * Says whether a value is an event of the catalogue exactly as it stands, and if not, the first thing that is
 * wrong: a code, a path of schema fields and what is allowed. It never repeats a value or a name that the
 * sender chose. It is stricter than the collector, which mends the form of an event first (`sanitize`).
 * Unknown fields are no error: the sanitizer removes and counts them. For a valid event it allocates nothing;
 * the result is shared.
 */

import { envelopeFields, events, isEventName } from './catalogue.js'
import type { FieldDescription } from './field-description.js'
import type { EventName } from './gen/types.gen.js'
import { envelope, eventValidators, type Failure, type Validator } from './gen/validators.gen.js'

/** The codes of the collector's answer for an event. `sanitize_failed` comes from the sanitizer. */
export type ValidationCode =
  | 'unknown_event'
  | 'missing_field'
  | 'invalid_type'
  | 'invalid_value'
  | 'too_large'
  | 'sanitize_failed'

export interface Valid {
  readonly ok: true
}

export interface Invalid {
  readonly ok: false
  readonly code: ValidationCode
  /** Holds names of schema fields with dots between; it is empty for the event as a whole. */
  readonly path: string
  /** Says in words of the schema what is allowed. */
  readonly expected: string
}

export type Validation = Valid | Invalid

const valid: Valid = Object.freeze({ ok: true })

export function validate(event: unknown): Validation {
  try {
    if (typeof event !== 'object' || event === null || Array.isArray(event))
      return { ok: false, code: 'invalid_type', path: '', expected: 'an object' }
    const name = (event as { readonly event?: unknown }).event
    const validator = eventValidators.get(name as string)
    if (validator === undefined) return noSuchEvent(name)
    if (!envelope(event)) return explain(envelope, envelopeFields)
    if (!validator(event)) return explain(validator, [...envelopeFields, ...events[name as EventName].fields])
    return valid
  } catch {
    // A getter or a proxy of the caller threw, so the value is not an event.
    return { ok: false, code: 'invalid_value', path: '', expected: 'an object that can be read' }
  }
}

/**
 * Says in words of the schema what an event of a type may have at a path, or undefined where the path is none
 * of the schema. An empty path is the event as a whole.
 */
export function expectedAt(event: unknown, path: string): string | undefined {
  if (path === '') return 'an object'
  if (path === 'event') return expectedEvent
  let fields: readonly FieldDescription[] | undefined = [
    ...envelopeFields,
    ...(isEventName(event) ? events[event].fields : []),
  ]
  let field: FieldDescription | undefined
  for (const name of path.split('.')) {
    field = fields?.find((candidate) => candidate.name === name)
    fields = field?.fields
  }
  return field?.expected
}

function noSuchEvent(name: unknown): Invalid {
  const path = 'event'
  if (name === undefined) return { ok: false, code: 'missing_field', path, expected: expectedEvent }
  if (typeof name !== 'string') return { ok: false, code: 'invalid_type', path, expected: expectedEvent }
  return { ok: false, code: 'unknown_event', path, expected: expectedEvent }
}

const expectedEvent = `one of ${Object.keys(events).join(', ')}`

/** Holds the codes by keyword of JSON Schema. Any other keyword limits a value. */
const codes: ReadonlyMap<string, ValidationCode> = new Map([
  ['required', 'missing_field'],
  ['type', 'invalid_type'],
  ['maxLength', 'too_large'],
  ['maxItems', 'too_large'],
  ['maxProperties', 'too_large'],
])

function explain(validator: Validator, fields: readonly FieldDescription[]): Invalid {
  const failure = validator.errors?.[0]
  if (failure === undefined) return { ok: false, code: 'invalid_value', path: '', expected: 'an event' }
  const { path, field } = locate(failure, fields)
  const code = codes.get(failure.keyword) ?? 'invalid_value'
  return { ok: false, code, path, expected: expectation(failure, field) }
}

/**
 * Follows a path as far as the schema has names: keys of a map and indices of an array come from the sender.
 */
function locate(failure: Failure, fields: readonly FieldDescription[]) {
  const steps = failure.instancePath.split('/').slice(1)
  const missing = failure.params.missingProperty
  if (typeof missing === 'string') steps.push(missing)
  const names: string[] = []
  let field: FieldDescription | undefined
  let level: readonly FieldDescription[] | undefined = fields
  for (const step of steps) {
    const next: FieldDescription | undefined = level?.find((candidate) => candidate.name === step)
    if (next === undefined) break
    names.push(next.name)
    field = next
    level = next.fields
  }
  return { path: names.join('.'), field }
}

function expectation(failure: Failure, field: FieldDescription | undefined): string {
  const limit = failure.params.limit
  if (failure.keyword === 'maxLength' && typeof limit === 'number') return `at most ${limit} characters`
  return field?.expected ?? 'an event of the catalogue'
}
