/**
 * Bank accounts: ISO 13616 with its check of ISO 7064 mod 97-10, which one in a hundred of other numbers of this shape
 * passes. Polish accounts carry the check digits of their IBAN also when they are written without the country.
 */
import { ACCOUNT } from '../signals.js'
import { before } from './context.js'
import { type Lane, type NamedLane, NONE, type Rule, type Samples, type Spans, whole } from './rule.js'

const lane: Lane = {
  needs: ACCOUNT,
  digits: 8,
  pattern:
    /(?<![A-Za-z0-9])(?:[A-Z]{2} ?\d\d(?: ?[A-Z\d]{11,30}|(?:[ .-][A-Z\d]{4}){2,7}(?:[ .-][A-Z\d]{1,4})?)|\d\d(?:[ -]?\d{4}){6})(?![A-Za-z0-9])/gi,
  accept: account,
}

export const iban: Rule = { id: 'iban', placeholder: '[iban]', lanes: [lane] }

export const ibanInPage: NamedLane = { rule: 'iban', placeholder: '[iban]', ...lane }

/** What stands behind the account can look like one more group of it: the longest run of groups that passes is the account. */
function account(match: RegExpExecArray): Spans {
  const { 0: raw, index } = match
  const named = before(match, /iban|account|konto/i)
  /** A lower-case run of letters and digits is rather a hash; a span id of 16 can be two letters and digits. */
  if (/[a-z]/.test(raw) && !named && !/^..\d{16,}$/.test(raw)) return NONE
  const [start = '', country = 'PL', check = ''] = /^([a-z]{2})? ?(\d\d)/i.exec(raw) ?? []
  const head = Number(country.replace(/./g, value) + check)
  let rest = 0
  let end = 0
  for (let i = start.length; i < raw.length; ) {
    const digits = value(raw.charAt(i++))
    rest = (rest * 10 ** digits.length + +digits) % 97
    if (i > 14 && (rest * 1e6 + head) % 97 === 1 && !value(raw.charAt(i))) end = i
  }
  if (end > 0) return [[index, index + end]]
  return named && !/^\d/.test(raw) ? whole(match) : NONE
}

/** A is 10, and Z is 35; nothing for a separator. */
const value = (character: string): string => (character > '/' ? String(Number.parseInt(character, 36)) : '')

export const ibanSamples: Samples = {
  match: [
    ['GB82 WEST 1234 5698 7654 32', '[iban]'],
    ['to DE89370400440532013000 now', 'to [iban] now'],
    ['FR14 2004 1010 0505 0001 3M02 606 THANKS', '[iban] THANKS'],
    ['my iban is GB82WEST12345698765433', 'my iban is [iban]'],
    ['DE89.3704.0044.0532.0130.00', '[iban]'],
    ['DE 89 3704 0044 0532 0130 00', '[iban]'],
    ['DE89 370400440532013000', '[iban]'],
    ['de89370400440532013000', '[iban]'],
    ['DE89%203704%200044%200532%200130%2000', '[iban]'],
    ['ＤＥ８９３７０４００４４０５３２０１３０００', '[iban]'],
    ['60 1020 1026 0000 0422 7020 1111', '[iban]'],
  ],
  clean: [
    'de89370400440532013001',
    'fe64111119087342',
    'GB82WEST12345698765433',
    'DE12 rooms',
    'AB12CDEFGHIJKLMNOP',
    'ZZ99123456789012345678',
  ],
}
