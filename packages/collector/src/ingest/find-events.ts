/**
 * Finds the list of events and `sent_at` in a body that is not written as the SDKs write it. It reads the members beside
 * the list, and passes over the list without parsing it.
 */
import { OPEN_ARRAY, OPEN_OBJECT } from './fast-path/json-codes.js'
import { skipSpace, type TextRange } from './fast-path/skip-value.js'
import type { Source } from './fast-path/source.js'
import { malformed, malformedAt, parseAt } from './parse.js'
import { readMembers, valueAt } from './read-members.js'

export interface FoundEvents {
  /** The offset of the list; undefined when there is none. */
  readonly list: number | undefined
  /** Holds `sent_at` as it was sent, whatever it is. */
  readonly sentAt: unknown
}

/** A member beside the list that has more characters is passed over like the list. */
const OTHER_CHARACTERS = 64 * 1024

const parseOther = (source: Source, value: TextRange): unknown =>
  value.isTooLarge || value.end - value.start > OTHER_CHARACTERS ? undefined : parseAt(source, value)

/** @throws Problem `malformed_body`. */
export const findEvents = (source: Source): FoundEvents => {
  const { codes } = source
  let list: number | undefined
  let sentAt: unknown
  const readMember = (nameRange: TextRange, value: TextRange): void => {
    const name = parseOther(source, nameRange)
    if (name === 'events' && list !== undefined) throw malformed('The member "events" comes twice.')
    if (name === 'events' && codes[value.start] === OPEN_ARRAY) {
      list = value.start
      return
    }
    const other = parseOther(source, value)
    if (name === 'sent_at') sentAt = other
  }
  const readScalar = (at: number): number => {
    const value = valueAt(source, at)
    parseOther(source, value)
    return value.end
  }
  const start = skipSpace(codes, 0)
  const isObject = codes[start] === OPEN_OBJECT
  const end = skipSpace(codes, isObject ? readMembers(source, start, readMember) : readScalar(start))
  if (end !== codes.length) throw malformedAt(end)
  return { list, sentAt }
}
