/**
 * Makes the ids of a page, which are ULIDs of 48 bits of time, a counter within the millisecond, and 70
 * random bits each. The Node SDK has a larger maker of its own, because it makes thousands of ids in a
 * millisecond.
 *
 * @see https://github.com/ulid/spec
 */
import { CROCKFORD_BASE32 } from '@hushlog/base'

/** Values of the counter, which has two digits. When it is full, ids take the time of the next millisecond. */
const COUNTERS = 32 ** 2

/** Random bytes are drawn for so many ids at once, because each call of the browser's generator is slow. */
const DRAWN_IDS = 64
const RANDOM_DIGITS = 14

let last = 0
let drawn: readonly number[] | Uint8Array = []
let left = 0

/** @param now milliseconds since the epoch */
export function newId(now: number): string {
  if (!left) {
    left = RANDOM_DIGITS * DRAWN_IDS
    drawn = crypto.getRandomValues(new Uint8Array(left))
  }
  let id = ''
  while (!id[RANDOM_DIGITS - 1]) id += CROCKFORD_BASE32[(drawn[--left] as number) % 32]
  // Ids rise within a page, also when the clock steps back.
  last = Math.max(now * COUNTERS, last + 1)
  for (let rest = last; !id[25]; rest = Math.floor(rest / 32)) id = CROCKFORD_BASE32[rest % 32] + id
  return id
}
