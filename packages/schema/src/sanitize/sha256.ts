/** SHA-256 (FIPS 180-4) over UTF-8, synchronous and without a platform: Web Crypto is asynchronous and absent on plain http pages. */

/** The first 32 bits of a fraction: how the standard derives its constants from roots of primes. */
const fraction = (x: number): number => ((x % 1) * 2 ** 32) | 0

const primes: number[] = []
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n)
const K = primes.map((p) => fraction(Math.cbrt(p)))
const H = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)))

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

  let state = H
  for (let block = 0; block < words.length; block += 16) {
    const w = words.slice(block, block + 16)
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let i = 0; i < 64; i++) {
      if (i > 15) {
        const x = at(w, i - 15)
        const y = at(w, i - 2)
        w[i] =
          (at(w, i - 16) +
            at(w, i - 7) +
            (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) +
            (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))) |
          0
      }
      const t1 =
        h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + at(K, i) + at(w, i)
      const t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    state = [a, b, c, d, e, f, g, h].map((v, i) => (v + at(state, i)) | 0)
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

const rotate = (x: number, n: number): number => (x >>> n) | (x << (32 - n))
