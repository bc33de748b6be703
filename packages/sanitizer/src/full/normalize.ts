/**
 * Prepares a text for the rules. The normalized text has the same length: digits, dashes, spaces and
 * full-width letters of other scripts become ASCII, and placeholders become markers, which no rule takes into
 * a value. The decoded text (`%40`, `\u0040`, `&#64;`, without zero-width characters) has for each character
 * its offset in the normalized text.
 */

import { MARKER, unitAt } from '../core/bytes.js'
import { KEY_NAMES, OTHER_NAMES, PLACEHOLDER } from '../core/placeholders.js'

export const placeholders = new RegExp(PLACEHOLDER, 'g')

/**
 * Matches control characters, spaces, dashes, quotes, digits and full-width forms beyond ASCII; not tab,
 * line feed, carriage return.
 */
const FOREIGN = /(?![\t\n\r -~\ufeff])[\p{Cc}\p{Z}\p{Pd}\p{Nd}\u2018-\u201d\u2212\u3002\ue000\uff01-\uff5e]/u

/** Replaces characters by their ASCII forms. The result has the same length. */
export const normalize = (text: string): string => (/[^\t\n\r -~]/.test(text) ? normalizeUnits(text) : text)

/** Characters of a placeholder without its last: the name of an application's has up to 32. */
const NAME_MAX = 33
const PLACEHOLDERS: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set(`${KEY_NAMES}|${OTHER_NAMES}`.split('|').map((name) => `[${name}]`)))()
const MARKERS = /* @__PURE__ */ (() => Array.from({ length: NAME_MAX + 2 }, (_, i) => MARKER.repeat(i)))()

/**
 * Replaces each placeholder by markers. It is a loop because a text of nothing but placeholders would call a
 * function for each.
 *
 * @param own placeholders of the application
 */
export function markPlaceholders(plain: string, own?: ReadonlySet<string>): string {
  let out = ''
  let from = 0
  for (let i = plain.indexOf('['); i >= 0; i = plain.indexOf('[', i)) {
    const start = i++
    while (i - start < NAME_MAX && isNameUnit(unitAt(plain, i))) i++
    if (i === start + 1 || unitAt(plain, i) !== 93) continue
    const name = plain.slice(start, ++i)
    if (!PLACEHOLDERS.has(name) && !own?.has(name)) continue
    out += plain.slice(from, start) + (MARKERS[i - start] ?? '')
    from = i
  }
  return from === 0 ? plain : out + plain.slice(from)
}

/** Says whether a unit may be part of a name in brackets. */
const isNameUnit = (unit: number): boolean =>
  (unit > 96 && unit < 123) || (unit > 47 && unit < 58) || unit === 95

/**
 * Caches the ASCII form of each UTF-16 unit; 0 is not known yet. It is allocated for the first text that
 * needs it.
 */
let asciiForms: Uint16Array | undefined

/** It is a loop because a text of nothing but such characters would call a function for each. */
function normalizeUnits(text: string): string {
  asciiForms ??= new Uint16Array(0x10000)
  let plain = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const c = unitAt(text, i)
    if (c > 31 && c < 127) continue
    asciiForms[c] ||= asciiFormOf(c)
    const unit = asciiForms[c] ?? c
    if (unit === c) continue
    plain += text.slice(from, i) + String.fromCharCode(unit)
    from = i + 1
  }
  return from === 0 ? text : plain + text.slice(from)
}

/** The ASCII forms of U+2018 to U+201D. */
const QUOTES = "''''\"\""

function asciiFormOf(c: number): number {
  const character = String.fromCharCode(c)
  if (!FOREIGN.test(character)) return c
  if (c > 0xff00) return c - 0xfee0
  // Blocks of digits begin at …0; those from Devanagari to Sinhala, and Limbu's, begin at …6.
  if (/\p{Nd}/u.test(character))
    return 48 + ((c & 15) - ((c > 0x965 && c < 0xdf0) || c >> 4 === 0x194 ? 6 : 0))
  const plain = /[\p{Pd}\u2212]/u.test(character) ? '-' : (QUOTES[c - 0x2018] ?? (c === 0x3002 ? '.' : ' '))
  return plain.charCodeAt(0)
}

export interface Decoded {
  readonly text: string
  /** Holds the offset in the normalized text for each offset in `text`, its end included. */
  readonly origin: ArrayLike<number>
}

/**
 * Matches an encoded character, also one that is encoded twice (`%2540`), but no control character: no value
 * has one.
 */
const ENCODED =
  /(?:%(?:25){0,3}|\\u00|\\x|&#x0{0,4})([2-7][\da-f]);?|&(?:#0{0,4}(\d{2,3})|(commat|amp|period));|[\u00ad\u200b-\u200d\u2060\ufeff]+/gi

/** The first letters of the named entities, and the characters that they encode. */
const NAMES = 'cap'
const NAMED = '@&.'

export function decodeEscapes(normalized: string): Decoded | undefined {
  ENCODED.lastIndex = 0
  let match = ENCODED.exec(normalized)
  // This runs for every string, so it returns before anything is allocated.
  if (match === null) return undefined
  const origin = new Int32Array(normalized.length + 1)
  let text = ''
  let length = 0
  let from = 0
  for (; match !== null; match = ENCODED.exec(normalized)) {
    const { index } = match
    const character = decoded(match)
    text += normalized.slice(from, index) + character
    while (from < index) origin[length++] = from++
    if (character) origin[length++] = index
    from = ENCODED.lastIndex
  }
  text += normalized.slice(from)
  while (from <= normalized.length) origin[length++] = from++
  return { text, origin: origin.subarray(0, length) }
}

function decoded([, hex, decimal, name]: RegExpExecArray): string {
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal ?? 0)
  if (code) return String.fromCharCode(code)
  return name ? NAMED.charAt(NAMES.indexOf(name.charAt(0).toLowerCase())) : ''
}
