/** SHA-256 (FIPS 180-4) over UTF-8, synchronous: Web Crypto is asynchronous and absent on plain http pages. */

/** In every browser and every server runtime, and no part of the language's own library. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }

/** The first 32 bits of a fraction: how the standard derives its constants from roots of primes. */
const fraction = (x: number): number => ((x % 1) * 2 ** 32) | 0

const primes: number[] = []
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n)

const turn = (x: number, n: number, m?: number): number =>
  ((x >>> n) | (x << (32 - n))) ^ (m ? turn(x, m) : 0)

/** A lone surrogate becomes U+FFFD. */
export function sha256Hex(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const { length } = bytes
  /** Whole blocks of 64 bytes: the text, one bit, zeros, and the length in bits. */
  const size = (((length + 8) >> 6) + 1) << 6
  const padded = new Uint8Array(size)
  padded.set(bytes)
  padded[length] = 128
  const data = new DataView(padded.buffer)
  data.setUint32(size - 4, length * 8)

  let state = primes.slice(0, 8).map((p) => fraction(p ** 0.5))
  for (let block = 0; block < size; block += 64) {
    const before = state
    const words: number[] = []
    const back = (n: number): number => words[words.length - n] ?? 0
    for (const [i, prime] of primes.entries()) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
      const word =
        i < 16
          ? data.getInt32(block + i * 4)
          : back(16) +
            back(7) +
            (turn(back(15), 7, 18) ^ (back(15) >>> 3)) +
            (turn(back(2), 17, 19) ^ (back(2) >>> 10))
      words.push(word | 0)
      const t = h + (turn(e, 6, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + fraction(Math.cbrt(prime)) + word
      // Not cut to 32 bits each time: within a block the sums stay below 2 ** 50, and shifts cut them.
      state = [t + (turn(a, 2, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c)), a, b, c, d + t, e, f, g]
    }
    state = state.map((v, i) => (v + (before[i] ?? 0)) | 0)
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
