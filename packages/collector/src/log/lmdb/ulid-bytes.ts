/** Converts ULIDs to 16 bytes for the disk and for keys, instead of 26 characters. Both sort alike. */
import { CROCKFORD_BASE32 } from '@hushlog/base'

export const ULID_BYTES = 16
const ULID_LENGTH = 26

const INVALID = 255
/** Holds the value of each character code. Only upper case is valid, as `RecordHeader.id` promises. */
const VALUES = new Uint8Array(128).fill(INVALID)
for (let value = 0; value < CROCKFORD_BASE32.length; value++)
  VALUES[CROCKFORD_BASE32.charCodeAt(value)] = value

/** Holds all pairs of characters. The 130 bits of 26 characters are 13 pairs. */
const PAIRS: readonly string[] = Array.from(
  { length: 1024 },
  (_, i) => `${CROCKFORD_BASE32.charAt(i >> 5)}${CROCKFORD_BASE32.charAt(i & 31)}`,
)

const value = (ulid: string, at: number): number => VALUES[ulid.charCodeAt(at)] ?? INVALID

/** @throws RangeError when `ulid` is not a ULID in upper case; the message quotes nothing of it */
export const writeUlid = (ulid: string, target: Uint8Array, offset: number): void => {
  const first = value(ulid, 0)
  let seen = first | value(ulid, 1)
  if (ulid.length !== ULID_LENGTH || first > 7) throw new RangeError('not a ULID')
  target[offset] = (first << 5) | value(ulid, 1)
  // The other 24 characters are three groups of eight (40 bits), which are five bytes each.
  let to = offset + 1
  for (let from = 2; from < ULID_LENGTH; from += 8) {
    const a = value(ulid, from)
    const b = value(ulid, from + 1)
    const c = value(ulid, from + 2)
    const d = value(ulid, from + 3)
    const e = value(ulid, from + 4)
    const f = value(ulid, from + 5)
    const g = value(ulid, from + 6)
    const h = value(ulid, from + 7)
    seen |= a | b | c | d | e | f | g | h
    const high = (a << 15) | (b << 10) | (c << 5) | d
    const low = (e << 15) | (f << 10) | (g << 5) | h
    target[to] = high >>> 12
    target[to + 1] = high >>> 4
    target[to + 2] = (high << 4) | (low >>> 16)
    target[to + 3] = low >>> 8
    target[to + 4] = low
    to += 5
  }
  if (seen > 31) throw new RangeError('not a ULID')
}

const pair = (bits: number): string => PAIRS[bits & 1023] ?? ''

export const readUlid = (source: Uint8Array, offset: number): string => {
  const byte = (i: number): number => source[offset + i] ?? 0
  let ulid = pair(byte(0))
  for (let from = 1; from < ULID_BYTES; from += 5) {
    const high = (byte(from) << 12) | (byte(from + 1) << 4) | (byte(from + 2) >>> 4)
    const low = ((byte(from + 2) & 15) << 16) | (byte(from + 3) << 8) | byte(from + 4)
    ulid += pair(high >>> 10) + pair(high) + pair(low >>> 10) + pair(low)
  }
  return ulid
}
