/**
 * Telephone numbers are international (ITU-T E.164: 8 to 15 digits after `+` or `00`), have the shape of the
 * North American plan, or are 7 to 15 digits beside a word for telephone. Money, dates, versions and digits
 * next to letters are no telephone numbers.
 */

import { bytesOf } from '../core/bytes.js'
import { insideUuid } from './context.js'
import { createNearby, digitsIn } from './nearby.js'
import {
  type Detector,
  type NamedDetector,
  NEAR,
  NONE,
  type Rule,
  type Samples,
  type Spans,
  whole,
} from './rule.js'
import { APART, PLUS, row } from './signals.js'
import { DIGITS, partsOf } from './together.js'

const WORD =
  /(?:phone|mobile(?!\/| safari)|cell|\bt[eé]l|telef|\bcall|callback|dial|\bfax|whatsapp|\bsms|\btext (?:me|us)|\bring|reach|hotline|helpline|pager|\bdesk|emergency|handy|m[oó]vil|celular|portable|kom[oó]rk|front desk|โทร|เบอร์|電話|电话|手机|전화|тел|contact)/gi

/** Matches words that are nearer to the number and say that it is something else. */
const OTHER =
  /\b(?:order|account|invoice|ticket|case|ref(?:erence)?|id|card|ssn|passport|version|build|isbn|sku|npi|mrn|policy|tracking|serial|zip|code|date|birth|amount|total|price|port|npc|error|pid|line)\b|[$€£¥]\s?$/i

const DATE = /^(?:(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d)/
/** Matches groups with dots that no telephone number has. */
const VERSION = /^\d{1,4}(?:\.\d{1,5}){2,5}$(?<!^\d{3}\.\d{3}\.\d{3,4}|^\d\d(?:\.\d\d){3,5})/

const nearby = /* @__PURE__ */ createNearby({
  value:
    /(?<![\w.+$€£/-])\(?\d(?:[ ()./~-]{0,3}\d){5,14}(?:[ ,;/]{0,3}(?:ext(?:ension|n)?\.?|x|#|~)[ .:]{0,2}\d{1,7})?(?![\d%]|[.,]\d)/gi,
  ahead: 48,
  back: 24,
  other: OTHER,
  // It reads the digits of an extension and the word for it as well.
  parts: /* @__PURE__ */ partsOf(7, DIGITS, ' ()./~-,;:#EXTNSIOextnsio'),
  minLength: 7,
  valid: (value, digits) => {
    const balanced = value.includes('(') === value.includes(')')
    return digits >= 7 && digits <= 20 && balanced && !DATE.test(value) && !VERSION.test(value)
  },
})

export const phoneInPage: NamedDetector = {
  rule: 'phone',
  placeholder: '[phone]',
  pattern:
    /(?<![\d+])\+[ (]{0,2}[1-9](?:[ \t()./-]{0,3}\d){6,16}(?:[ ,;/]{0,3}(?:ext\w{0,6}|x|#)[ .:]{0,2}\d{1,7})?(?![\d%]|[.,]\d)/gi,
  accept: (match) => (/^.\d+\.\d+$/.test(match[0]) ? NONE : whole(match)),
}

/** Adds Russian words for extension to a detector. */
const inRussian = (detector: Detector): Detector => ({
  ...detector,
  needs: PLUS | row(7),
  reach: NEAR,
  pattern: new RegExp(detector.pattern.source.replace('|#', '|#|доб'), 'gi'),
})

export const phone: Rule = {
  id: 'phone',
  placeholder: '[phone]',
  detectors: [
    /* @__PURE__ */ inRussian(phoneInPage),
    {
      needs: APART | row(9),
      reach: NEAR,
      pattern: /(?<![\w.,:/+-])00[ .-]?[1-9](?:[ \t()./-]{0,3}\d){6,16}(?!\w|%|[.,]\d)/g,
      accept: international,
    },
    {
      needs: APART | row(10),
      reach: NEAR,
      pattern:
        /(?<![\w.+]|\d[-/]|[\da-f]{4}-)(?:1[ .-]?)?(?:\([2-9]\d{2}\)[ -]{0,2}|[2-9]\d{2}([ ./-]{1,2}))[2-9]?\d{2,3}[ .-]\d{4}(?:[ ,;/]{0,3}(?:ext(?:ension|n)?\.?|x|#)[ .:]{0,2}\d{1,7})?(?!\w|[.-]\d|-[\da-f]{4})/gi,
      accept: northAmerican,
    },
    {
      needs: APART | row(9),
      reach: NEAR,
      pattern:
        /(?<![\w.+/-]|\d )(?:\(0\d{1,4}\)[ -]?|0\d{1,4}[ /])\d{2,8}(?:[ -]\d{2,5}){0,4}(?!\w|[./,-]\d)/g,
      accept: national,
    },
    {
      // The digits of an extension may be the seventh and more.
      needs: row(6),
      digits: 7,
      stems:
        'phone|mobile|cell| tel| tél|telef| call|callback|dial| fax|whatsapp| sms| text me| text us| ring|reach|hotline|helpline|pager| desk|emergency|handy|movil|móvil|celular|portable|komork|komórk|โทร|เบอร์|電話|电话|手机|전화|тел|contact',
      skipsRefused: true,
      pattern: WORD,
      accept: nearby,
    },
  ],
}

function international(match: RegExpExecArray, bytes = bytesOf(match.input)): Spans {
  const { 0: raw, index } = match
  // Without a separator `00…` is more likely a padded number or the start of a hash.
  const digits = digitsIn(bytes, index, index + raw.length)
  return digits > 16 || digits === raw.length || insideUuid(match, bytes) ? NONE : whole(match)
}

function northAmerican(match: RegExpExecArray, bytes = bytesOf(match.input)): Spans {
  const { 0: raw, index } = match
  const extension = raw.search(/[x#e]/i)
  const digits = digitsIn(bytes, index, index + (extension < 0 ? raw.length : extension))
  return (digits === 10 || digits === 11) && !insideUuid(match, bytes) ? whole(match) : NONE
}

function national(match: RegExpExecArray, bytes = bytesOf(match.input)): Spans {
  const digits = digitsIn(bytes, match.index, match.index + match[0].length)
  return digits >= 9 && digits <= 12 && !DATE.test(match[0]) ? whole(match) : NONE
}

export const phoneSamples: Samples = {
  match: [
    ['+1 202-555-0143', '[phone]'],
    ['call +44 20 7946 0018 ext. 12 now', 'call [phone] now'],
    ['0044 20 7946 0018', '[phone]'],
    ['(202) 555-0143', '[phone]'],
    ['202.555.0143', '[phone]'],
    ['020 7946 0018', '[phone]'],
    ['my phone is 2025550143', 'my phone is [phone]'],
    ['２０２-５５５-０１４３', '[phone]'],
    ['202\u2011555\u20110143', '[phone]'],
    ['2025550143 is my mobile', '[phone] is my mobile'],
  ],
  clean: [
    'call order 2025550143',
    '2025550143',
    '1700000000000',
    '001-6709113-3533384',
    '2024-01-02',
    '$2,025,550',
    '01/02/2024 10:30',
    '550e8400-e29b-41d4-a716-446655440000',
    'see 202-555',
  ],
}
