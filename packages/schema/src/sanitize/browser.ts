/** The sanitizer with the browser's set of rules: the same calls as `index.ts`, in a third of the bytes. */
import { policy } from '../gen/policy-browser.gen.js'
import { hasEvent } from '../policy.js'
import { checkInBrief, createScopes } from './custom.js'
import { createFind } from './find.js'
import { redactAndCut } from './redact-and-cut.js'
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

/** No value is without one of these, and most labels are: a sieve in one expression instead of the full set's tables. */
const find = /* @__PURE__ */ createFind(browserRules, (view) =>
  /[@:?=>"]|\d\D*\d|---|_\w{20}|\sat\s/.test(view) ? undefined : [],
)

/** The text without its values; `count` hears the rule of each. At most as many units as a text field keeps may leave. */
export const redact = (text: string, count: (rule: string) => void = () => undefined): string =>
  redactAndCut(text, { keep: text.length * 2 + 99, read: text.length }, find, count)

const scopes = /* @__PURE__ */ createScopes(find, checkInBrief)

/** The text and where its values were, as the full set's does. */
export const redactText = /* @__PURE__ */ createRedactText(scopes)

export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(find)

/** Whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => hasEvent(policy, name)

/** A new event with what may leave of `event`, or a `SanitizeError`. */
export const sanitize = /* @__PURE__ */ createWalk(policy, scopes)
