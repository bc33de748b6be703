/**
 * Computes SHA-256 (FIPS 180-4) over UTF-8 synchronously: Web Crypto is asynchronous and absent on plain
 * http pages.
 */
import { IS_SCRIPT } from '@hushlog/base'

/** Every browser has it, but the language's own type library does not. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }

type State = [number, number, number, number, number, number, number, number]

const primes: number[] = []
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n)

/**
 * Returns the first 32 bits of a root's fraction. The standard derives its constants from primes in this
 * way.
 */
const fraction = (x: number, power: number): number => ((x ** power % 1) * 2 ** 32) | 0

/** Rotates to the right by each of `places`, and returns the exclusive or of the results. */
const rotate = (x: number, ...places: number[]): number =>
  places.reduce((sum, n) => sum ^ (x >>> n) ^ (x << (32 - n)), 0)

/** Encodes a text where there may be no TextEncoder, as in the DOM of tests (jsdom). */
const utf8Of = (text: string): number[] =>
  [...unescape(encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')))].map((byte) => byte.charCodeAt(0))

/** @param text a lone surrogate in it counts as U+FFFD */
export function sha256Hex(text: string): string {
  const bytes = [...(IS_SCRIPT ? new TextEncoder().encode(text) : utf8Of(text)), 128]
  /** Holds 32-bit words: the text, one bit, zeros up to whole blocks of 16 words, and the length in bits. */
  const words: number[] = Array(((bytes.length + 71) >> 6) << 4).fill(0)
  bytes.forEach((byte, i) => {
    ;(words[i >> 2] as number) |= byte << (24 - 8 * (i % 4))
  })
  words[words.length - 1] = bytes.length * 8 - 8

  let state = primes.slice(0, 8).map((p) => fraction(p, 1 / 2))
  for (let block = 0; block < words.length; block += 16) {
    const before = state
    /**
     * Each word of the schedule comes from those 16, 15, 7 and 2 before it, the first sixteen from the
     * block.
     */
    const used = words.slice(block, block + 16)
    primes.forEach((prime, i) => {
      const [a, b, c, d, e, f, g, h] = state as State
      const word = used[i] as number
      const next = used[i + 1] as number
      const last = used[i + 14] as number
      used.push(
        (word +
          (rotate(next, 7, 18) ^ (next >>> 3)) +
          (used[i + 9] as number) +
          (rotate(last, 17, 19) ^ (last >>> 10))) |
          0,
      )
      const t = h + rotate(e, 6, 11, 25) + (g ^ (e & (f ^ g))) + fraction(prime, 1 / 3) + word
      // Not cut to 32 bits each time: within a block the sums stay below 2 ** 50, and shifts cut them.
      state = [t + rotate(a, 2, 13, 22) + ((a & b) ^ (c & (a ^ b))), a, b, c, d + t, e, f, g]
    })
    state = state.map((v, i) => (v + (before[i] as number)) | 0)
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
