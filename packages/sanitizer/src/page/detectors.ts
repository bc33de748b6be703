/**
 * The part of the table that fits into a script tag: what must never leave a page even on its way to the
 * collector, which runs the whole table again. In the order in which they run, each on what those before it
 * left: first what takes in values of other kinds (an address its parameters, an assignment or an e-mail
 * address a token) or would lose the word before it (an assignment to a token); an account before the card
 * that its digits could be, and a card before the telephone number it stands behind. A test holds the
 * detectors against the table.
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
