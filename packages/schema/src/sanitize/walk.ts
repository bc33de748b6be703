/**
 * The walk sanitizes an event in one pass, by privacy class. It builds a new object from the fields of the
 * catalogue; a field that the catalogue does not name is counted and never read. `undefined` and `null` both
 * mean absent. A value of another type is converted where nothing is lost; one that the field cannot take is
 * removed and noted with a code and its schema path, which say nothing of the value. Only what is no event of
 * the catalogue throws a `SanitizeError`; what the host's object throws (a getter, a revoked proxy) passes
 * through. The walk does not check that required fields are there.
 */
import { IS_SCRIPT } from '@hushlog/base'
import { sanitizeMap } from './map.js'
import { type Fields, fail, newFields, remove, type Walk } from './state.js'
import { sanitizeString } from './string.js'
import { DENIABLE, type FieldPolicies, type FieldPolicy, MAP_MAX, PLAIN_MAX, type Policy } from './types.js'

/** Holds what the page's set does in fewer bytes, and leaves to the collector. */
export interface Checks {
  /** Converts a value of another type where nothing is lost; what it cannot convert, it returns as it came. */
  readonly convert: (kind: FieldPolicy, value: unknown) => unknown
  /**
   * Sanitizes what is neither a string nor an object: figures, flags and lists.
   *
   * @param fields the policies beside the field's own
   * @param sanitizeItem returns undefined when nothing of an item of a list may leave
   * @returns undefined when nothing of the value may leave
   */
  readonly sanitizeOther: (
    kind: FieldPolicy,
    value: unknown,
    walk: Walk,
    fields: FieldPolicies,
    key: string,
    sanitizeItem: (item: unknown) => unknown,
  ) => unknown
}

type InPage = (kind: FieldPolicy, value: unknown, walk: Walk) => unknown

/**
 * Returns a function that returns the fields that may leave, and counts in `walk` what was found and
 * removed.
 */
export function createWalk(
  { events, objects }: Policy,
  { convert, sanitizeOther }: Checks,
): (input: unknown, walk: Walk) => Fields {
  /**
   * Sanitizes an event, or an object in one by its own policy. The type is read once: a getter could return
   * something else the second time.
   */
  function sanitizeFields(input: Fields, walk: Walk, prefix: string, fields?: FieldPolicies): Fields {
    // The client of a page builds events itself, so that only an unknown type can be wrong there.
    if (!IS_SCRIPT && !isRecord(input)) fail(walk, 'invalid_type')
    let type: unknown
    if (!fields) {
      walk.path = 'event'
      type = input.event
      if (!IS_SCRIPT && typeof type !== 'string') fail(walk, type == null ? 'missing_field' : 'invalid_type')
      fields = events.get(type as string) ?? fail(walk, 'unknown_event')
    }
    const { isDenied } = walk.ruleEngine
    // V8 optimizes this call in a loop over keys: it is several times faster than a list of own keys.
    const isOwn = {}.hasOwnProperty
    const out = newFields()
    for (const key in input) {
      if (!isOwn.call(input, key)) continue
      const kind = fields[key]
      if (!kind || (isDenied?.(key) && DENIABLE.includes(kind))) walk.removed++
      else {
        if (!IS_SCRIPT) walk.path = prefix + key
        // A page has copied the event, and its getters with it.
        const value = !IS_SCRIPT && key === 'event' ? type : input[key]
        const kept = value == null ? value : sanitizeValue(kind, key, value, walk, fields)
        if (kept != null) out[key] = kept
      }
    }
    return out
  }

  /** Returns undefined when nothing of the value may leave. */
  function sanitizeValue(
    kind: FieldPolicy,
    key: string,
    given: unknown,
    walk: Walk,
    fields: FieldPolicies,
  ): unknown {
    const value = convert(kind, given)
    if (typeof value === 'string') {
      if (typeof kind === 'string') return sanitizeString(kind, value, walk)
      return !value[PLAIN_MAX] && kind.test(value) ? value : remove(walk, 'invalid_value')
    }
    if (kind === 'map' && isRecord(value)) return sanitizeMap(value, MAP_MAX, walk)
    if (kind === 'object' && isRecord(value))
      return sanitizeFields(value, walk, IS_SCRIPT ? '' : `${walk.path}.`, objects.get(key))
    // A page has neither lists nor bounds.
    if (IS_SCRIPT) return (sanitizeOther as InPage)(kind, value, walk)
    return sanitizeOther(kind, value, walk, fields, key, (item) =>
      sanitizeValue('label', '', item, walk, fields),
    )
  }

  return (input, walk) => sanitizeFields(input as Fields, walk, '')
}

/** Says whether a value is a plain object: no array, no Date, no Map. */
const isRecord = (value: unknown): value is Fields => ({}).toString.call(value) === '[object Object]'
