/** Builds the field policy of a page: every event has the same fields, and each name has one kind. */
import type { FieldPolicies, FieldPolicy, Policy } from './types.js'

/**
 * @param types the event types, separated by spaces
 * @param kinds each kind with the names of its fields, separated by spaces. An object may have the fields of
 *   the kinds before it; a name that comes again has the later kind in events.
 */
export function createPagePolicy(
  types: string,
  kinds: readonly (readonly [kind: FieldPolicy, names: string])[],
): Policy {
  const objects = new Map<string, FieldPolicies>()
  let fields = { __proto__: null } as unknown as Record<string, FieldPolicy>
  for (const [kind, names] of kinds) {
    const before = fields
    fields = { __proto__: null as never, ...before }
    for (const name of names.split(' ')) {
      fields[name] = kind
      if (kind === 'object') objects.set(name, before)
    }
  }
  return { events: new Map(types.split(' ').map((type) => [type, fields])), objects }
}
