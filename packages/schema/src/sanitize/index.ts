/** The sanitizer of events: pure, synchronous, no DOM, no Node, no Ajv. What may leave an event, and in which form. The full set. */
import { SanitizeError } from '@hushlog/sanitizer/engine'
import { engineFor } from '@hushlog/sanitizer/full'
import { policy, requiredFields } from './full-policy.js'
import { pseudonymizeChecked } from './pseudonymize.js'
import { createSanitize } from './sanitize-event.js'
import type { Sanitized, SanitizeOptions } from './types.js'

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

/** Whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => policy.events.has(name as string)

const walk = /* @__PURE__ */ createSanitize(policy, engineFor, pseudonymizeChecked)

/** A new event with what may leave of `event`, or a `SanitizeError`. */
export function sanitize(input: unknown, options?: SanitizeOptions): Sanitized {
  const { event, findings, removed, withheld, hasText } = walk(input, options)
  // A type that is inherited is none of the event's own.
  for (const name of requiredFields.get(event.event as string) ?? ['event'])
    if (event[name] == null) throw new SanitizeError('missing_field', name)
  return { event, findings, removed, withheld, hasText }
}
