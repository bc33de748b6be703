/**
 * Decodes the compact field policy that the generator writes, of events and of the objects in them.
 *
 *   policy  = fields *( ( ";" event / ">" object ) fields )     what comes first is the envelope, in every event
 *   fields  = *( sign name )
 *   sign    = one of `KIND`, or of a plain field
 *
 * What the generator never writes is a kind that the walk does not know, and nothing passes.
 */
import type { Pattern } from './fields/last-passed.js'
import type { FieldPolicies, FieldPolicy, Policy } from './sanitize/types.js'

type KindOf = (sign: string) => FieldPolicy

/** Letters from here on are none of a name. */
const FIRST_PATTERN = 0xc0

/** A letter says which. */
export const onePatternEach =
  (patterns: readonly Pattern[]): KindOf =>
  (sign) =>
    patterns[sign.charCodeAt(0) - FIRST_PATTERN] ?? (sign as FieldPolicy)

export function decodePolicy(kindOf: KindOf, text: string): Policy {
  const events = new Map<string, FieldPolicies>()
  const objects = new Map<string, FieldPolicies>()
  const envelope: Record<string, FieldPolicy> = Object.create(null)
  let fields = envelope
  for (const [, sign = '', name = ''] of text.matchAll(/(\W)(\w+)/g)) {
    if (sign === ';') {
      fields = Object.assign(Object.create(null), envelope)
      events.set(name, fields)
    } else if (sign === '>') {
      fields = Object.create(null)
      objects.set(name, fields)
    } else fields[name] = kindOf(sign)
  }
  return { events, objects }
}
