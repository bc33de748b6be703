/** SHA-256 (FIPS 180-4) over UTF-8, synchronous: Web Crypto is asynchronous and absent on plain http pages. */

/** In every browser and every server runtime, and no part of the language's own library. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }

type State = [number, number, number, number, number, number, number, number]

const primes: number[] = []
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n)

/** The first 32 bits of a root's fraction: how the standard derives its constants from primes. */
const fraction = (x: number, power: number): number => ((x ** power % 1) * 2 ** 32) | 0

/** By each of `places` to the right, all added without carry. */
const turn = (x: number, ...places: number[]): number =>
  places.reduce((sum, n) => sum ^ (x >>> n) ^ (x << (32 - n)), 0)

/** A lone surrogate becomes U+FFFD. */
export function sha256Hex(text: string): string {
  const bytes = new TextEncoder().encode(text)
  /** Of 32 bits: the text, one bit, zeros to whole blocks of 16, and the length in bits. */
  const words: number[] = []
  for (const [i, byte] of [...bytes, 128].entries())
    words[i >> 2] = (words[i >> 2] ?? 0) | (byte << (24 - 8 * (i % 4)))
  const size = (((bytes.length + 8) >> 6) + 1) << 4
  words[size - 1] = bytes.length * 8

  let state = primes.slice(0, 8).map((p) => fraction(p, 1 / 2))
  for (let block = 0; block < size; block += 16) {
    const before = state
    const used: number[] = []
    const back = (n: number): number => used[used.length - n] ?? 0
    for (const [i, prime] of primes.entries()) {
      const [a, b, c, d, e, f, g, h] = state as State
      const word =
        (i < 16
          ? (words[block + i] ?? 0)
          : back(16) +
            back(7) +
            (turn(back(15), 7, 18) ^ (back(15) >>> 3)) +
            (turn(back(2), 17, 19) ^ (back(2) >>> 10))) | 0
      used.push(word)
      const t = h + turn(e, 6, 11, 25) + (g ^ (e & (f ^ g))) + fraction(prime, 1 / 3) + word
      // Not cut to 32 bits each time: within a block the sums stay below 2 ** 50, and shifts cut them.
      state = [t + turn(a, 2, 13, 22) + ((a & b) ^ (c & (a ^ b))), a, b, c, d + t, e, f, g]
    }
    state = state.map((v, i) => (v + (before[i] ?? 0)) | 0)
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
