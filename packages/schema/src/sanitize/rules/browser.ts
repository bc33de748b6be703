/**
 * The part of the table that fits into a script tag: what must never leave a page even on its way to the collector, which
 * runs the whole table again. In the order in which they run, each on what those before it left: first what takes in values
 * of other kinds (an address its parameters, an assignment or an e-mail address a token) or would lose the word before it (an
 * assignment to a token); an account before the card that its digits could be, and a card before the telephone number it stands
 * behind. A test holds the lanes against the table.
 */
import { cardInPage } from './card.js'
import { emailInPage } from './email.js'
import { ibanInPage } from './iban.js'
import { phoneInPage } from './phone.js'
import type { NamedLane } from './rule.js'
import { secretKeyInPage } from './secret-key.js'
import { commonTokenInPage, randomTokenInPage } from './secret-token.js'
import { secretUrlInPage } from './secret-url.js'
import { urlParamInPage } from './url-param.js'

export const lanesInPage: readonly NamedLane[] = [
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
