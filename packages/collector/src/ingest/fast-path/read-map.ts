/**
 * Reads flat maps where they stand in a JSON text, a member at a time, and no further than to the first that may not
 * leave unchanged. A map whose keys an application invents makes no object: the runtime would learn each new key.
 */
import type { UnchangedEncoder } from '@hushlog/schema/fields'
import { CLOSE_OBJECT, COMMA, type Codes, endOfString, OPEN_OBJECT, QUOTE } from './json-codes.js'
import { readBoolean } from './read-number.js'
import { parseIfValid } from './read-string.js'
import type { ReadValue, Source } from './source.js'

type Scalar = string | number | boolean

const COLON = ':'.charCodeAt(0)
/** UTF-16 units of the longest member that is read: its key has at most 64, its label 128, each of six as an escape. */
const LONGEST = 2 + 64 + 2 + 6 * 128
/** UTF-16 units of the longest number that JavaScript writes, and more. */
const LONGEST_NUMBER = 32

export function readMap(mayLeave: UnchangedEncoder['member'], maxProperties: number): ReadValue {
  return (source, at) => {
    const { text, codes } = source
    if (codes[at] !== OPEN_OBJECT) return 0
    let here = at + 1
    if (codes[here] === CLOSE_OBJECT) return here + 1
    const keys = new Set<string>()
    do {
      const colon = endOfString(codes, here)
      if (colon === 0 || codes[colon] !== COLON || colon - here > LONGEST) return 0
      const key = text.slice(here + 1, colon - 1)
      // The parser keeps the last of members with one key, so that they are left to it.
      if (keys.size === maxProperties || keys.has(key)) return 0
      keys.add(key)
      const end = endOfScalar(codes, colon + 1)
      const item = end === 0 || end - here > LONGEST ? undefined : scalarAt(source, colon + 1, end)
      if (item === undefined || !mayLeave(key, item)) return 0
      here = end + 1
    } while (codes[here - 1] === COMMA)
    return codes[here - 1] === CLOSE_OBJECT ? here : 0
  }
}

/** Returns the offset behind a string, or where a comma or the end of the map is; 0 where there is neither. */
function endOfScalar(codes: Codes, at: number): number {
  if (codes[at] === QUOTE) return endOfString(codes, at)
  for (let end = at; end < at + LONGEST_NUMBER; end++)
    if (codes[end] === COMMA || codes[end] === CLOSE_OBJECT) return end
  return 0
}

/** Returns undefined for what is no scalar, or is not written as JavaScript writes it. */
function scalarAt(source: Source, at: number, end: number): Scalar | undefined {
  const { text, codes } = source
  const json = text.slice(at, end)
  if (codes[at] === QUOTE) {
    const inner = json.slice(1, -1)
    if (!inner.includes('\\')) return JSON.stringify(inner).length === json.length ? inner : undefined
    const value = parseIfValid(json)
    return JSON.stringify(value) === json ? (value as string) : undefined
  }
  if (readBoolean(source, at) === end) return json === 'true'
  const number = Number(json)
  return Number.isFinite(number) && String(number) === json ? number : undefined
}
