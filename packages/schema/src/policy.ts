/**
 * Decodes the compact field policy that the generator writes, of events and of the objects in them.
 *
 *   entries = entry *( newline entry )
 *   entry   = name [ " " fields ]
 *   fields  = *( kind name )
 *   kind    = a sign of `KIND`                 or a capital letter: plain, the pattern that stands there in the list
 */
import type { FieldPolicies, FieldPolicy, Pattern, Policy } from './sanitize/types.js'

export function decodePolicy(
  patterns: readonly Pattern[],
  envelope: string,
  events: string,
  objects: string,
): Policy {
  const decode = (entries: string, first: string): ReadonlyMap<string, FieldPolicies> =>
    new Map(
      entries.split('\n').map((entry) => {
        const [name = '', own = ''] = entry.split(' ')
        const fields: Record<string, FieldPolicy> = Object.create(null)
        for (const [, kind = '', field = ''] of (first + own).matchAll(/(.)([a-z\d_]+)/g)) {
          // What the generator never writes is a kind that the walk does not know, and nothing passes.
          fields[field] = patterns[kind.charCodeAt(0) - 65] ?? (kind as FieldPolicy)
        }
        return [name, fields]
      }),
    )
  return { events: decode(events, envelope), objects: decode(objects, '') }
}
