/**
 * Makes ULIDs that rise within one client, also within a millisecond and when the clock steps back. A ULID consists of
 * 48 bits of time, 65 random bits that are drawn once per millisecond, and a 15-bit counter. When the counter is full,
 * ids take the time of the next millisecond.
 *
 * The browser's SDK has its own maker, which draws random bits for each id: less code, but too slow for the fast path,
 * which writes only the counter anew.
 *
 * @see https://github.com/ulid/spec
 */
import { CROCKFORD_BASE32 } from '@hushlog/base'

/** The counter has this many values. */
const COUNTERS = 2 ** 15

export interface UlidSource {
  /** Holds the first 23 characters of the newest ULID: its time and its random bits. */
  prefix: string
  /** Starts a ULID and returns its counter, which is its last three characters. */
  next(now: number): number
}

/** @param randomBytes returns this many random bytes */
export function createUlidSource(randomBytes: (count: number) => Uint8Array): UlidSource {
  let time = -1
  let counter = 0

  const source = {
    prefix: '',
    next(now: number) {
      if (now > time || ++counter >= COUNTERS) {
        time = Math.max(now, time + 1)
        counter = 0
        source.prefix = encode(time, 10)
        for (const byte of randomBytes(13)) source.prefix += encode(byte, 1)
      }
      return counter
    },
  }
  return source
}

/** @param now milliseconds since the epoch, an integer */
export function nextUlid(source: UlidSource, now: number): string {
  const counter = source.next(now)
  return source.prefix + encode(counter, 3)
}

/** Encodes the lowest bits of a number, five in each character. */
const encode = (value: number, length: number): string =>
  length ? encode(Math.floor(value / 32), length - 1) + CROCKFORD_BASE32.charAt(value % 32) : ''

/** Writes the last three characters of a ULID as ASCII. */
export function writeCounter(bytes: Uint8Array, counter: number): void {
  for (let i = 0; i < 3; i++) bytes[i] = CROCKFORD_BASE32.charCodeAt((counter >> (10 - 5 * i)) % 32)
}
