/**
 * Tests the text around a candidate. Windows are short, so that a hostile text of nothing but candidates
 * takes linear time.
 */
import { BEYOND } from '../core/bytes.js'

export const before = ({ index, input }: RegExpExecArray, words: Pick<RegExp, 'test'>): boolean =>
  words.test(input.slice(0, index).slice(-40))

/**
 * Says whether a word, four letters or a character beyond ASCII, could be before the match. The test is far
 * cheaper than a pattern.
 */
export function wordBefore({ index }: RegExpExecArray, bytes: Uint8Array): boolean {
  let letters = 0
  for (let i = Math.max(0, index - 40); i < index; i++) {
    const c = bytes[i] ?? 0
    if (c === BEYOND) return true
    const letter = c | 32
    letters = letter > 96 && letter < 123 ? letters + 1 : 0
    if (letters === 4) return true
  }
  return false
}

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i

/**
 * Says whether the match is inside a UUID (RFC 9562): 2 % of random ones have a run of digits and dashes
 * that looks like another value.
 */
export function insideUuid({ 0: raw, index, input }: RegExpExecArray, bytes: Uint8Array): boolean {
  const start = Math.max(0, index - 35)
  const end = Math.min(input.length, index + raw.length + 35)
  // Searching for three dashes at distances of five is far cheaper than the pattern.
  for (let i = start; i < end - 10; i++)
    if (bytes[i] === DASH && bytes[i + 5] === DASH && bytes[i + 10] === DASH)
      return UUID.test(input.slice(start, end))
  return false
}

const DASH = 45
