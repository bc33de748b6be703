/**
 * Pseudonyms replace subjects. The client's form `hu_…` hides the value from the network and from storage.
 * The collector replaces it by `hp_…` with a secret that never leaves the collector, so that nobody can test
 * guesses against stored pseudonyms. Both forms are left unchanged when they come again.
 */
import { sha256Hex } from './sha256.js'

/** A pseudonym has 128 bits: enough that no two people share one, and half the length of the whole digest. */
const PSEUDONYM = /^h[up]_[\da-f]{32}$/

export const isPseudonym = (value: string): boolean => PSEUDONYM.test(value)

/** Comes before a subject when it is hashed. */
export const SUBJECT_PREFIX = 'hushlog/subject/1:'

export function pseudonym(value: string): string {
  return isPseudonym(value) ? value : `hu_${sha256Hex(SUBJECT_PREFIX + value).slice(0, 32)}`
}
