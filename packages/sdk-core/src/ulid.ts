/**
 * Event ids: ULIDs that rise within one client, also within a millisecond and when the clock steps back.
 * 48 bits of time, 60 random bits drawn anew each millisecond, and a 20-bit counter that starts at random in its
 * lower half, so that a millisecond has room for half a million ids; the next one is borrowed if that is not enough.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const HALF = 2 ** 19

const digit = (value: number): string => ALPHABET.charAt(value % 32)

function encode(value: number, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = digit(rest) + text
  return text
}

export function createUlid(randomBytes: (length: number) => Uint8Array): (now: number) => string {
  let time = -1
  let prefix = ''
  let counter = 0

  return (now) => {
    if (now > time || ++counter >= 2 * HALF) {
      time = now > time ? Math.floor(now) : time + 1
      const random = Array.from(randomBytes(15))
      prefix = encode(time, 10) + random.slice(3).map(digit).join('')
      counter = random.slice(0, 3).reduce((sum, byte) => sum * 256 + byte, 0) % HALF
    }
    return prefix + encode(counter, 4)
  }
}
