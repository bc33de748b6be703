/**
 * Bank accounts (ISO 13616) pass the check of ISO 7064 mod 97-10, which only one in a hundred other numbers
 * of this shape passes. Polish accounts have the check digits of their IBAN even when they are written
 * without the country.
 */
import { bytesOf } from '../core/bytes.js'
import { before, wordBefore } from './context.js'
import { type NamedDetector, NEAR, NONE, type Rule, type Samples, type Spans, whole } from './rule.js'
import { ACCOUNT } from './signals.js'

const NAMED = /iban|account|konto/i

/**
 * Moving six digits behind the rest multiplies the rest by this, modulo 97. V8 divides small integers ten
 * times as fast.
 */
const MOVED = 1e6 % 97

/** The country code PL as digits: P is 25, and L is 21. */
const POLAND = 2521

export const ibanInPage: NamedDetector = {
  rule: 'iban',
  placeholder: '[iban]',
  pattern:
    /(?<![a-z\d])(?:[A-Z]{2} ?\d\d(?: ?[A-Z\d]{11,30}|(?:[ .-][A-Z\d]{4}){2,7}(?:[ .-][A-Z\d]{1,4})?)|\d\d(?:[ -]?\d{4}){6})(?![a-z\d])/gi,
  accept: account,
}

export const iban: Rule = {
  id: 'iban',
  placeholder: '[iban]',
  detectors: [
    { ...ibanInPage, needs: ACCOUNT, digits: 8, inDigits: true, reach: NEAR, accept: accountAtOnce },
  ],
}

/**
 * The text behind an account can look like one more group of it, so the account is the longest run of groups
 * that passes the check.
 */
function account(match: RegExpExecArray): Spans {
  const { 0: raw, index } = match
  const isNamed = before(match, NAMED)
  // A lower-case run of letters and digits is rather a hash; a span id of 16 can be two letters and digits.
  if (/[a-z]/.test(raw) && !isNamed && !/^..\d{16,}$/.test(raw)) return NONE
  const isBare = raw < 'A'
  let head = isBare ? POLAND : 0
  let seen = isBare ? 2 : 0
  let rest = 0
  let end = 0
  for (let i = 0; i < raw.length; ) {
    const digit = value(raw, i++)
    if (digit >= 0) {
      const shift = digit > 9 ? 100 : 10
      if (seen++ < 4) head = head * shift + digit
      else rest = (rest * shift + digit) % 97
    }
    if (i > 14 && (rest * MOVED + head) % 97 === 1 && !(value(raw, i) >= 0)) end = i
  }
  if (end > 0) return [[index, index + end]]
  return isNamed && !isBare ? whole(match) : NONE
}

/**
 * Does the same on bytes, and takes the words before an account into account, because a text of nothing but
 * groups has a candidate at each of them.
 */
function accountAtOnce(match: RegExpExecArray, bytes = bytesOf(match.input)): Spans {
  const { 0: raw, index } = match
  const isNamed = (): boolean => wordBefore(match, bytes) && before(match, NAMED)
  const stop = index + raw.length
  const isBare = (bytes[index] ?? 0) < 65
  let head = isBare ? POLAND : 0
  let seen = isBare ? 2 : 0
  let rest = 0
  let end = 0
  let lower = false
  for (let i = index; i < stop; ) {
    const c = bytes[i++] ?? 0
    if (c > 64) {
      if (c > 96 && !lower) {
        if (!/^..\d{16,}$/.test(raw) && !isNamed()) return NONE
        lower = true
      }
      const letter = (c & 31) + 9
      if (seen++ < 4) head = head * 100 + letter
      else rest = (rest * 100 + letter) % 97
    } else if (c > 47) {
      if (seen++ < 4) head = head * 10 + c - 48
      else rest = (rest * 10 + c - 48) % 97
    }
    if (i - index > 14 && (rest * MOVED + head) % 97 === 1 && (i === stop || (bytes[i] ?? 0) < 48)) end = i
  }
  if (end > 0) return [[index, end]]
  return !isBare && isNamed() ? whole(match) : NONE
}

/** Returns 10 for A to 35 for Z in either case, a negative number for a separator, and NaN behind the end. */
function value(text: string, i: number): number {
  const c = text.charCodeAt(i)
  return c > 64 ? (c & 31) + 9 : c - 48
}

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
