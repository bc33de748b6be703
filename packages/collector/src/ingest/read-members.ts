/** Reads the members of a JSON object where they stand in a text, and parses none of them. */
import { CLOSE_OBJECT, COMMA, QUOTE } from './fast-path/json-codes.js'
import { skipSpace, skipValue, type TextRange } from './fast-path/skip-value.js'
import type { Source } from './fast-path/source.js'
import { malformedAt } from './parse.js'

const COLON = ':'.charCodeAt(0)

/** Returns the value that begins at an offset. @throws Problem `malformed_body`, as all functions here do. */
export const valueAt = ({ codes }: Source, at: number): TextRange => {
  const value = skipValue(codes, at)
  if (value === undefined) throw malformedAt(at)
  return value
}

/**
 * @param at the offset of the opening brace
 * @param onMember is called with the places of the name and the value of each member
 * @returns the offset behind the closing brace
 */
export const readMembers = (
  source: Source,
  at: number,
  onMember: (name: TextRange, value: TextRange) => void,
): number => {
  const { codes } = source
  let here = skipSpace(codes, at + 1)
  if (codes[here] === CLOSE_OBJECT) return here + 1
  for (;;) {
    if (codes[here] !== QUOTE) throw malformedAt(here)
    const name = valueAt(source, here)
    here = skipSpace(codes, name.end)
    if (codes[here] !== COLON) throw malformedAt(here)
    const value = valueAt(source, skipSpace(codes, here + 1))
    onMember(name, value)
    here = skipSpace(codes, value.end)
    if (codes[here] === CLOSE_OBJECT) return here + 1
    if (codes[here] !== COMMA) throw malformedAt(here)
    here = skipSpace(codes, here + 1)
  }
}
