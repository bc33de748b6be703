/**
 * Event ids: ULIDs that rise within one client, also within a millisecond and when the clock steps back.
 * 48 bits of time, 60 random bits drawn anew each millisecond, and a 20-bit counter that starts at random in its
 * lower half, so that a millisecond has room for half a million ids; the next one is borrowed if that is not enough.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const HALF = 1 << 19

/** All pairs of digits: the counter is written in two look-ups. */
const PAIRS = Array.from({ length: 1024 }, (_, i) => digit(i >> 5) + digit(i))

function digit(value: number): string {
  return ALPHABET.charAt(value & 31)
}

function encodeTime(ms: number): string {
  let text = ''
  for (let rest = ms, i = 0; i < 5; i++, rest = Math.floor(rest / 1024)) text = PAIRS[rest % 1024] + text
  return text
}

export function createUlid(randomBytes: (length: number) => Uint8Array): (now: number) => string {
  let time = -1
  let prefix = ''
  let counter = 0

  function start(ms: number) {
    time = ms
    const random = randomBytes(15)
    prefix = encodeTime(ms)
    for (let i = 0; i < 12; i++) prefix += digit(random[i] ?? 0)
    counter = (((random[12] ?? 0) << 16) | ((random[13] ?? 0) << 8) | (random[14] ?? 0)) % HALF
  }

  return (now) => {
    if (now > time) start(Math.floor(now))
    else if (++counter >= 2 * HALF) start(time + 1)
    return prefix + PAIRS[counter >> 10] + PAIRS[counter & 1023]
  }
}
