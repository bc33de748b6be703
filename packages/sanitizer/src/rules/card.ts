/**
 * Payment cards have a prefix and a length of the ISO/IEC 7812 issuer ranges that the networks publish, and
 * pass the Luhn check (ISO/IEC 7812-1 annex B). Beside a word for card the check is skipped: people mistype.
 */
import { bytesOf } from '../core/bytes.js'
import { before, wordBefore } from './context.js'
import { type NamedDetector, NEAR, NONE, type Rule, type Samples, type Spans, whole } from './rule.js'
import { row } from './signals.js'

const ISSUER = /^(?:[3-6]|2[2-7]|8[12]|9792)/

export const cardInPage: NamedDetector = {
  rule: 'card',
  placeholder: '[card]',
  // In either case without the flag, with which a group that comes again is compared by a function of the
  // runtime.
  pattern:
    /(?<![\w.]|[\da-fA-F]{4}-)(?:\d{12,19}|\d{4}([ .+/_-]{1,3})\d{4,6}(?:\1\d{1,8}){1,3}|\d{6}[ -]\d{7,13})(?!\w|[.,]\d|-[\da-fA-F]{4})/g,
  accept: (match) => number(match, /card|visa|kart|carte|tarjeta/i),
}

/** The words of other scripts weigh more than they find in a page. */
const WORDS = /card|visa|kart|carte|tarjeta|บัตร|卡|カード/i

export const card: Rule = {
  id: 'card',
  placeholder: '[card]',
  detectors: [
    {
      ...cardInPage,
      needs: row(12),
      inDigits: true,
      reach: NEAR,
      accept: numberAtOnce,
    },
  ],
}

/**
 * The month in which a card ends, or another card behind it, can look like more groups of the number, so the
 * card is the longest run of groups that passes the check. The Luhn sum doubles every second digit from the
 * right. Two sums are kept, one for each parity of the last digit, and each further digit swaps them.
 */
function number(match: RegExpExecArray, words: RegExp): Spans {
  const { 0: raw, index } = match
  let sum = 0
  let shifted = 0
  let count = 0
  let end = 0
  for (let i = 0; i < raw.length; ) {
    const digit = raw.charCodeAt(i++) - 48
    if (digit >= 0 && digit < 10) {
      const passed = shifted + digit
      shifted = sum + digit * 2 - (digit > 4 ? 9 : 0)
      sum = passed
      count++
    }
    if (count > 13 && sum % 10 === 0 && !/\d/.test(raw.charAt(i))) end = i
  }
  // Words are tested last: a row of groups has a candidate at every second group.
  if ((count > 12 || sum % 10 === 0) && before(match, words)) return whole(match)
  return end > 0 && ISSUER.test(raw) ? [[index, index + end]] : NONE
}

/** Does the same on bytes, because a text of nothing but groups has a candidate at each of them. */
function numberAtOnce(match: RegExpExecArray, bytes = bytesOf(match.input)): Spans {
  const { 0: raw, index } = match
  const stop = index + raw.length
  let sum = 0
  let shifted = 0
  let count = 0
  let end = 0
  for (let i = index; i < stop; ) {
    const digit = (bytes[i++] ?? 0) - 48
    if (digit >= 0 && digit < 10) {
      const passed = shifted + digit
      shifted = sum + digit * 2 - (digit > 4 ? 9 : 0)
      sum = passed
      count++
    }
    if (count > 13 && sum % 10 === 0 && (i === stop || !isDigit(bytes[i]))) end = i
  }
  if ((count > 12 || sum % 10 === 0) && wordBefore(match, bytes) && before(match, WORDS)) return whole(match)
  return end > 0 && ISSUER.test(raw) ? [[index, end]] : NONE
}

const isDigit = (c = 0): boolean => c > 47 && c < 58

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
    ['4111 1111 1111 1111 12/27 123', '[card] 12/27 123'],
    ['4111 1111 1111 1111 5555 5555 5555 4444 3782 822463 10005', '[card] [card] [card]'],
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
