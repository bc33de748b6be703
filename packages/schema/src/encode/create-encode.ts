/**
 * The short way for events that leave as they came, which are nearly all that an SDK has sanitized: check against
 * the schema, scan and encode in one step, with no copy of the event. What is not exactly right — an unknown
 * field, a finding, a value that does not fit — answers undefined and goes the long way: `validate`, `sanitize`,
 * `JSON.stringify`. The short way never mends anything, so it can only say what the long way would have said.
 */
import { writers } from '../gen/writers.gen.js'
import type { SanitizeOptions } from '../sanitize/types.js'
import { createHooks } from './create-hooks.js'
import { isJson, type Json } from './hooks.js'

export interface Encoded {
  /** Fields in the order of the schema, without the closing brace. */
  readonly json: string
  readonly hasText: boolean
}

/** `event` must come from `JSON.parse`: it is read more than once, and a getter could answer differently. */
export type Encode = (event: unknown) => Encoded | undefined

/** @throws CustomRuleError when a rule in the options cannot be used. */
export function createEncode(options: SanitizeOptions): Encode {
  let hasText = false
  const hooks = createHooks(options, () => {
    hasText = true
  })
  const { isDenied } = hooks

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
