/** SHA-256 (FIPS 180-4) over UTF-8, synchronous and without a platform: Web Crypto is asynchronous and absent on plain http pages. */

/** The first 32 bits of a fraction: how the standard derives its constants from roots of primes. */
const fraction = (x: number): number => ((x % 1) * 2 ** 32) | 0

const primes: number[] = []
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n)

/** A lone surrogate becomes U+FFFD, as `TextEncoder` does. */
const utf8 = (text: string): string =>
  encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )

export function sha256Hex(text: string): string {
  const bytes = utf8(text)
  const { length } = bytes
  /** What is not written is 0. */
  const words: number[] = []
  const at = (array: readonly number[], i: number): number => array[i] ?? 0
  for (let i = 0; i <= length; i++)
    words[i >> 2] = at(words, i >> 2) | ((i < length ? bytes.charCodeAt(i) : 128) << (24 - (i % 4) * 8))
  words[(((length + 8) >> 6) << 4) + 15] = length * 8

  let state = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)))
  for (let block = 0; block < words.length; block += 16) {
    const w = words.slice(block, block + 16)
    const before = state
    for (let i = 0; i < 64; i++) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
      const x = at(w, i - 15)
      const y = at(w, i - 2)
      if (i > 15)
        w[i] =
          (at(w, i - 16) + at(w, i - 7) + (mix(x, 7, 18) ^ (x >>> 3)) + (mix(y, 17, 19) ^ (y >>> 10))) | 0
      const t =
        h +
        (mix(e, 6, 11) ^ rotate(e, 25)) +
        ((e & f) ^ (~e & g)) +
        fraction(Math.cbrt(at(primes, i))) +
        at(w, i)
      state = [
        (t + (mix(a, 2, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0,
        a,
        b,
        c,
        (d + t) | 0,
        e,
        f,
        g,
      ]
    }
    state = state.map((v, i) => (v + at(before, i)) | 0)
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

const rotate = (x: number, n: number): number => (x >>> n) | (x << (32 - n))
const mix = (x: number, n: number, m: number): number => rotate(x, n) ^ rotate(x, m)
