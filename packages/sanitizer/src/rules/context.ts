/** What stands around a candidate. Windows are short, so that a hostile text of nothing but candidates stays linear. */
import { BEYOND } from '../core/bytes.js'

export const before = ({ index, input }: RegExpExecArray, words: Pick<RegExp, 'test'>): boolean =>
  words.test(input.slice(0, index).slice(-40))

/** Whether a word could stand there at all, four letters or something beyond ASCII: digits and codes of two letters are far cheaper passed over here. */
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

/** RFC 9562: 2 % of random UUIDs hold a run of digits and dashes that looks like something else. */
export function insideUuid({ 0: raw, index, input }: RegExpExecArray, bytes: Uint8Array): boolean {
  const start = Math.max(0, index - 35)
  const end = Math.min(input.length, index + raw.length + 35)
  // Three dashes, five places from one to the next, are far cheaper to look for.
  for (let i = start; i < end - 10; i++)
    if (bytes[i] === DASH && bytes[i + 5] === DASH && bytes[i + 10] === DASH)
      return UUID.test(input.slice(start, end))
  return false
}

const DASH = 45
