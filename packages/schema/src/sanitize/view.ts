/**
 * How the rules see a text. The first view has the same length: digits, dashes, spaces and full-width letters of
 * other scripts become ASCII, and placeholders become holes, which no rule takes into a value. The second view is
 * decoded (`%40`, `\u0040`, `&#64;`, zero-width characters dropped) and knows where each character came from.
 */

/** Private use: nobody writes it, and when somebody does it is a space. */
const HOLE = '\ue000'

/** Every placeholder that may stand in a text, also those that only keys and fallbacks write. */
export const placeholders =
  /\[(?:email|card|iban|mac|ip|phone|id|secret|param|dob|user|name|address|removed)\]/g

/** Control characters, spaces, dashes, quotes, digits and full-width forms beyond ASCII; not tab, line feed, carriage return. */
const FOREIGN =
  /[\0-\x08\v\f\x0e-\x1f\x7f-\xa0\u2000-\u200a\u2010-\u2015\u2018-\u201d\u2028-\u202f\u205f\u2212\u3000\u3002\ue000\uff01-\uff5e]|[^\P{Nd}\d]/gu

export function plainView(text: string): string {
  const plain = /[^\t\n\r -~]/.test(text) ? text.replace(FOREIGN, plainCharacter) : text
  return plain.includes('[') ? plain.replace(placeholders, (p) => HOLE.repeat(p.length)) : plain
}

function plainCharacter(character: string): string {
  const c = character.charCodeAt(0)
  if (character.length > 1) return character
  if (c > 0xff00) return String.fromCharCode(c - 0xfee0)
  /** Blocks of digits begin at …0, between Devanagari and Sinhala at …6. */
  if (/\p{Nd}/u.test(character)) return String((c & 15) - (c > 0x965 && c < 0xdf0 ? 6 : 0))
  if (c === 0x3002) return '.'
  if (c === 0x2212 || (c > 0x200f && c < 0x2016)) return '-'
  return c > 0x2017 && c < 0x201e ? (c < 0x201c ? "'" : '"') : ' '
}

export interface Decoded {
  readonly text: string
  /** Offset in the first view for each offset in `text`, its end included. */
  readonly origin: readonly number[]
}

/** `%2540` is `%40` once more encoded. Only printable ASCII: nothing else is part of a value. */
const ENCODED =
  /(?:%(?:25){0,3}|\\u00|\\x)([2-7][\da-f])|&(?:#0{0,4}(\d{2,3})|#x0{0,4}([2-7][\da-f])|(commat|amp|period|colon|equals|quot|lt|gt|nbsp|num|sol|plus|hyphen|lowbar));|[\u00ad\u200b-\u200d\u2060\ufeff]/gi

/** By their first letters, in the order of the pattern. */
const ENTITIES = 'com@amp&per.col:equ=quo"lt;<gt;>nbs num#sol/plu+hyp-low_'

export function decodedView(view: string): Decoded | undefined {
  let text = ''
  const origin: number[] = []
  let from = 0
  const copy = (to: number): void => {
    text += view.slice(from, to)
    while (from < to) origin.push(from++)
  }
  for (const { 0: raw, 1: hex, 2: decimal, 3: hexEntity, 4: name = '', index } of view.matchAll(ENCODED)) {
    const code = decimal === undefined ? Number.parseInt(hex ?? hexEntity ?? '0', 16) : Number(decimal)
    if (decimal !== undefined && (code < 32 || code > 126)) continue
    copy(index)
    const character =
      name === '' ? code > 0 && String.fromCharCode(code) : ENTITIES[ENTITIES.indexOf(raw.slice(1, 4).toLowerCase()) + 3]
    if (character) {
      text += character
      origin.push(index)
    }
    from = index + raw.length
  }
  if (from === 0) return undefined
  copy(view.length)
  origin.push(from)
  return { text, origin }
}
