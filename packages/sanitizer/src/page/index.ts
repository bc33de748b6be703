/** The sanitizer with the page's set of rules: the same calls as the package's own entry, in a third of the bytes. */
import { toDetector } from '../core/custom-rule.js'
import { redactAndCut } from '../core/redact-and-cut.js'
import { createSanitizeUrl } from '../core/sanitize-url.js'
import { createRedactText } from '../full/redact-text.js'
import type { Rule } from '../rules/rule.js'
import { pageDetectors } from './detectors.js'
import { engineFor } from './page-engine.js'

export type { Redacted, RedactOptions } from '../full/redact-text.js'
export type { Rule } from '../rules/rule.js'
export { BROWSER_RULES_VERSION as RULES_VERSION } from '../rules/version.js'
export { engineFor }

/** Returns the text and where its values were: the page's rules in the full engine, for who shows findings. Not in the script. */
export const redactText = /* @__PURE__ */ createRedactText(() => pageDetectors, toDetector)

export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(engineFor)

/** Returns what is left of a text in a page, by the engine that a page runs: for tests and benchmarks. Not in the script. */
export const redactInPage = (text: string, count: (rule: string) => void = () => undefined): string =>
  redactAndCut(text, Number.POSITIVE_INFINITY, engineFor({}).redact, count)

/** A rule may have several detectors. */
export const rules: readonly Rule[] = /* @__PURE__ */ [
  ...new Set(/* @__PURE__ */ pageDetectors.map(({ rule }) => rule)),
].map((id) => {
  const detectors = pageDetectors.filter(({ rule }) => rule === id)
  return { id, placeholder: detectors[0]?.placeholder ?? '', detectors }
})
