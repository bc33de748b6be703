/** The sanitizer with the browser's set of rules: the same calls as `index.ts`, in a third of the bytes. */
import { policy } from '../gen/policy-browser.gen.js'
import { checkInBrief, createScopes, type Scopes } from './custom.js'
import { createKeyMeaning, keyWordsInPage } from './keys.js'
import { redactAndCut } from './redact-and-cut.js'
import { createRedactInPage } from './redact-in-page.js'
import { createRedactText } from './redact-text.js'
import { lanesInPage } from './rules/browser.js'
import type { Rule } from './rules/rule.js'
import { createSanitizeUrl } from './sanitize-url.js'
import type { CustomOptions } from './types.js'
import { createWalk } from './walk.js'

export { formatCounts } from './counts.js'
export type { Redacted, RedactOptions } from './redact-text.js'
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

const compile = /* @__PURE__ */ createScopes({
  createRedact: (own) => createRedactInPage(lanesInPage, own),
  check: checkInBrief,
  keyMeaning: createKeyMeaning(keyWordsInPage),
})
let last: CustomOptions = {}
let scope = /* @__PURE__ */ compile(last)

/** A page has one options object, which must not change. */
const scopes: Scopes = (options) => {
  if (options.rules !== last.rules || options.denyKeys !== last.denyKeys) scope = compile(options)
  last = options
  return scope
}

/** The text and where its values were: the same rules in the engine of the full set, for who shows findings. Not in the script. */
export const redactText = /* @__PURE__ */ createRedactText(() => lanesInPage, checkInBrief)

export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(scopes)

/** Whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => policy.events.has(name as string)

/** A new event with what may leave of `event`, or a `SanitizeError`. */
export const sanitize = /* @__PURE__ */ createWalk(policy, scopes)

/** What is left of a text in a page: what it runs, for tests and benchmarks. Not in the script. */
export const redactInPage = (text: string, count: (rule: string) => void = () => undefined): string =>
  redactAndCut(text, Number.POSITIVE_INFINITY, scopes({}).redact, count)

/** A rule may have several lanes. */
export const rules: readonly Rule[] = /* @__PURE__ */ [
  ...new Set(/* @__PURE__ */ lanesInPage.map(({ rule }) => rule)),
].map((id) => {
  const lanes = lanesInPage.filter(({ rule }) => rule === id)
  return { id, placeholder: lanes[0]?.placeholder ?? '', lanes }
})
