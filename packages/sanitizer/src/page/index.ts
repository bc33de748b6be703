/** Exports the functions of the package's main entry with the page's set of rules, in a third of the size. */
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

/**
 * Runs the page's rules in the full engine, for tools that show findings. The script tag does not have it.
 */
export const redactText = /* @__PURE__ */ createRedactText(() => pageDetectors, toDetector)

export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(engineFor)

/** Redacts a text with the page's engine, for tests and benchmarks. The script tag does not have it. */
export const redactInPage = (text: string, count: (rule: string) => void = () => undefined): string =>
  redactAndCut(text, Number.POSITIVE_INFINITY, engineFor({}).redact, count)

/** Lists the rules of a page with their detectors. */
export const rules: readonly Rule[] = /* @__PURE__ */ [
  ...new Set(/* @__PURE__ */ pageDetectors.map(({ rule }) => rule)),
].map((id) => {
  const detectors = pageDetectors.filter(({ rule }) => rule === id)
  return { id, placeholder: detectors[0]?.placeholder ?? '', detectors }
})
