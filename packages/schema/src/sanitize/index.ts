/** The sanitizer: pure, synchronous, no DOM, no Node, no Ajv. What may leave an event, and in which form. The full set. */
import { policy } from '../gen/policy.gen.js'
import { createFind } from './find.js'
import { createRedactText } from './redact-text.js'
import { rules } from './rules/index.js'
import { createSanitizeUrl } from './sanitize-url.js'
import { createPrefilter } from './scan.js'
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

const find = /* @__PURE__ */ createFind(rules, /* @__PURE__ */ createPrefilter(rules))

export const redactText = /* @__PURE__ */ createRedactText(find)

export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(find)

/** A new event with what may leave of `event`, or a `SanitizeError`. */
export const sanitize = /* @__PURE__ */ createWalk(policy, find)
