/** The sanitizer with the browser's set of rules: the same calls as `index.ts`, in a third of the bytes. */
import { policy } from '../gen/policy-browser.gen.js'
import { hasEvent } from '../policy.js'
import { checkInBrief, createScopes, type RuleSet } from './custom.js'
import { type Choose, lanesOf } from './find.js'
import { keyWordsInPage } from './keys.js'
import { createRedactText } from './redact-text.js'
import { browserRules } from './rules/browser.js'
import { createSanitizeUrl } from './sanitize-url.js'
import { createWalk } from './walk.js'

export { formatCounts } from './counts.js'
export type { Redacted, RedactOptions } from './redact-text.js'
export { browserRules as rules } from './rules/browser.js'
export type { Rule } from './rules/rule.js'
export { BROWSER_RULES_VERSION as RULES_VERSION } from './rules/version.js'
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

const lanes = /* @__PURE__ */ lanesOf(browserRules)

/** No value is without one of these, and most labels are: a sieve in one expression instead of the full set's tables. */
const choose: Choose = (view) => (/[@:?=>"]|\d\D*\d|---|_\w{20}|\sat\s/.test(view) ? lanes : [])

const browserSet: RuleSet = { choose, check: checkInBrief, keys: keyWordsInPage }

const scopes = /* @__PURE__ */ createScopes(browserSet)

/** The text and where its values were, as the full set's does. */
export const redactText = /* @__PURE__ */ createRedactText(browserSet)

export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(scopes)

/** Whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => hasEvent(policy, name)

/** A new event with what may leave of `event`, or a `SanitizeError`. */
export const sanitize = /* @__PURE__ */ createWalk(policy, scopes)
