/**
 * The short way for events that leave as they came, which are nearly all that an SDK has sanitized: check against
 * the schema, scan and encode in one step, with no copy of the event. What is not exactly right — an unknown
 * field, a finding, a value that does not fit — answers undefined and goes the long way: `validate`, `sanitize`,
 * `JSON.stringify`. The short way never mends anything, so it can only say what the long way would have said.
 */
import { writers } from '../gen/writers.gen.js'
import { scopes } from '../sanitize/full-set.js'
import { sanitizeMap } from '../sanitize/map.js'
import { LABEL, redactAndCut, TEXT } from '../sanitize/redact-and-cut.js'
import { sanitizeUrl } from '../sanitize/sanitize-url.js'
import { start } from '../sanitize/state.js'
import { isPseudonym, pseudonym } from '../sanitize/subject.js'
import type { SanitizeOptions } from '../sanitize/types.js'
import { createClean, SURROGATE } from './clean.js'
import { type Hooks, isJson, type Json } from './hooks.js'

export interface Encoded {
  /** Fields in the order of the schema, without the closing brace. */
  readonly json: string
  readonly hasText: boolean
}

/** `event` must come from `JSON.parse`: it is read more than once, and a getter could answer differently. */
export type Encode = (event: unknown) => Encoded | undefined

/** @throws CustomRuleError when a rule in the options cannot be used. */
export function createEncode(options: SanitizeOptions): Encode {
  const { content, pseudonymize = pseudonym } = options
  const scope = scopes(options)
  const { find, findInUrl, isDenied } = scope
  let hasText = false
  const stays = (keep: number) => (value: string) => redactAndCut(value, keep, find, ignore) === value
  const label = createClean(stays(LABEL))
  const text = createClean(stays(TEXT))

  const hooks: Hooks = {
    label,
    url: createClean((value) => sanitizeUrl(value, findInUrl, ignore) === value),
    text(value) {
      if (content !== 'redacted') return undefined
      hasText = true
      return text(value)
    },
    subject(value) {
      if (typeof value !== 'string' || value === '') return undefined
      const stands = pseudonymize(value)
      return isPseudonym(stands) ? `"${stands}"` : undefined
    },
    list(value, max) {
      if (!Array.isArray(value) || value.length > max) return undefined
      let json = '['
      for (const item of value) {
        const written = label(item)
        if (written === undefined) return undefined
        json += json === '[' ? written : `,${written}`
      }
      return `${json}]`
    },
    map(value, max) {
      if (!isJson(value)) return undefined
      const walk = start(scope, options)
      const json = JSON.stringify(sanitizeMap(value, max, walk))
      const touched = walk.removed > 0 || walk.withheld > 0 || walk.hasText || json !== JSON.stringify(value)
      return touched || SURROGATE.test(json) ? undefined : json
    },
  }

  return (event) => {
    if (!isJson(event) || (isDenied !== undefined && hasKey(event, isDenied))) return undefined
    hasText = false
    const json = writers.get(event.event)?.(event, hooks)
    return json === undefined ? undefined : { json, hasText }
  }
}

/** Of an event or of an object in it: deeper there are only items of lists. */
function hasKey(event: Json, isDenied: (key: string) => boolean): boolean {
  for (const key in event) {
    if (isDenied(key)) return true
    const value = event[key]
    if (typeof value !== 'object' || value === null) continue
    for (const inner in value) if (isDenied(inner)) return true
  }
  return false
}

const ignore = (): void => undefined
