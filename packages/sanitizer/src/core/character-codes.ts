/** Gives each ASCII character a code that distinguishes letters, without their case, digits and all else. */
import { BEYOND } from './bytes.js'

/**
 * The code of a letter is its place in the alphabet, 1 to 26; the code of what is neither letter nor digit
 * is 0.
 */
const LETTERS = 26
export const DIGIT = 27
export const codes = /* @__PURE__ */ (() => {
  const all = new Uint8Array(BEYOND + 1)
  for (let i = 1; i <= LETTERS; i++) all[64 + i] = all[96 + i] = i
  for (let i = 0; i < 10; i++) all[48 + i] = DIGIT
  return all
})()
