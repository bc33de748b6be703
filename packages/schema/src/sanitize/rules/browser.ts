/**
 * The part of the table that fits into a script tag: what must never leave a page even on its way to the collector, which
 * runs the whole table again. In the order of the table; a test holds the lanes against it.
 */
import { card } from './card.js'
import { emailBrowser } from './email.js'
import { iban } from './iban.js'
import { phoneBrowser } from './phone.js'
import type { Rule } from './rule.js'
import { secretKeyBrowser } from './secret-key.js'
import { secretTokenBrowser } from './secret-token.js'
import { secretUrlBrowser } from './secret-url.js'
import { urlParamBrowser } from './url-param.js'

export const browserRules: readonly Rule[] = [
  secretTokenBrowser,
  secretKeyBrowser,
  secretUrlBrowser,
  emailBrowser,
  card,
  iban,
  phoneBrowser,
  urlParamBrowser,
]
