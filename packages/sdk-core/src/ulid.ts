/**
 * Event ids: ULIDs that rise within one client, also within a millisecond and when the clock steps back.
 * 48 bits of time, 60 random bits drawn anew each millisecond, and a 20-bit counter that starts at random in its
 * lower half, so that a millisecond has room for half a million ids; the next one is borrowed if that is not enough.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const HALF = 2 ** 19

const digit = (value: number, place: number) => ALPHABET[Math.floor(value / place) % 32]

export function createUlid(randomBytes: (length: number) => Uint8Array): (now: number) => string {
  let time = -1
  let prefix = ''
  let counter = 0

  return (now) => {
    if (now > time || ++counter >= 2 * HALF) {
      time = now > time ? Math.floor(now) : time + 1
      const [high = 0, middle = 0, low = 0, ...random] = randomBytes(15)
      prefix = ''
      for (let place = 32 ** 9; place >= 1; place /= 32) prefix += digit(time, place)
      for (const byte of random) prefix += digit(byte, 1)
      counter = (high * 65_536 + middle * 256 + low) % HALF
    }
    return prefix + digit(counter, 32_768) + digit(counter, 1024) + digit(counter, 32) + digit(counter, 1)
  }
}
