/**
 * Decodes the compact field policy that the generator writes.
 *
 *   entries = entry *( newline entry )
 *   entry   = name [ " " fields ]              name   = of an event, or `(` and the name of an object
 *   fields  = *( kind name [ "!" ] )           "!" marks a required field
 *   kind    = a sign of `KIND`                 or a capital letter: plain, the pattern that stands there in the list
 */
import type { EventPolicy, FieldPolicy, Pattern, Policy } from './sanitize/types.js'

export function decodePolicy(patterns: readonly Pattern[], envelope: string, entries: string): Policy {
  return new Map(
    entries.split('\n').map((entry): [string, EventPolicy] => {
      const [name = '', own = ''] = entry.split(' ')
      const fields: Record<string, FieldPolicy> = Object.create(null)
      const required: string[] = []
      const all = name.startsWith('(') ? own : envelope + own
      for (const [, kind = '', field = '', mark] of all.matchAll(/(.)([a-z\d_]+)(!?)/g)) {
        // What the generator never writes is a kind that the walk does not know, and nothing passes.
        fields[field] = patterns[kind.charCodeAt(0) - 65] ?? (kind as FieldPolicy)
        if (mark) required.push(field)
      }
      return [name, { fields, required }]
    }),
  )
}

/** The name of an object is an entry too, and none of an event. */
export const hasEvent = (policy: Policy, name: unknown): boolean =>
  policy.has(name as string) && !(name as string).startsWith('(')
