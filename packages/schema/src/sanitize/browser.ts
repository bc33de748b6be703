/** The sanitizer with the browser's set of rules: the same calls as `index.ts`, in a third of the bytes. */
import { policy } from '../gen/policy-browser.gen.js'
import { bare, type Scope, type Scopes, toLane } from './custom.js'
import { keyMeaningInPage } from './keys-in-page.js'
import { redactAndCut } from './redact-and-cut.js'
import { createRedactInPage } from './redact-in-page.js'
import { createRedactText } from './redact-text.js'
import { lanesInPage } from './rules/browser.js'
import type { Rule } from './rules/rule.js'
import { createSanitizeUrl } from './sanitize-url.js'
import { start } from './state.js'
import { pseudonym } from './subject.js'
import type { CustomOptions, Sanitized, SanitizeOptions } from './types.js'
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
} from './types.js'

let last: CustomOptions | undefined
let scope: Scope

/** A page has one options object, which must not change. */
const scopes: Scopes = (options) => {
  if (options !== last) {
    const { rules = [], denyKeys } = options
    const denied = denyKeys?.map(bare)
    const redact = createRedactInPage(lanesInPage, rules.map(toLane))
    scope = {
      redact,
      redactInUrl: redact,
      isDenied: denied && ((key) => denied.includes(bare(key))),
      keyMeaning: keyMeaningInPage,
      standIn: pseudonym,
    }
    last = options
  }
  return scope
}

/** The text and where its values were: the same rules in the engine of the full set, for who shows findings. Not in the script. */
export const redactText = /* @__PURE__ */ createRedactText(() => lanesInPage, toLane)

export const sanitizeUrl = /* @__PURE__ */ createSanitizeUrl(scopes)

/** Whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => policy.events.has(name as string)

const walkOver = /* @__PURE__ */ createWalk(policy)

/** A new event with what may leave of `event`, or a `SanitizeError`, or what the host's object throws: nothing leaves then either. */
export function sanitize(input: unknown, options: Omit<SanitizeOptions, 'pseudonymize'> = {}): Sanitized {
  const walk = start(scopes(options), options)
  walk.event = walkOver(input, walk)
  return walk
}

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
