/**
 * One pass over an event by privacy class. Builds a new object from the fields of the catalogue; what the
 * catalogue does not name is counted and never read. `undefined` and `null` both mean absent. Whatever goes
 * wrong (a getter that throws, a revoked proxy, a value of the wrong type) ends in a `SanitizeError` with a
 * code and a schema path: fails closed, says nothing of the value.
 */
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

export function walk(policy: Policy, input: unknown, options: SanitizeOptions = {}): Sanitized {
  const state = start(options)
  try {
    const event = sanitizeEvent(policy, input, state)
    const { findings, removed, withheld, hasText } = state
    return { event, findings, removed, withheld, hasText }
  } catch (error) {
    if (error instanceof SanitizeError) throw error
    throw new SanitizeError('sanitize_failed', state.prefix + state.field)
  }
}

function sanitizeEvent(policy: Policy, input: unknown, state: Walk): Record<string, unknown> {
  if (!isRecord(input)) fail(state, 'invalid_type')
  const keys = Object.keys(input)
  state.field = 'event'
  if (!keys.includes('event')) fail(state, 'missing_field')
  const type = input.event
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
    const value = type !== undefined && key === 'event' ? type : input[key]
    if (value === undefined || value === null) continue
    const kept = sanitizeValue(policy, value, state)
    if (kept !== undefined) out[key] = kept
  }
  return out
}

/** Undefined when nothing of the value may leave. */
function sanitizeValue(policy: FieldPolicy, value: unknown, state: Walk): unknown {
  switch (policy.kind) {
    case 'plain':
      if (typeof value !== 'string') fail(state, 'invalid_type')
      if (!policy.pattern.test(value)) fail(state, 'invalid_value')
      return value
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) fail(state, 'invalid_type')
      return value
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) fail(state, 'invalid_type')
      return value
    case 'boolean':
      if (typeof value !== 'boolean') fail(state, 'invalid_type')
      return value
    case 'object':
      return sanitizeObject(policy.fields, value, state)
    case 'array':
      return sanitizeArray(policy.items, policy.max, value, state)
    case 'map':
      if (!isRecord(value)) fail(state, 'invalid_type')
      return sanitizeMap(value, policy.max, state)
    default:
      if (typeof value !== 'string') fail(state, 'invalid_type')
      return sanitizeString(policy.kind, value, state)
  }
}

function sanitizeObject(fields: FieldPolicies, value: unknown, state: Walk): Record<string, unknown> {
  if (!isRecord(value)) fail(state, 'invalid_type')
  return sanitizeFields(fields, value, Object.keys(value), `${state.prefix}${state.field}.`, state)
}

/** More items than allowed are removed and counted. */
function sanitizeArray(items: FieldPolicy, max: number, value: unknown, state: Walk): unknown[] {
  if (!Array.isArray(value)) fail(state, 'invalid_type')
  const { prefix, field } = state
  const length = value.length
  const out: unknown[] = []
  for (let i = 0; i < length && i < max; i++) {
    state.prefix = prefix
    state.field = field
    const item: unknown = value[i]
    const kept = item === undefined || item === null ? undefined : sanitizeValue(items, item, state)
    if (kept !== undefined) out.push(kept)
  }
  if (length > max) state.removed += length - max
  return out
}

/** A plain object: no array, no Date, no Map. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]'
  )
}
