/**
 * Decodes the compact field policy that the generator writes, of events and of the objects in them.
 *
 *   entries = entry *( newline entry )
 *   entry   = name [ " " fields ]
 *   fields  = *( kind name [ "!" ] )           "!" marks a required field
 *   kind    = a sign of `KIND`                 or a capital letter: plain, the pattern that stands there in the list
 */
import type { EventPolicy, FieldPolicy, Pattern, Policy } from './sanitize/types.js'

export function decodePolicy(
  patterns: readonly Pattern[],
  envelope: string,
  events: string,
  objects: string,
): Policy {
  const decode = (entries: string, first: string): ReadonlyMap<string, EventPolicy> =>
    new Map(
      entries.split('\n').map((entry) => {
        const [name = '', own = ''] = entry.split(' ')
        const fields: Record<string, FieldPolicy> = Object.create(null)
        const required: string[] = []
        for (const [, kind = '', field = '', mark] of (first + own).matchAll(/(.)([a-z\d_]+)(!?)/g)) {
          // What the generator never writes is a kind that the walk does not know, and nothing passes.
          fields[field] = patterns[kind.charCodeAt(0) - 65] ?? (kind as FieldPolicy)
          if (mark) required.push(field)
        }
        return [name, { fields, required }]
      }),
    )
  return { events: decode(events, envelope), objects: decode(objects, '') }
}
