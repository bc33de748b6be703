/** The sanitizer: pure, synchronous, no DOM, no Node, no Ajv. What may leave an event, and in which form. The full set. */
import { policy, required } from '../gen/policy.gen.js'
import { toCheckedLane } from './check-rule.js'
import { choose, scopes } from './full-set.js'
import { createRedactText } from './redact-text.js'
import { createSanitize } from './sanitize-event.js'
import { createSanitizeUrl } from './sanitize-url.js'
import { type Sanitized, SanitizeError, type SanitizeOptions } from './types.js'

export { CustomRuleError, explainRule } from './check-rule.js'
export { formatCounts } from './counts.js'
export type { Redacted, RedactOptions } from './redact-text.js'
export { RULES_VERSION, type Rule, rules } from './rules/index.js'
export { isPseudonym, pseudonym } from './subject.js'
export {
  type ContentCapture,
  type CustomOptions,
  type CustomRule,
  type Finding,
  type Sanitized,
  SanitizeError,
  type SanitizeFailure,
  type SanitizeOptions,
} from './types.js'

export const redactText = /* @__PURE__ */ createRedactText(choose, toCheckedLane)

export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(scopes)

/** Whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => policy.events.has(name as string)

const walk = /* @__PURE__ */ createSanitize(policy, scopes)

/** A new event with what may leave of `event`, or a `SanitizeError`. */
export function sanitize(input: unknown, options?: SanitizeOptions): Sanitized {
  const { event, findings, removed, withheld, hasText } = walk(input, options)
  // A type that is inherited is none of the event's own.
  for (const name of required.get(event.event as string) ?? ['event'])
    if (event[name] == null) throw new SanitizeError('missing_field', name)
  return { event, findings, removed, withheld, hasText }
}
