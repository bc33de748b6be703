/**
 * Whether enough digits stand together in a part of a text to be a value. A text of nothing but words and almost-values is answered
 * here, and each of its characters is looked at once or twice however many words look at it.
 */
import { BEYOND, unitAt } from '../core/bytes.js'

/** What a character is to a value: its end, something between, a letter of a part that must also have what counts, or what counts. */
const END = 0
const BETWEEN = 1
const LETTER = 2
const COUNTS = 3

export const DIGITS = '0123456789'
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export interface Parts {
  readonly kinds: Uint8Array
  /** Fewer of those that count no value has. */
  readonly least: number
}

/** All else, and what is beyond ASCII, is no part of a value. */
export function partsOf(least: number, counts: string, between = '', letters = ''): Parts {
  const kinds = new Uint8Array(BEYOND).fill(END)
  for (const c of between) kinds[c.charCodeAt(0)] = BETWEEN
  for (const c of letters) kinds[c.charCodeAt(0)] = LETTER
  for (const c of counts) kinds[c.charCodeAt(0)] = COUNTS
  return { kinds, least }
}

/** Quick when it is asked of one text from its beginning to its end. */
export function createHolds({ kinds, least }: Parts): (text: string, start: number, end: number) => boolean {
  let known = ''
  let asked = 0
  /** As far as this, what is counted has been counted. */
  let at = 0
  let count = 0
  let part: number = BETWEEN

  function anew(start: number): void {
    at = start
    count = 0
    part = BETWEEN
  }

  /** Whether there are enough before `end`. */
  function counts(text: string, end: number): boolean {
    for (; at < end; at++) {
      const kind = kinds[unitAt(text, at)] ?? END
      if (kind === COUNTS) {
        if (++count >= least) return true
        part = COUNTS
      } else if (kind === LETTER) {
        if (part !== COUNTS) part = LETTER
      } else {
        if (kind === END || part === LETTER) count = 0
        part = BETWEEN
      }
    }
    return false
  }

  return (text, start, end) => {
    const goesOn = text === known && start >= asked && start <= at
    asked = start
    if (!goesOn) anew(start)
    known = text
    if (!counts(text, end)) return false
    // What stands before the start may have been counted, too.
    anew(start)
    const holds = counts(text, end)
    // The next part may begin before what has been found: it is counted anew.
    if (holds) known = ''
    return holds
  }
}
