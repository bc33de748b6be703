/**
 * Event ids where many come in a millisecond: ULIDs that rise within one client, also within a millisecond and when the clock steps back.
 * 48 bits of time, 60 random bits drawn anew each millisecond, and a 20-bit counter that starts at random in its
 * lower half, so that a millisecond has room for half a million ids; the next one is borrowed if that is not enough.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const HALF = 2 ** 19

const digit = (value: number) => ALPHABET.charAt(value % 32)

export interface Ulids {
  /** What the id that was made last begins with. */
  head: string
  /** The counter of a new one: the four digits behind. */
  next(now: number): number
}

export function createUlids(randomBytes: (length: number) => Uint8Array): Ulids {
  let time = -1
  let counter = 0

  const ids = {
    head: '',
    next(now: number) {
      if (now > time || ++counter >= 2 * HALF) {
        time = now > time ? Math.floor(now) : time + 1
        const [high = 0, middle = 0, low = 0, ...random] = randomBytes(15)
        ids.head = ''
        for (let place = 32 ** 9; place >= 1; place /= 32) ids.head += digit(Math.floor(time / place))
        for (const byte of random) ids.head += digit(byte)
        counter = (high * 65_536 + middle * 256 + low) % HALF
      }
      return counter
    },
  }
  return ids
}

export function nextUlid(ids: Ulids, now: number): string {
  const counter = ids.next(now)
  return ids.head + digit(counter >> 15) + digit(counter >> 10) + digit(counter >> 5) + digit(counter)
}

/** The codes of the four digits. */
export function putCounter(codes: Uint8Array, counter: number): void {
  for (let i = 0; i < 4; i++) codes[i] = ALPHABET.charCodeAt((counter >> (15 - 5 * i)) % 32)
}
