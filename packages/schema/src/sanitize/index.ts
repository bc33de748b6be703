/**
 * Sanitizes events with the full engine: decides what may leave, and in which form. It needs no DOM, no Node
 * and no Ajv.
 */
import { SanitizeError } from '@hushlog/sanitizer/engine'
import { engineFor } from '@hushlog/sanitizer/full'
import { policy, requiredFields } from './full-policy.js'
import { pseudonymizeChecked } from './pseudonymize.js'
import { createSanitize } from './sanitize-event.js'
import type { Sanitized, SanitizeOptions } from './types.js'
import { withReducedUserAgent } from './user-agent.js'

export {
  type CustomOptions,
  type CustomRule,
  CustomRuleError,
  explainRule,
  type Finding,
  type Redacted,
  type RedactOptions,
  RULES_VERSION,
  type Rule,
  redactText,
  rules,
  sanitizeUrl,
} from '@hushlog/sanitizer'
export {
  formatCounts,
  isPseudonym,
  pseudonym,
  SanitizeError,
  type SanitizeFailure,
} from '@hushlog/sanitizer/engine'
export type { ContentCapture, Sanitized, SanitizeOptions } from './types.js'
export { reduceUserAgent } from './user-agent.js'

/** Says whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => policy.events.has(name as string)

const walk = /* @__PURE__ */ createSanitize(policy, engineFor, pseudonymizeChecked)

/**
 * Sanitizes an event.
 *
 * @param input an event; it is not changed
 * @param options they must not change after their first use
 * @returns a new event with what may leave, and counts of what was found and removed
 * @throws SanitizeError with a code and a schema path, never a value
 */
export function sanitize(input: unknown, options?: SanitizeOptions): Sanitized {
  const { event, findings, removed, withheld, hasText } = walk(withReducedUserAgent(input), options)
  // An inherited type is not a field of the event.
  for (const name of requiredFields.get(event.event as string) ?? ['event'])
    if (event[name] == null) throw new SanitizeError('missing_field', name)
  return { event, findings, removed, withheld, hasText }
}
