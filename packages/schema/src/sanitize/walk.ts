/**
 * One pass over an event by privacy class. Builds a new object from the fields of the catalogue; what the
 * catalogue does not name is counted and never read. `undefined` and `null` both mean absent. Whatever goes
 * wrong (a getter that throws, a revoked proxy, a value of the wrong type) ends in a `SanitizeError` with a
 * code and a schema path: fails closed, says nothing of the value.
 */
import type { Find } from './find.js'
import type { KeyMeaning } from './keys.js'
import { sanitizeMap } from './map.js'
import { fail, start, type Walk } from './state.js'
import { sanitizeString } from './string.js'
import {
  type FieldPolicies,
  type FieldPolicy,
  type Policy,
  type Sanitized,
  SanitizeError,
  type SanitizeOptions,
} from './types.js'

export function createWalk(
  policy: Policy,
  find: Find,
): (input: unknown, options?: SanitizeOptions) => Sanitized {
  const known = new Map<string, KeyMeaning | undefined>()
  return (input, options = {}) => {
    const state = start(find, known, options)
    try {
      const event = sanitizeEvent(policy, input, state)
      const { findings, removed, withheld, hasText } = state
      return { event, findings, removed, withheld, hasText }
    } catch (error) {
      if (error instanceof SanitizeError) throw error
      return fail(state, 'sanitize_failed')
    }
  }
}

function sanitizeEvent(policy: Policy, input: unknown, state: Walk): Record<string, unknown> {
  if (!isRecord(input)) fail(state, 'invalid_type')
  const keys = Object.keys(input)
  state.field = 'event'
  const type = keys.includes('event') ? input.event : undefined
  if (typeof type !== 'string')
    fail(state, type === undefined || type === null ? 'missing_field' : 'invalid_type')
  const known = policy.get(type)
  if (known === undefined) fail(state, 'unknown_event')
  const event = sanitizeFields(known.fields, input, keys, '', state, type)
  for (const name of known.required) {
    if (event[name] !== undefined) continue
    state.prefix = ''
    state.field = name
    fail(state, 'missing_field')
  }
  return event
}

/** `type` has been read already: a getter could answer differently the second time. */
function sanitizeFields(
  fields: FieldPolicies,
  input: Record<string, unknown>,
  keys: readonly string[],
  prefix: string,
  state: Walk,
  type?: string,
): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const key of keys) {
    const policy = fields.get(key)
    if (policy === undefined) {
      state.removed++
      continue
    }
    state.prefix = prefix
    state.field = key
    const kept = sanitizeValue(policy, type !== undefined && key === 'event' ? type : input[key], state)
    if (kept !== undefined) out[key] = kept
  }
  return out
}

/** Undefined when nothing of the value may leave. */
function sanitizeValue(policy: FieldPolicy, value: unknown, state: Walk): unknown {
  if (value === undefined || value === null) return undefined
  const { kind } = policy
  if (!(IS_KIND[kind]?.(value) ?? typeof value === 'string')) fail(state, 'invalid_type')
  switch (kind) {
    case 'number':
    case 'integer':
    case 'boolean':
      return value
    case 'object': {
      const record = value as Record<string, unknown>
      return sanitizeFields(
        policy.fields,
        record,
        Object.keys(record),
        `${state.prefix}${state.field}.`,
        state,
      )
    }
    case 'map':
      return sanitizeMap(value as Record<string, unknown>, policy.max, state)
    case 'array':
      return sanitizeArray(policy.items, policy.max, value as unknown[], state)
    case 'plain':
      if (!policy.pattern.test(value as string)) fail(state, 'invalid_value')
      return value
    default:
      return sanitizeString(kind, value as string, state)
  }
}

/** More items than allowed are removed and counted. */
function sanitizeArray(items: FieldPolicy, max: number, value: readonly unknown[], state: Walk): unknown[] {
  const { prefix, field } = state
  const { length } = value
  const out: unknown[] = []
  for (let i = 0; i < length && i < max; i++) {
    state.prefix = prefix
    state.field = field
    const kept = sanitizeValue(items, value[i], state)
    if (kept !== undefined) out.push(kept)
  }
  state.removed += Math.max(0, length - max)
  return out
}

/** A plain object: no array, no Date, no Map. */
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && {}.toString.call(value) === '[object Object]'

/** All other classes are strings. */
const IS_KIND: Readonly<Partial<Record<FieldPolicy['kind'], (value: unknown) => boolean>>> = {
  number: Number.isFinite,
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  object: isRecord,
  map: isRecord,
  array: Array.isArray,
}
