/**
 * Makes the ids of a page: ULIDs of 48 bits of time, a counter within the millisecond, and 70 random bits each. The Node SDK
 * has its own maker, which needs 60 more bytes of script, because it makes thousands of ids in a millisecond.
 */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Digits of the counter have so many values; what is more is borrowed from the next millisecond. */
const COUNTED = 32 ** 2

let last = 0

export function newId(now: number): string {
  let id = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(14))) id += DIGITS[byte % 32]
  // They rise within a page, also when the clock steps back.
  last = Math.max(now * COUNTED, last + 1)
  for (let rest = last; !id[25]; rest = Math.floor(rest / 32)) id = DIGITS[rest % 32] + id
  return id
}
