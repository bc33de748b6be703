/**
 * Tests whether a part of a text has enough digits together for a value. The test refuses most parts of a
 * text of words and almost-values, and reads each character only once or twice, however many words have it in
 * their window.
 */
import { BEYOND } from '../core/bytes.js'

/**
 * The kinds of characters: the end of a value, a separator in it, a letter of a part that must also have a
 * digit, and a digit.
 */
const END = 0
const BETWEEN = 1
const LETTER = 2
const COUNTS = 3

export const DIGITS = '0123456789'
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export interface Parts {
  readonly kinds: Uint8Array
  /** A value has at least so many characters that count. */
  readonly least: number
}

/** Any other character, and any beyond ASCII, ends a value. */
export function partsOf(least: number, counts: string, between = '', letters = ''): Parts {
  const kinds = new Uint8Array(BEYOND).fill(END)
  for (const c of between) kinds[c.charCodeAt(0)] = BETWEEN
  for (const c of letters) kinds[c.charCodeAt(0)] = LETTER
  for (const c of counts) kinds[c.charCodeAt(0)] = COUNTS
  return { kinds, least }
}

/**
 * Returns the test. It is fast when the parts of one text come in order.
 *
 * @returns a function that takes the text, its bytes (`bytes.ts`), and where the part begins and ends
 */
export function createPartCheck({
  kinds,
  least,
}: Parts): (text: string, bytes: Uint8Array, start: number, end: number) => boolean {
  let known = ''
  let asked = 0
  /** The text up to here has been counted. */
  let at = 0
  let count = 0
  let part: number = BETWEEN
  /** Says where the first of the counted characters is. */
  let first = 0
  /** Say where the first and the last of enough characters are; the first is negative if there were too few. */
  let enoughFrom = -1
  let enoughTo = 0

  function restart(start: number): void {
    at = start
    count = 0
    part = BETWEEN
  }

  /** Says whether there are enough before `end`. */
  function counts(bytes: Uint8Array, end: number): boolean {
    for (; at < end; at++) {
      const kind = kinds[bytes[at] ?? 0] ?? END
      if (kind === COUNTS) {
        if (count === 0) first = at
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

  return (text, bytes, start, end) => {
    const isNext = text === known && start >= asked
    asked = start
    known = text
    if (isNext && start <= enoughFrom && end > enoughTo) return true
    const goesOn = isNext && enoughFrom < 0 && start <= at
    enoughFrom = -1
    if (!goesOn) restart(start)
    if (!counts(bytes, end)) return false
    if (goesOn) {
      // The count may include characters before the start.
      restart(start)
      if (!counts(bytes, end)) return false
    }
    enoughFrom = first
    enoughTo = at
    return true
  }
}
