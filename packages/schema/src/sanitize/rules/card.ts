/**
 * Payment cards. Prefix and length from ISO/IEC 7812 issuer ranges as the networks publish them, then the
 * Luhn check (ISO/IEC 7812-1 annex B). Next to a word for card the check is skipped: people mistype.
 */
import { before, insideUuid } from './context.js'
import { type Rule, type Samples, type Span, whole } from './rule.js'

const ISSUER =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[0-9]|[3-6]\d|7[0-2])\d{13}|3[47]\d{13}|3(?:0[0-5]|095|[689]\d)\d{11,16}|35(?:2[89]|[3-8]\d)\d{12,15}|(?:6\d|5[0678])\d{12,17}|8[12]\d{14,17}|9792\d{12})$/
const CARD_WORD =
  /(?:card|cc|visa|master|amex|american express|maestro|discover|diners|jcb|kart[aeyęi]|karte|carte|tarjeta|cart[aã]o|บัตร|卡号|カード)/i

export const card: Rule = {
  id: 'card',
  placeholder: '[card]',
  lanes: [
    {
      needs: 0,
      digits: 12,
      pattern:
        /(?<![\w.]|[\da-f]{4}-)(?:\d{12,19}|\d{4}([ .-]{1,3})\d{4}\1\d{4}\1\d{1,7}(?:\1\d{1,3})?|\d{4}[ -]\d{6}[ -]\d{4,5}|\d{6}[ -]\d{7,13})(?!\w|[.,]\d|-[\da-f]{4})/gi,
      accept: number,
    },
  ],
}

function number(match: RegExpExecArray): Span | undefined {
  const digits = match[0].replace(/\D/g, '')
  const known = before(match, CARD_WORD, 40)
  if (!known && digits.length < 14) return undefined
  if (!known && !(ISSUER.test(digits) && luhn(digits))) return undefined
  if (known && !luhn(digits) && (digits.length < 13 || digits.length > 19)) return undefined
  return insideUuid(match) ? undefined : whole(match)
}

export function luhn(digits: string): boolean {
  let sum = 0
  let double = false
  for (let i = digits.length - 1; i >= 0; i--) {
    const d = digits.charCodeAt(i) - 48
    sum += double ? (d > 4 ? 2 * d - 9 : 2 * d) : d
    double = !double
  }
  return sum % 10 === 0
}

export const cardSamples: Samples = {
  match: [
    ['4111 1111 1111 1111', '[card]'],
    ['pay with 5555555555554444 please', 'pay with [card] please'],
    ['3782-822463-10005', '[card]'],
    ['6011000990139424', '[card]'],
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
