/** The sanitizer: pure, synchronous, no DOM, no Node, no Ajv. What may leave an event, and in which form. The full set. */
import { policy } from '../gen/policy.gen.js'
import { findAll } from './full-set.js'
import { createRedactText } from './redact-text.js'
import { createSanitizeUrl } from './sanitize-url.js'
import { createWalk } from './walk.js'

export { formatCounts } from './counts.js'
export type { Redacted, RedactOptions } from './redact-text.js'
export { RULES_VERSION, type Rule, rules } from './rules/index.js'
export { isPseudonym, pseudonym } from './subject.js'
export {
  type ContentCapture,
  type Finding,
  type Sanitized,
  SanitizeError,
  type SanitizeFailure,
  type SanitizeOptions,
} from './types.js'

export const redactText = /* @__PURE__ */ createRedactText(findAll)

export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(findAll)

/** A new event with what may leave of `event`, or a `SanitizeError`. */
export const sanitize = /* @__PURE__ */ createWalk(policy, findAll)
