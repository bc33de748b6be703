/** Makes ids of events and sessions that follow from the seed. */
import type { Random } from './random.js'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Two characters of Crockford's base 32 each, so that an id takes eight draws. */
const PAIRS = Array.from({ length: 1024 }, (_, n) => `${ALPHABET[n >> 5]}${ALPHABET[n & 31]}`)
const RANDOM_PAIRS = 8
const TIME_CHARACTERS = 10

const timeText = (time: number): string => {
  let text = ''
  for (let rest = time; text.length < TIME_CHARACTERS; rest = Math.floor(rest / 32))
    text = `${ALPHABET[rest % 32]}${text}`
  return text
}

/** @returns 16 characters */
const randomText = (random: Random): string => {
  let text = ''
  for (let pair = 0; pair < RANDOM_PAIRS; pair++) text += PAIRS[random.below(PAIRS.length)]
  return text
}

/** @param time milliseconds since the epoch */
export const ulid = (random: Random, time: number): string => timeText(time) + randomText(random)

export const sessionId = (random: Random): string => `s_${randomText(random).toLowerCase()}`
