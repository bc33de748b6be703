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

test('ids are taken once each, while others are added', () => {
  const set = createIdSet(hash)
  const bytes = randomBytes(5 * IDS * ULID_BYTES)
  // This one looks like an empty slot.
  bytes.fill(0, 0, ULID_BYTES)
  const taken: string[] = []
  const take = (count: number): boolean => {
    const { words, endsRound } = set.take(count)
    for (let at = 0; at < words.length; at += 3) taken.push(words.slice(at, at + 3).join())
    return endsRound
  }
  const wordsAt = (i: number) => [4, 8, 12].map((at) => bytes.readInt32BE(i * ULID_BYTES + at)).join()
  let added = 0
  let rounds = 0
  let before = 0
  for (
    const add = (count: number) => {
      for (const end = added + count; added < end; added++) set.add(bytes, added * ULID_BYTES)
    };
    added < 5 * IDS;
  ) {
    add(added === 0 ? IDS : 20)
    const endsRound = take(20)
    expect(set.size()).toBe(added - taken.length)
    if (!endsRound) continue
    rounds++
    const known = new Set(taken)
    for (let i = 0; i < before; i++) expect(known.has(wordsAt(i))).toBe(true)
    before = added
  }
  expect(rounds).toBeGreaterThan(1)
  while (set.size() > 0) take(1_000)
  expect(new Set(taken).size).toBe(5 * IDS)
  expect(taken).toHaveLength(5 * IDS)
})
