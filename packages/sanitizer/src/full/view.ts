/**
 * How the rules see a text. The first view has the same length: digits, dashes, spaces and full-width letters of
 * other scripts become ASCII, and placeholders become holes, which no rule takes into a value. The second view is
 * decoded (`%40`, `\u0040`, `&#64;`, zero-width characters dropped) and knows where each character came from.
 */

import { HOLE, unitAt } from '../core/bytes.js'
import { KEY_NAMES, OTHER_NAMES, PLACEHOLDER } from '../core/placeholders.js'

export const placeholders = new RegExp(PLACEHOLDER, 'g')

/** Control characters, spaces, dashes, quotes, digits and full-width forms beyond ASCII; not tab, line feed, carriage return. */
const FOREIGN = /(?![\t\n\r -~\ufeff])[\p{Cc}\p{Z}\p{Pd}\p{Nd}\u2018-\u201d\u2212\u3002\ue000\uff01-\uff5e]/u

/** As long as the text, placeholders and all. */
export const plainForm = (text: string): string => (/[^\t\n\r -~]/.test(text) ? plainText(text) : text)

/** Characters of a placeholder but its last: those of an application have names of up to 32. */
const NAME_MAX = 33
const PLACEHOLDERS: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set(`${KEY_NAMES}|${OTHER_NAMES}`.split('|').map((name) => `[${name}]`)))()
const HOLES = /* @__PURE__ */ (() => Array.from({ length: NAME_MAX + 2 }, (_, i) => HOLE.repeat(i)))()

/** A hole for each placeholder. By hand: a text of nothing but placeholders would call a function for each. */
export function withHoles(plain: string, own?: ReadonlySet<string>): string {
  let out = ''
  let from = 0
  for (let i = plain.indexOf('['); i >= 0; i = plain.indexOf('[', i)) {
    const start = i++
    while (i - start < NAME_MAX && isPart(unitAt(plain, i))) i++
    if (i === start + 1 || unitAt(plain, i) !== 93) continue
    const name = plain.slice(start, ++i)
    if (!PLACEHOLDERS.has(name) && !own?.has(name)) continue
    out += plain.slice(from, start) + (HOLES[i - start] ?? '')
    from = i
  }
  return from === 0 ? plain : out + plain.slice(from)
}

/** Of a name in brackets. */
const isPart = (unit: number): boolean => (unit > 96 && unit < 123) || (unit > 47 && unit < 58) || unit === 95

/** What each UTF-16 unit is in this view; 0 is not asked yet. Half of a pair is itself. Not there until somebody writes such a text. */
let plainUnits: Uint16Array | undefined

/** In one pass: a text of nothing but such characters would call a function for each. */
function plainText(text: string): string {
  plainUnits ??= new Uint16Array(0x10000)
  let plain = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const c = unitAt(text, i)
    if (c > 31 && c < 127) continue
    plainUnits[c] ||= plainUnit(c)
    const unit = plainUnits[c] ?? c
    if (unit === c) continue
    plain += text.slice(from, i) + String.fromCharCode(unit)
    from = i + 1
  }
  return from === 0 ? text : plain + text.slice(from)
}

/** U+2018 to U+201D. */
const QUOTES = "''''\"\""

function plainUnit(c: number): number {
  const character = String.fromCharCode(c)
  if (!FOREIGN.test(character)) return c
  if (c > 0xff00) return c - 0xfee0
  /** Blocks of digits begin at …0, between Devanagari and Sinhala and for Limbu at …6. */
  if (/\p{Nd}/u.test(character))
    return 48 + ((c & 15) - ((c > 0x965 && c < 0xdf0) || c >> 4 === 0x194 ? 6 : 0))
  const plain = /[\p{Pd}\u2212]/u.test(character) ? '-' : (QUOTES[c - 0x2018] ?? (c === 0x3002 ? '.' : ' '))
  return plain.charCodeAt(0)
}

export interface Decoded {
  readonly text: string
  /** Offset in the first view for each offset in `text`, its end included. */
  readonly origin: ArrayLike<number>
}

/** `%2540` is `%40` once more encoded. No control characters: they are part of no value. */
const ENCODED =
  /(?:%(?:25){0,3}|\\u00|\\x|&#x0{0,4})([2-7][\da-f]);?|&(?:#0{0,4}(\d{2,3})|(commat|amp|period));|[\u00ad\u200b-\u200d\u2060\ufeff]+/gi

/** First letters of the names, and what they stand for. */
const NAMES = 'cap'
const NAMED = '@&.'

export function decodedView(view: string): Decoded | undefined {
  ENCODED.lastIndex = 0
  let match = ENCODED.exec(view)
  // Before anything is allocated: this is asked of every string.
  if (match === null) return undefined
  const origin = new Int32Array(view.length + 1)
  let text = ''
  let length = 0
  let from = 0
  for (; match !== null; match = ENCODED.exec(view)) {
    const { index } = match
    const character = decoded(match)
    text += view.slice(from, index) + character
    while (from < index) origin[length++] = from++
    if (character) origin[length++] = index
    from = ENCODED.lastIndex
  }
  text += view.slice(from)
  while (from <= view.length) origin[length++] = from++
  return { text, origin: origin.subarray(0, length) }
}

function decoded([, hex, decimal, name]: RegExpExecArray): string {
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal ?? 0)
  if (code) return String.fromCharCode(code)
  return name ? NAMED.charAt(NAMES.indexOf(name.charAt(0).toLowerCase())) : ''
}
