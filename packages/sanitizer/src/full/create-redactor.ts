/** A redactor compiles an application's rules once, for all texts and addresses that follow. */
import { sanitizeUrl } from '../core/sanitize-url.js'
import type { CustomOptions } from '../core/types.js'
import { toCheckedDetector } from './check-rule.js'
import { createFind } from './find.js'
import { engineFor, prefilter } from './full-engine.js'
import { type Redacted, redactBy } from './redact-text.js'

export interface Redactor {
  /** Replaces values in a text, and says where they were. */
  text(text: string): Redacted
  /** Returns host and path of an address without its values, as `sanitizeUrl` does. */
  url(url: string): string
  /** Says whether values under this key are denied, in any spelling of it. */
  isDenied(key: string): boolean
}

/**
 * Compiles rules and denied keys of an application.
 *
 * @param options rules and denied keys; later changes to them have no effect
 * @throws CustomRuleError when a rule cannot be used
 */
export function createRedactor({ rules = [], denyKeys = [] }: CustomOptions = {}): Redactor {
  const find = createFind(prefilter, rules.map(toCheckedDetector))
  const { redactInUrl, isDenied } = engineFor({ rules: [...rules], denyKeys: [...denyKeys] })
  return {
    text: (text) => redactBy(find, text),
    url: (url) => sanitizeUrl(url, redactInUrl, () => undefined),
    isDenied: (key) => isDenied?.(key) ?? false,
  }
}
