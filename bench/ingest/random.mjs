/** Draws reproducible choices, and makes ids that are new in each run. */
import { randomFillSync } from 'node:crypto'

/** Draws by mulberry32: the same seed gives the same mix, so that two runs load two servers alike. */
export function createRandom(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const integer = (min, max) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    integer,
    pick: (list) => list[Math.floor(next() * list.length)],
    chance: (share) => next() < share,
    /** Draws a duration; small ones are more frequent. */
    duration: (typical) => Math.round(typical * (0.4 + next() * next() * 3)),
  }
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const pool = Buffer.alloc(16_000)
let used = pool.length

/** Makes an id of 48 bits of time and 80 random bits, which is never the same in two runs. */
export function ulid(time) {
  let head = ''
  for (let rest = time, i = 0; i < 10; i++) {
    head = CROCKFORD[rest % 32] + head
    rest = Math.floor(rest / 32)
  }
  if (used + 16 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  let tail = ''
  for (let i = 0; i < 16; i++) tail += CROCKFORD[pool[used + i] & 31]
  used += 16
  return head + tail
}

/** Overwrites the 26 bytes at `at` with a new id, without making a string. */
export function writeUlid(target, at, time) {
  for (let rest = time, i = 9; i >= 0; i--) {
    target[at + i] = CROCKFORD.charCodeAt(rest % 32)
    rest = Math.floor(rest / 32)
  }
  if (used + 16 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  for (let i = 0; i < 16; i++) target[at + 10 + i] = CROCKFORD.charCodeAt(pool[used + i] & 31)
  used += 16
}

export function hex(random, length) {
  let text = ''
  while (text.length < length) text += random.integer(0, 0xffff).toString(16).padStart(4, '0')
  return text.slice(0, length)
}
