/**
 * Payment cards. Prefix and length from ISO/IEC 7812 issuer ranges as the networks publish them, then the
 * Luhn check (ISO/IEC 7812-1 annex B). Next to a word for card the check is skipped: people mistype.
 */
import { unitAt } from '../bytes.js'
import { row } from '../signals.js'
import { before } from './context.js'
import { type NamedLane, NONE, type Rule, type Samples, type Spans, whole } from './rule.js'

/** With at least 14 digits; more than 19 are several cards in a row. */
const ISSUER = /^(?=.{14})(?:[3-6]|2[2-7]|8[12]|9792)/

export const cardInPage: NamedLane = {
  rule: 'card',
  placeholder: '[card]',
  needs: row(12),
  pattern:
    /(?<![\w.]|[\da-f]{4}-)(?:\d{12,19}|\d{4}([ .+/_-]{1,3})\d{4,6}(?:\1\d{1,8}){1,3}|\d{6}[ -]\d{7,13})(?!\w|[.,]\d|-[\da-f]{4})/gi,
  accept: number,
}

/** The words of other scripts weigh more than they find in a page. */
const WORDS = /card|visa|kart|carte|tarjeta|บัตร|卡|カード/i

/** Looked for first: digits alone hold no word, and words cost ten times as much to look for. */
const LETTER = /[A-Za-z\u0080-\uffff]/

export const card: Rule = {
  id: 'card',
  placeholder: '[card]',
  lanes: [{ ...cardInPage, accept: numberAtOnce }],
}

/** The words last: a row of groups has a candidate at every second of them. */
function number(match: RegExpExecArray): Spans {
  const digits = match[0].replace(/\D/g, '')
  const passes = luhn(digits)
  return (passes && ISSUER.test(digits)) ||
    ((passes || digits[12]) && before(match, /card|visa|kart|carte|tarjeta/i))
    ? whole(match)
    : NONE
}

/** The same with more words, in one pass: a text of nothing but digits has a candidate at every fifth character. */
function numberAtOnce(match: RegExpExecArray): Spans {
  const { 0: raw } = match
  let sum = 0
  let count = 0
  for (let i = raw.length - 1; i >= 0; i--) {
    const digit = unitAt(raw, i) - 48
    if (digit >= 0 && digit <= 9) sum += count++ % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)
  }
  const passes = sum % 10 === 0
  if (passes && count >= 14 && ISSUER.test(raw.replace(/\D/g, ''))) return whole(match)
  const named = (passes || count > 12) && before(match, LETTER) && before(match, WORDS)
  return named ? whole(match) : NONE
}

/** From the right every second digit counts twice, and its product by its digits. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = digits.length, weight = 1; i--; weight ^= 3) {
    const product = weight * (digits.charCodeAt(i) - 48)
    sum += product > 9 ? product - 9 : product
  }
  return sum % 10 === 0
}

export const cardSamples: Samples = {
  match: [
    ['4111 1111 1111 1111', '[card]'],
    ['pay with 5555555555554444 please', 'pay with [card] please'],
    ['3782-822463-10005', '[card]'],
    ['6011000990139424', '[card]'],
    ['4111 1111 11111111', '[card]'],
    ['4111+1111+1111+1111', '[card]'],
    ['4111%201111%201111%201111', '[card]'],
    ['4111\u20111111\u20111111\u20111111', '[card]'],
    ['４１１１ １１１１ １１１１ １１１１', '[card]'],
    ['4111\u00a01111\u00a01111\u00a01111', '[card]'],
    ['2024 4111 1111 1111 1111', '2024 [card]'],
    ['my card is 4111111111111112', 'my card is [card]'],
    ['card 4222222222222', 'card [card]'],
  ],
  clean: [
    '4111111111111112',
    '1700000000000',
    'order 1234567890123456',
    '41111111111111111111111',
    '0.4111111111111111',
    '12345678-1234-4111-8111-111111111111',
  ],
}
