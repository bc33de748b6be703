/**
 * The walk sanitizes an event in one pass, by privacy class. It builds a new object from the fields of the
 * catalogue; a field that the catalogue does not name is counted and never read. `undefined` and `null` both
 * mean absent. A field that does not fit the catalogue throws a `SanitizeError` with a code and a schema
 * path, which says nothing of the value; what the host's object throws (a getter, a revoked proxy) passes
 * through. The walk does not check that required fields are there.
 */
import { sanitizeMap } from './map.js'
import { type Fields, fail, type Walk } from './state.js'
import { sanitizeString } from './string.js'
import {
  ARRAY_MAX,
  DENIABLE,
  type FieldPolicies,
  type FieldPolicy,
  MAP_MAX,
  PLAIN_MAX,
  type Policy,
} from './types.js'

/**
 * Returns a function that returns the fields that may leave, and counts in `walk` what was found and
 * removed.
 */
export function createWalk({ events, objects }: Policy): (input: unknown, walk: Walk) => Fields {
  /**
   * Sanitizes an event, or an object in one by its own policy. The type is read once: a getter could return
   * something else the second time.
   */
  function sanitizeFields(input: unknown, walk: Walk, prefix: string, fields?: FieldPolicies): Fields {
    if (!isRecord(input)) fail(walk, 'invalid_type')
    let type: unknown
    if (!fields) {
      walk.path = 'event'
      type = input.event
      if (typeof type !== 'string') fail(walk, type == null ? 'missing_field' : 'invalid_type')
      fields = events.get(type) ?? fail(walk, 'unknown_event')
    }
    const { isDenied } = walk.ruleEngine
    // V8 optimizes this call in a loop over keys: it is several times faster than a list of own keys.
    const isOwn = {}.hasOwnProperty
    const out: Fields = {}
    for (const key in input) {
      if (!isOwn.call(input, key)) continue
      const kind = fields[key]
      if (!kind || (isDenied?.(key) && DENIABLE.includes(kind))) walk.removed++
      else {
        walk.path = prefix + key
        const value = key === 'event' ? type : input[key]
        const kept = value == null ? value : sanitizeValue(kind, key, value, walk)
        if (kept != null) out[key] = kept
      }
    }
    return out
  }

  /** Returns undefined when nothing of the value may leave. */
  function sanitizeValue(kind: FieldPolicy, key: string, value: unknown, walk: Walk): unknown {
    if (typeof value === 'string') {
      if (typeof kind === 'string') return sanitizeString(kind, value, walk)
      return !value[PLAIN_MAX] && kind.test(value) ? value : fail(walk, 'invalid_value')
    }
    if (kind === 'array' && Array.isArray(value)) {
      // More labels than allowed are removed and counted.
      walk.removed += Math.max(0, value.length - ARRAY_MAX)
      return value
        .slice(0, ARRAY_MAX)
        .filter((item) => item != null)
        .map((item) => sanitizeValue('label', '', item, walk))
    }
    if (kind === 'object') return sanitizeFields(value, walk, `${walk.path}.`, objects.get(key))
    if (kind === 'map' && isRecord(value)) return sanitizeMap(value, MAP_MAX, walk)
    return (kind === 'number' && Number.isFinite(value)) ||
      (kind === 'integer' && Number.isInteger(value)) ||
      (kind === 'boolean' && typeof value === 'boolean')
      ? value
      : fail(walk, 'invalid_type')
  }

  return (input, walk) => sanitizeFields(input, walk, '')
}

/** Says whether a value is a plain object: no array, no Date, no Map. */
const isRecord = (value: unknown): value is Fields => ({}).toString.call(value) === '[object Object]'
