/**
 * Finds the end of a JSON value without parsing it, in one pass, and says whether it is small enough to be parsed. The
 * text of the value need not be JSON.
 */
import { EVENT_CHARACTERS, EVENT_LEVELS, EVENT_MEMBERS } from '../limits.js'
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  type Codes,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from './json-codes.js'

/** A value where it stands in a text. */
export interface TextRange {
  readonly start: number
  readonly end: number
  /** Says that the value is too long, has too many members or is too deep to be parsed. */
  readonly isTooLarge: boolean
}

const SPACE = 0x20
const TAB = 0x09
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

const isSpace = (code: number | undefined): boolean =>
  code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB

/** Returns the offset of the first character from `at` on that is no white space of JSON. */
export const skipSpace = (codes: Codes, at: number): number => {
  let end = at
  while (isSpace(codes[end])) end++
  return end
}

/** Returns the value that begins at `at`; undefined when there is none, or it does not end. */
export const skipValue = (codes: Codes, at: number): TextRange | undefined => {
  let levels = 0
  let deepest = 0
  let members = 0
  let isInString = false
  for (let i = at; i < codes.length; i++) {
    const code = codes[i]
    if (isInString) {
      if (code === BACKSLASH) i++
      else if (code === QUOTE) {
        isInString = false
        if (levels === 0) return range(at, i + 1, deepest, members)
      }
    } else if (code === QUOTE) isInString = true
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (++levels > deepest) deepest = levels
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      // Without an opening bracket it ends what is around a number or a word.
      if (levels === 0) return range(at, i, deepest, members)
      if (--levels === 0) return range(at, i + 1, deepest, members)
    } else if (code === COMMA) {
      if (levels === 0) return range(at, i, deepest, members)
      members++
    } else if (levels === 0 && isSpace(code)) return range(at, i, deepest, members)
  }
  return levels === 0 && !isInString ? range(at, codes.length, deepest, members) : undefined
}

const range = (start: number, end: number, levels: number, members: number): TextRange | undefined =>
  end === start
    ? undefined
    : {
        start,
        end,
        isTooLarge: end - start > EVENT_CHARACTERS || levels > EVENT_LEVELS || members > EVENT_MEMBERS,
      }
