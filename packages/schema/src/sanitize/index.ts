/** The sanitizer: pure, synchronous, no DOM, no Node, no Ajv. What may leave an event, and in which form. */
import { policy } from '../gen/policy.gen.js'
import type { Sanitized, SanitizeOptions } from './types.js'
import { walk } from './walk.js'

export { formatCounts } from './counts.js'
export { type Redacted, type RedactOptions, redactText } from './redact-text.js'
export { RULES_VERSION, type Rule, rules } from './rules/index.js'
export { sanitizeUrl } from './sanitize-url.js'
export { isPseudonym, pseudonym } from './subject.js'
export {
  type ContentCapture,
  type Finding,
  type Sanitized,
  SanitizeError,
  type SanitizeFailure,
  type SanitizeOptions,
} from './types.js'

/** A new event with what may leave of `event`, or a `SanitizeError`. */
export function sanitize(event: unknown, options?: SanitizeOptions): Sanitized {
  return walk(policy, event, options)
}
