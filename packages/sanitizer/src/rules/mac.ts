/**
 * Hardware addresses (IEEE 802 EUI-48 and EUI-64) are found with colons, dashes, dots or spaces, and without
 * separators where the context shows that they are addresses.
 */
import { bytesOf } from '../core/bytes.js'
import { createNearby } from './nearby.js'
import { NEAR, NONE, type Rule, type Samples, type Spans, whole } from './rule.js'
import { DOT, HEX, PAIRS, QUADS } from './signals.js'
import { DIGITS, partsOf } from './together.js'

const WORD =
  /(?<![a-z])(?:mac(?![a-z]|[ -]?os\b|book)(?:[ _-]?addr)?|(?:hardware|physical|link|ethernet|device|adapter|interface|burned-in)[ _-]?addr|hw[ _-]?addr|ll[ _-]?addr|bssid|bluetooth|ble\b|wi-?fi|wlan|ethernet|ether\b|eth\d|en[ops]?\d|nic\b|network (?:card|adapter|interface)|netzwerkkarte|adresse (?:mac|physique)|direcci[oó]n (?:mac|f[ií]sica)|eui-?(?:48|64)?(?![a-z]))/gi

/** An address without separators is as long as a short hash, or the id of a container or of a span. */
const OTHER =
  /\b(?:commit|hash|sha\d*|md5|digest|checksum|revision|rev|build|version|branch|tag|image|container|docker|trace|span|request|session|order|invoice|ticket|uuid|etag|serial|key|token)\b/i

const nearby = createNearby({
  value: /(?<![\da-z]|[\da-f][:.-])[\da-f]{12}(?:[\da-f]{4})?(?![\da-z]|[:.-][\da-f])/gi,
  ahead: 40,
  back: 24,
  other: OTHER,
  parts: partsOf(12, `${DIGITS}abcdefABCDEF`),
  minLength: 12,
  valid: () => true,
})

export const mac: Rule = {
  id: 'mac',
  placeholder: '[mac]',
  detectors: [
    {
      needs: PAIRS,
      reach: NEAR,
      pattern:
        /(?<!\w|(?<![\da-z])[\da-f]{1,2}[:.-])[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}(?:[\da-f]{2}\1[\da-f]{2}\1)?[\da-f]{2}(?!\w|[:-][\da-f])/gi,
    },
    {
      needs: DOT | QUADS,
      reach: NEAR,
      pattern: /(?<![\w.-]|(?<![\da-z])[\da-f]{1,4}:)(?:[\da-f]{4}\.){2,3}[\da-f]{4}(?!\w|[:.-]\w)/gi,
      // Four groups of decimal digits are more likely a card.
      accept: (match) => (/^[\d.]{19}$/.test(match[0]) ? NONE : whole(match)),
    },
    {
      needs: PAIRS,
      reach: NEAR,
      pattern:
        /(?<![\w.-]|(?<![\da-z])[\da-f]{2}[ :])(?=[\d ]{0,16}[a-f])[\da-f]{2}(?: [\da-f]{2}){5}(?: [\da-f]{2} [\da-f]{2})?(?!\w| [\da-f]{2}\b)/gi,
    },
    {
      needs: HEX,
      stems:
        'mac|addr|bssid|bluetooth|ble |wifi|wi-fi|wlan|ether|eth1|en1|eno1|enp1|ens1|nic |network|netzwerkkarte|adresse|direcci|eui',
      skipsRefused: true,
      pattern: WORD,
      accept: nearby,
    },
    {
      needs: HEX,
      pattern: /^[ \t"']{0,4}([\da-f]{12}(?:[\da-f]{4})?)[ \t"',;]{0,4}$/gim,
      accept: alone,
    },
  ],
}

/**
 * Accepts an address that is alone in its line. Devices are labelled in capitals and hashes are not; two
 * letters and ten digits are a security (ISIN). An EUI-64 that is made of an EUI-48 has FFFE in its middle
 * (RFC 4291 appendix A).
 */
function alone({ 0: raw, 1: value = '', index, input }: RegExpExecArray, bytes = bytesOf(input)): Spans {
  const start = index + raw.indexOf(value)
  const end = start + value.length
  let [upper, lower] = [false, false]
  for (let i = start; i < end; i++) {
    const c = bytes[i] ?? 0
    if (c > 96) lower = true
    else if (c > 64) upper = true
  }
  if (!upper && !lower) return NONE
  const capitals = !lower && /^[\dA-F]{12}$(?<!^..\d{10})|^[\dA-F]{6}FFFE[\dA-F]{6}$/.test(value)
  return capitals || ordered(bytes, start, end) ? [[start, end]] : NONE
}

/**
 * Says whether five bytes are equal or count up, as people number devices. One in 500 million random values
 * has such bytes.
 */
function ordered(bytes: Uint8Array, start: number, end: number): boolean {
  let [same, counting] = [0, 0]
  let last = -2
  for (let i = start; i < end; i += 2) {
    const byte = digit(bytes[i]) * 16 + digit(bytes[i + 1])
    same = byte === last ? same + 1 : 0
    counting = byte === last + 1 ? counting + 1 : 0
    if (same === 4 || counting === 4) return true
    last = byte
  }
  return false
}

/** Returns the value of a hexadecimal digit, in either case. */
const digit = (c = 0): number => (c > 64 ? (c & 31) + 9 : c - 48)

export const macSamples: Samples = {
  match: [
    ['00:00:5e:00:53:01', '[mac]'],
    ['eth0 00-00-5E-00-53-AF up', 'eth0 [mac] up'],
    ['0000.5e00.5301', '[mac]'],
    ['MAC:00:00:5e:00:53:01', 'MAC:[mac]'],
    ['mac 00 00 5e 00 53 af', 'mac [mac]'],
    ['port 0000.5e00.5301.', 'port [mac].'],
    ['0000.5eff.fe00.5301', '[mac]'],
    ['00:00:5e:ef:10:00:00:01', '[mac]'],
    ['00 00 5e 00 53 af', '[mac]'],
    ['mac 00005E0053AF', 'mac [mac]'],
    ['00005E0053AF', '[mac]'],
    ['00005e0053af is the MAC of the printer', '[mac] is the MAC of the printer'],
    ['hwaddr=00005e0053af', 'hwaddr=[mac]'],
    ['"mac_address":"00005e0053af"', '"mac_address":"[mac]"'],
    ['the Ethernet address is 00005e0053af.', 'the Ethernet address is [mac].'],
    ['eui64: 00005efffe0053af', 'eui64: [mac]'],
    ['00005EFFFE0053AF', '[mac]'],
    ['0a0b0c0d0e0f', '[mac]'],
    ['０0:00:5e:00:53:01', '[mac]'],
    ['00\u201100\u20115e\u201100\u201153\u201101', '[mac]'],
    ['00%3A00%3A5e%3A00%3A53%3A01', '[mac]'],
  ],
  clean: [
    '12:30:45',
    'aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99',
    'b1-b2-b3',
    'commit 00005e0053af',
    '00005e0053af',
    'a1b2c3d4e5f60718',
    'a0a0a0a0fe369e61',
    'c1c2c3c4fe369e61',
    'a0a0a0a0fe36',
    'US0378331005',
    'on my mac, commit 00005e0053af fails',
    'the wifi is slow in build 00005e0053af',
    '202411210945',
    '12 30 45 10 20 30',
    '2024-01-02-03-04-05',
  ],
}
