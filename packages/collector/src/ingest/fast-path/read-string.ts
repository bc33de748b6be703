/**
 * Reads strings and lists about which the sanitizer has to be asked, where they stand in a JSON text.
 */
import { type EncodeUnchanged, ESCAPED } from '@hushlog/schema/fields'
import { CLOSE_ARRAY, COMMA, endOfString, OPEN_ARRAY } from './json-codes.js'
import { createLiteralCache } from './literal-cache.js'
import type { ReadValue, Source } from './source.js'
import type { Subjects } from './subjects.js'

/** The text must hold the value character for character, as JSON that JavaScript writes. */
export const readString = (encode: EncodeUnchanged): ReadValue =>
  readNewString(encode, (value) => encode(value) !== undefined)

/**
 * Does the same where what passes is remembered by the text of its JSON.
 *
 * @param encode is asked for a string that has an escape
 * @param mayLeave is asked for any other, and remembers none
 */
export const readNewString =
  (encode: EncodeUnchanged, mayLeave: (value: string) => boolean): ReadValue =>
  ({ text, codes }, at) => {
    const end = endOfString(codes, at)
    if (end === 0) return 0
    const inner = text.slice(at + 1, end - 1)
    if (!ESCAPED.test(inner)) return mayLeave(inner) ? end : 0
    const json = text.slice(at, end)
    return encode(parseIfValid(json)) === json ? end : 0
  }

/** Remembers strings that passed, for fields whose values repeat. */
export function rememberPassed(read: ReadValue): ReadValue {
  const passed = createLiteralCache<true>(4096)
  return (source, at) => {
    const known = passed.find(source.codes, at)
    if (known !== undefined) return at + known.codes.length
    const end = read(source, at)
    if (end > 0) passed.add(source.codes, at, end, true)
    return end
  }
}

/**
 * @param currentSubjects returns the subjects of the tenant whose event is read
 * @param replace is called with the JSON that takes the place of the value
 */
export function readSubject(
  currentSubjects: () => Subjects,
  replace: (source: Source, at: number, end: number, json: string) => void,
): ReadValue {
  const replacementAt = (text: string, at: number, end: number): string | undefined => {
    // The JSON is longer where something would have to be escaped. It is a string of its own, which may be
    // kept.
    const json = JSON.stringify(text.slice(at + 1, end - 1))
    return json.length === end - at ? currentSubjects().replacementOf(json.slice(1, -1)) : undefined
  }
  return (source, at) => {
    const { text, codes } = source
    const replacements = currentSubjects().known()
    const known = replacements.find(codes, at)
    const end = known === undefined ? endOfString(codes, at) : at + known.codes.length
    if (end === 0) return 0
    const json = known?.value ?? replacementAt(text, at, end)
    if (json === undefined) return 0
    if (known === undefined) replacements.add(codes, at, end, json)
    replace(source, at, end, json)
    return end
  }
}

export function readList(readItem: ReadValue, maxItems: number): ReadValue {
  return (source, at) => {
    const { codes } = source
    if (codes[at] !== OPEN_ARRAY) return 0
    if (codes[at + 1] === CLOSE_ARRAY) return at + 2
    let here = at + 1
    for (let items = 0; items < maxItems; items++) {
      const end = readItem(source, here)
      if (end === 0) return 0
      if (codes[end] === CLOSE_ARRAY) return end + 1
      if (codes[end] !== COMMA) return 0
      here = end + 1
    }
    return 0
  }
}

/** Returns undefined for a text that is no JSON. */
export function parseIfValid(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
