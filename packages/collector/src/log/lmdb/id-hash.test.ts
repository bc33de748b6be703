import { expect, test } from 'vitest'
import { createIdHash } from './id-hash.js'

const hash = createIdHash(Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]))

// Hashes are stored with the ids, so that they must never change.
test.each([
  [[0, 0, 0], 2630866169],
  [[1, 2, 3], 320964077],
  [[0x7fffffff, -1, 0x12345678], 221559107],
])('the hash of %j stays the same', (words, expected) => {
  const [a = 0, b = 0, c = 0] = words
  expect(hash(a, b, c)).toBe(expected)
})
