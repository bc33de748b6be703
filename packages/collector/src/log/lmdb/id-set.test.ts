import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createIdHash } from './id-hash.js'
import { createIdSet } from './id-set.js'
import { ULID_BYTES } from './ulid-bytes.js'

const IDS = 3_000
const hash = createIdHash(randomBytes(8))

test('has exactly the ids that were added', () => {
  const random = randomBytes(IDS * ULID_BYTES)
  const counted = new Uint8Array(IDS * ULID_BYTES)
  const reversed = new Uint8Array(IDS * ULID_BYTES)
  for (let i = 0; i < IDS; i++) {
    new DataView(counted.buffer).setUint32(i * ULID_BYTES + 12, i)
    // These ids differ in high bits only.
    new DataView(reversed.buffer).setUint32(i * ULID_BYTES + 4, i << 20)
    new DataView(reversed.buffer).setUint32(i * ULID_BYTES + 8, i & 0xfffff000)
  }
  for (const bytes of [random, counted]) {
    const set = createIdSet(hash)
    for (let i = 0; i < IDS; i++) expect(set.add(bytes, i * ULID_BYTES)).toBe(true)
    for (let i = 0; i < IDS; i++) expect(set.add(bytes, i * ULID_BYTES)).toBe(false)
    expect(set.size()).toBe(IDS)
  }
  const set = createIdSet(hash)
  const known = new Set<string>()
  for (let i = 0; i < IDS; i++) {
    const id = Buffer.from(reversed.subarray(i * ULID_BYTES, (i + 1) * ULID_BYTES)).toString('hex')
    expect(set.add(reversed, i * ULID_BYTES)).toBe(!known.has(id))
    known.add(id)
  }
  expect(set.size()).toBe(known.size)
})
