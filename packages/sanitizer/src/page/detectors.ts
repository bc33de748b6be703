/**
 * The detectors of a page find what must never leave it, even on the way to the collector, which runs the
 * whole table again. They run in this order, each on what those before it left. A detector whose values hold
 * values of other kinds comes first: an address has parameters, and an assignment or an e-mail address may
 * hold a token. An account comes before the card that its digits could be, and a card before the telephone
 * number that could precede it. A test compares the detectors with the table.
 */
import { cardInPage } from '../rules/card.js'
import { emailInPage } from '../rules/email.js'
import { ibanInPage } from '../rules/iban.js'
import { phoneInPage } from '../rules/phone.js'
import type { NamedDetector } from '../rules/rule.js'
import { secretKeyInPage } from '../rules/secret-key.js'
import { commonTokenInPage, randomTokenInPage } from '../rules/secret-token.js'
import { secretUrlInPage } from '../rules/secret-url.js'
import { urlParamInPage } from '../rules/url-param.js'

export const pageDetectors: readonly NamedDetector[] = [
  urlParamInPage,
  secretUrlInPage,
  secretKeyInPage,
  emailInPage,
  commonTokenInPage,
  randomTokenInPage,
  ibanInPage,
  cardInPage,
  phoneInPage,
]
