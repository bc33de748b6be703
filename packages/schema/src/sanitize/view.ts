/**
 * How the rules see a text. The first view has the same length: digits, dashes, spaces and full-width letters of
 * other scripts become ASCII, and placeholders become holes, which no rule takes into a value. The second view is
 * decoded (`%40`, `\u0040`, `&#64;`, zero-width characters dropped) and knows where each character came from.
 */

import { PLACEHOLDER } from './placeholders.js'

/** Private use: nobody writes it, and when somebody does it is a space. */
const HOLE = '\ue000'

export const placeholders = new RegExp(PLACEHOLDER, 'g')

/** Control characters, spaces, dashes, quotes, digits and full-width forms beyond ASCII; not tab, line feed, carriage return. */
const FOREIGN = /(?![\t\n\r -~\ufeff])[\p{Cc}\p{Z}\p{Pd}\p{Nd}\u2018-\u201d\u2212\u3002\ue000\uff01-\uff5e]/gu

export function plainView(text: string): string {
  const plain = /[^\t\n\r -~]/.test(text) ? text.replace(FOREIGN, plainCharacter) : text
  return plain.includes('[') ? plain.replace(placeholders, hole) : plain
}

export const hole = (placeholder: string): string => HOLE.repeat(placeholder.length)

/** U+2018 to U+201D. */
const QUOTES = "''''\"\""

function plainCharacter(character: string): string {
  const c = character.charCodeAt(0)
  if (character.length > 1) return character
  if (c > 0xff00) return String.fromCharCode(c - 0xfee0)
  /** Blocks of digits begin at …0, between Devanagari and Sinhala and for Limbu at …6. */
  if (/\p{Nd}/u.test(character))
    return String((c & 15) - ((c > 0x965 && c < 0xdf0) || c >> 4 === 0x194 ? 6 : 0))
  return /[\p{Pd}\u2212]/u.test(character) ? '-' : (QUOTES[c - 0x2018] ?? (c === 0x3002 ? '.' : ' '))
}

export interface Decoded {
  readonly text: string
  /** Offset in the first view for each offset in `text`, its end included. */
  readonly origin: readonly number[]
}

/** `%2540` is `%40` once more encoded. No control characters: they are part of no value. */
const ENCODED =
  /(?:%(?:25){0,3}|\\u00|\\x|&#x0{0,4})([2-7][\da-f]);?|&(?:#0{0,4}(\d{2,3})|(commat|amp|period));|[\u00ad\u200b-\u200d\u2060\ufeff]+/gi
const EACH = new RegExp(`${ENCODED.source}|([^])`, 'gi')

/** First letters of the names, and what they stand for. */
const NAMES = 'cap'
const NAMED = '@&.'

export function decodedView(view: string): Decoded | undefined {
  // Before anything is allocated: this is asked of every string.
  if (view.search(ENCODED) < 0) return undefined
  const origin: number[] = []
  const decode = (_: string, hex = '', decimal = '', name = '', plain = '', index = 0): string => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    const character = code
      ? String.fromCharCode(code)
      : name
        ? NAMED.charAt(NAMES.indexOf(name.charAt(0).toLowerCase()))
        : plain
    if (character) origin.push(index)
    return character
  }
  const text = view.replace(EACH, decode)
  origin.push(view.length)
  return { text, origin }
}
