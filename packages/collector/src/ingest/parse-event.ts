/**
 * Parses one event. Of an event that is too large to be parsed as a whole, only what the catalogue knows is parsed, as
 * long as it is not too large itself; all else is left out and counted.
 */
import { envelopeFields, events } from '@hushlog/schema'
import { OPEN_OBJECT } from './fast-path/json-codes.js'
import type { TextRange } from './fast-path/skip-value.js'
import type { Source } from './fast-path/source.js'
import { parseAt } from './parse.js'
import { readMembers } from './read-members.js'

/** An event for the slow path. */
export interface ParsedEvent {
  /** Is undefined when its line was not JSON, or when it is no object and too large to be parsed. */
  readonly parsed: unknown
  /** Says how many members were left out. */
  readonly leftOut: number
}

/** Pages may put the fields of an event into `data`. */
const known: ReadonlySet<string> = new Set([
  'data',
  ...envelopeFields.map(({ name }) => name),
  ...Object.values(events).flatMap(({ fields }) => fields.map(({ name }) => name)),
])

/** Characters of the longest name of the catalogue, with its quotes. A name with escapes is not known. */
const LONGEST = Math.max(...[...known].map((name) => name.length)) + 2

/** @throws Problem `malformed_body`. */
export const parseEvent = (source: Source, range: TextRange): ParsedEvent => {
  if (!range.isTooLarge) return { parsed: parseAt(source, range), leftOut: 0 }
  const { text, codes } = source
  if (codes[range.start] !== OPEN_OBJECT) return { parsed: undefined, leftOut: 0 }
  const parsed: Record<string, unknown> = {}
  let leftOut = 0
  readMembers(source, range.start, (nameRange, value) => {
    const isShort = nameRange.end - nameRange.start <= LONGEST
    const name = isShort ? text.slice(nameRange.start + 1, nameRange.end - 1) : ''
    if (known.has(name) && !value.isTooLarge) parsed[name] = parseAt(source, value)
    else leftOut++
  })
  return { parsed, leftOut }
}
