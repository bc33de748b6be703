/**
 * What stands for a person. The client's form `hu_…` hides the value from the wire and from storage; the
 * collector turns it into `hp_…` with a secret that never leaves it, so that nobody can test guesses against
 * what is stored. Both forms stay as they are when they come again.
 */
import { sha256Hex } from './sha256.js'

/** 128 bits: enough that two people never meet, half the bytes of a whole digest. */
const PSEUDONYM = /^h[up]_[\da-f]{32}$/

export const isPseudonym = (value: string): boolean => PSEUDONYM.test(value)

export function pseudonym(value: string): string {
  return isPseudonym(value) ? value : `hu_${sha256Hex(`hushlog/subject/1:${value}`).slice(0, 32)}`
}
