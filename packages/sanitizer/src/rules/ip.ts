/**
 * IP addresses are dotted quads (RFC 791) that are not in the place of a version, and IPv6 addresses in all
 * forms of RFC 4291 §2.2. These are parsed, because a pattern alone would also match times and C++ names.
 */
import { bytesOf } from '../core/bytes.js'
import { before } from './context.js'
import { NEAR, NONE, type Rule, type Samples, type Spans, whole } from './rule.js'
import { COLONS, DOT, row } from './signals.js'

const VERSION =
  /(?:[a-z]\/|\bv|\brv:|\b(?:ver|version|release|build|rev|revision|firmware|update|upgraded?|package|driver|assembly|section|chapter|oid)[\s:="'v(.]{0,4}|[=<>^~]= ?|[\^~] ?|(?<![\w"'/])[<>] ?|\b(?:bump|upgrad|updat)\w{0,4}\b.{0,24})$/i

export const ip: Rule = {
  id: 'ip',
  placeholder: '[ip]',
  detectors: [
    {
      needs: DOT | row(4),
      reach: NEAR,
      pattern:
        /(?<![\w.+]|(?<!\.\d{1,3})-)(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}(?:\/\d{1,2}(?![\w/]|\.\d))?(?![\w+]|\.\d|-(?!(?:\d{1,3}\.){3})[\da-z])/gi,
      accept: quad,
    },
    {
      needs: COLONS,
      reach: NEAR,
      pattern:
        /(?<![\w.]|(?<![\da-z])[\da-f]{0,4}:)(?=[\da-f]{0,4}:[\da-f]{0,4}:)[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}(?:(?:\.\d{1,3}){3})?(?:%[\w.-]{1,16})?(?:\/\d{1,3}(?![\w/]|\.\d))?(?![\w:])/gi,
      accept: groups,
    },
  ],
}

function quad(match: RegExpExecArray): Spans {
  return before(match, VERSION) ? NONE : whole(match)
}

/** It reads characters one by one, because a text of colons has a candidate at every second one. */
function groups({ 0: raw, index, input }: RegExpExecArray, bytes = bytesOf(input)): Spans {
  // The cheapest tests come first: `items[::2]` is a slice; eight groups have 15 characters, and four with a
  // gap have 8.
  if (bytes[index - 1] === OPENING && /[\w)\]]/.test(input.charAt(index - 2))) return NONE
  const stop = index + raw.length
  let end = index
  /** Four bytes with dots between are two groups. */
  let filled = 0
  let hasDot = false
  let hasDigit = false
  let empties = 0
  let last = COLON
  for (; end < stop; end++) {
    const c = bytes[end] ?? 0
    if (c === PERCENT || c === SLASH_SIGN) break
    if (c === COLON) {
      if (last === COLON && end > index) empties++
    } else {
      if (last === COLON) filled++
      if (c < COLON) {
        if (c > SLASH_SIGN) hasDigit = true
        else if (c === DOT_SIGN) hasDot = true
      }
    }
    last = c
  }
  for (let i = end; i < stop && !hasDigit; i++) hasDigit = digitAt(bytes, i)
  if (hasDot) filled++
  if (raw.length < 15 && (empties === 0 || (raw.length < 8 && !hasDigit))) return NONE
  if (empties > 1) return NONE
  if (empties === 0 ? filled !== 8 : filled > 7 || (filled === 0 && !raw.includes('/'))) return NONE
  // No address has a single colon at either end.
  if (bytes[index] === COLON && bytes[index + 1] !== COLON) return NONE
  if (last === COLON && bytes[end - 2] !== COLON) return NONE
  /** `fade::bad` is a name in code. */
  if (empties > 0 && filled < 4 && !hasDigit) return NONE
  return [[index, stop]]
}

const digitAt = (bytes: Uint8Array, i: number): boolean => (bytes[i] ?? 0) > 47 && (bytes[i] ?? 0) < 58

const PERCENT = 37
const DOT_SIGN = 46
const SLASH_SIGN = 47
const COLON = 58
const OPENING = 91

export const ipSamples: Samples = {
  match: [
    ['from 192.0.2.17 again', 'from [ip] again'],
    ['http://198.51.100.7:8080/x', 'http://[ip]:8080/x'],
    ['2001:db8::8a2e:370:7334', '[ip]'],
    ['http://[::1]:3000', 'http://[[ip]]:3000'],
    ['2001:db8:0:0:0:0:0:1 up', '[ip] up'],
    ['::ffff:192.0.2.1', '[ip]'],
    ['fe80::1%eth0', '[ip]'],
    ['peer:2001:db8::1 left', 'peer:[ip] left'],
    ['ip=192.0.2.17;', 'ip=[ip];'],
    ['192%2E0%2E2%2E17', '[ip]'],
    ['192.0.2.1-192.0.2.9', '[ip]-[ip]'],
    ['<td>192.0.2.1</td>', '<td>[ip]</td>'],
    ['１９２.０.２.１７', '[ip]'],
    ['client 192.0.2.17, 198.51.100.7', 'client [ip], [ip]'],
    ['allow 2001:db8::/32.', 'allow [ip].'],
  ],
  clean: [
    'Chrome/120.0.0.0',
    'version 1.2.3.4',
    'needs kit >1.2.3.4',
    '"kit": "^1.2.3.4"',
    'v10.0.0.1',
    '12:30:45',
    'std::vector',
    'items[::2]',
    '1.2.3',
    '256.1.1.1',
    'fade::bad',
  ],
}
