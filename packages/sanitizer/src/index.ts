/**
 * The sanitizer replaces personal data and secrets in texts and addresses. It is pure and synchronous, and
 * needs neither DOM nor Node.
 */
import { createSanitizeUrl } from './core/sanitize-url.js'
import { toCheckedDetector } from './full/check-rule.js'
import { engineFor, prefilter } from './full/full-engine.js'
import { createRedactText } from './full/redact-text.js'

export type { CustomOptions, CustomRule, Finding } from './core/types.js'
export { CustomRuleError, explainRule } from './full/check-rule.js'
export { createRedactor, type Redactor } from './full/create-redactor.js'
export type { Redacted, RedactOptions } from './full/redact-text.js'
export { RULES_VERSION, type Rule, rules } from './rules/index.js'

/**
 * Replaces every value that a rule finds by the rule's placeholder. Redacting the result again changes
 * nothing.
 *
 * @param text any text; it takes linear time in its length, whatever it holds
 * @param options rules of the application; the object must not change after its first use
 * @returns the redacted text, and the findings as offsets into `text`
 * @throws CustomRuleError when a rule in the options cannot be used
 */
export const redactText = /* @__PURE__ */ createRedactText(prefilter, toCheckedDetector)

/**
 * Returns host and path of an address, at most 512 characters, with placeholders for values in them. Query,
 * fragment, user name and password are removed; of an address without a host only the scheme is left.
 */
export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(engineFor)
