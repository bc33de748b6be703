import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TEST_TIME, testId } from '../records.fixture.js'
import { readOrCreateIdHash } from './id-hash.js'
import { createIdIndex, type IdAppend, type IdIndex } from './ids.js'
import { openStore, type Store } from './store.js'
import { readUlid, ULID_BYTES, writeUlid } from './ulid-bytes.js'

let folder: string
let store: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hushlog-ids-'))
  store = openStore(folder)
})
afterEach(async () => {
  await store.env.close()
  rmSync(folder, { recursive: true })
})

let sequence = 1

/** Adds ids in a transaction that fails when `fail` is set, and returns which of them were new. */
async function add(
  index: IdIndex,
  tenantId: string,
  ids: readonly string[],
  fail = false,
  time = TEST_TIME,
): Promise<boolean[]> {
  const bytes = new Uint8Array(ids.length * ULID_BYTES)
  for (const [i, id] of ids.entries()) writeUlid(id, bytes, i * ULID_BYTES)
  let append: IdAppend | undefined
  let isNew: boolean[] = []
  try {
    await store.env.childTransaction(() => {
      const begun = index.append(bytes, time)
      append = begun
      isNew = ids.map((_, i) => begun.add(tenantId, i * ULID_BYTES))
      begun.write(sequence++)
      if (fail) throw new Error('the disk is full')
    })
  } catch (error) {
    append?.undo()
    if (!fail) throw error
  }
  return isNew
}

/** Makes ids of many seconds, some of them in the same one. */
const many = (from: number): string[] =>
  Array.from({ length: 50 }, (_, i) => testId(TEST_TIME + (from + i) * 400, from + i))

const all = (value: boolean) => Array.from({ length: 50 }, () => value)

test('remembers ids over a restart, and with almost no memory', async () => {
  const index = createIdIndex(store, readOrCreateIdHash(store), 3)
  expect(await add(index, 'acme', many(0))).toEqual(all(true))
  expect(await add(index, 'acme', many(50))).toEqual(all(true))
  expect(await add(index, 'acme', many(0))).toEqual(all(false))
  expect(await add(index, 'acme', [...many(25)])).toEqual(all(false))
  const restarted = createIdIndex(store, readOrCreateIdHash(store), 3)
  expect(await add(restarted, 'acme', many(75))).toEqual([...Array(25).fill(false), ...Array(25).fill(true)])
  expect(await add(restarted, 'acme', many(75))).toEqual(all(false))
})

test('separates tenants, even if the name of one begins with the other', async () => {
  const index = createIdIndex(store, readOrCreateIdHash(store))
  const restarted = () => createIdIndex(store, readOrCreateIdHash(store))
  expect(await add(index, 'a', many(0))).toEqual(all(true))
  expect(await add(index, 'ab', many(0))).toEqual(all(true))
  expect(await add(restarted(), 'a', many(0))).toEqual(all(false))
  expect(await add(restarted(), 'abc', many(0))).toEqual(all(true))
})

test('recognizes an id that is repeated within one append', async () => {
  const [one = '', two = ''] = many(0)
  expect(await add(createIdIndex(store, readOrCreateIdHash(store)), 'acme', [one, two, one, two])).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test.each([400_000, 0])(
  'what a failed transaction added was never there (%i ids in memory)',
  async (maxInMemory) => {
    const index = createIdIndex(store, readOrCreateIdHash(store), maxInMemory)
    expect(await add(index, 'acme', many(0).slice(0, 25))).toEqual(Array(25).fill(true))
    expect(await add(index, 'acme', many(0), true)).toEqual([
      ...Array(25).fill(false),
      ...Array(25).fill(true),
    ])
    expect(await add(index, 'acme', many(0))).toEqual([...Array(25).fill(false), ...Array(25).fill(true)])
    expect(await add(index, 'acme', many(0))).toEqual(all(false))
  },
)

test('forgets ids by the time of receipt, in memory too', async () => {
  const index = createIdIndex(store, readOrCreateIdHash(store))
  await add(index, 'acme', many(0))
  await store.env.childTransaction(() => expect(index.forget(TEST_TIME)).toBe(false))
  expect(await add(index, 'acme', many(0))).toEqual(all(false))
  await store.env.childTransaction(() => expect(index.forget(TEST_TIME + 1)).toBe(false))
  expect(await add(index, 'acme', many(0))).toEqual(all(true))
  expect([...store.expiry.getKeys()]).toHaveLength(1)
})

const DAY_MS = 86_400_000

/** Makes ids as a client may choose them, by their number. */
const distributions: Readonly<Record<string, (n: number) => string>> = {
  'in one second': (n) => testId(TEST_TIME, n),
  'in one second of 1970': (n) => testId(0, n),
  'in one second of 2099': (n) => testId(Date.UTC(2099, 11, 31), n),
  descending: (n) => testId(TEST_TIME, 10_000_000 - n),
  'each in another second': (n) => testId(TEST_TIME - n * 1_024 * 7, n),
  'in some seconds, in turn': (n) => testId(TEST_TIME - (n % 40) * 2_048, n),
  'that differ in high bits only': (n) => {
    const bytes = Buffer.alloc(ULID_BYTES)
    bytes.writeUIntBE(TEST_TIME, 0, 6)
    bytes.writeUInt32BE((n << 20) >>> 0, 8)
    bytes.writeUInt32BE((n & 0xfffff000) >>> 0, 12)
    bytes.writeUInt16BE(n & 0xffff, 6)
    return readUlid(bytes, 0)
  },
}

/** Counts the bytes that pass between an index and its store. */
function counting(tables: Store): { readonly store: Store; readonly taken: () => number } {
  let bytes = 0
  const counted = <Name extends 'ids' | 'blocks' | 'days' | 'expiry'>(name: Name): Store[Name] =>
    new Proxy(tables[name], {
      get(table, property) {
        const value: unknown = Reflect.get(table, property, table)
        if (typeof value !== 'function') return value
        return (...args: readonly unknown[]) => {
          if (property === 'put')
            for (const each of args) bytes += each instanceof Uint8Array ? each.length : 0
          const result: unknown = Reflect.apply(value, table, args)
          return property === 'getRange'
            ? countedEntries(result as Iterable<{ key: Buffer; value: Buffer }>)
            : result
        }
      },
    })
  function* countedEntries(entries: Iterable<{ key: Buffer; value: Buffer }>) {
    for (const entry of entries) {
      bytes += entry.key.length + entry.value.length
      yield entry
    }
  }
  return {
    store: {
      ...tables,
      ids: counted('ids'),
      blocks: counted('blocks'),
      days: counted('days'),
      expiry: counted('expiry'),
    },
    taken: () => {
      const before = bytes
      bytes = 0
      return before
    },
  }
}

const numbered = (idOf: (n: number) => string, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => idOf(from + i))

test.each(Object.entries(distributions))(
  'ids %s cost no more when there are many of them',
  async (_, idOf) => {
    const { store: counted, taken } = counting(store)
    // What is more than this is looked up on disk.
    const index = createIdIndex(counted, readOrCreateIdHash(store), 2_000)
    for (let n = 0; n < 20_000; n += 2_000)
      expect(await add(index, 'acme', numbered(idOf, n, 2_000))).toEqual(Array(2_000).fill(true))
    taken()
    for (let n = 20_000; n < 20_500; n += 50)
      expect(await add(index, 'acme', numbered(idOf, n, 50))).toEqual(Array(50).fill(true))
    // Reading a block, writing it, and its share of what leaves memory.
    expect(taken() / 500).toBeLessThan(4_096)
    expect(await add(index, 'acme', numbered(idOf, 12_345, 50))).toEqual(Array(50).fill(false))
    expect(taken() / 50).toBeLessThan(4_096)
    const restarted = createIdIndex(store, readOrCreateIdHash(store), 2_000)
    for (const n of [0, 7_777, 20_499])
      expect(await add(restarted, 'acme', numbered(idOf, n, 3))).toEqual(
        n < 20_499 ? [false, false, false] : [false, true, true],
      )
  },
)

test.each(Object.entries(distributions))(
  'ids %s are forgotten by their receipt, not by their own time',
  async (_, idOf) => {
    const index = createIdIndex(store, readOrCreateIdHash(store), 500)
    const forget = async (before: number) => {
      for (let more = true; more; )
        await store.env.childTransaction(() => {
          more = index.forget(before)
        })
    }
    for (let day = 0; day < 3; day++)
      for (let n = 0; n < 1_500; n += 300)
        await add(index, 'acme', numbered(idOf, day * 1_500 + n, 300), false, TEST_TIME + day * DAY_MS)
    await forget(TEST_TIME + DAY_MS - 1)
    expect(await add(index, 'acme', numbered(idOf, 1_500, 300), false, TEST_TIME + 2 * DAY_MS)).toEqual(
      Array(300).fill(false),
    )
    await forget(TEST_TIME + 20 * DAY_MS)
    const tables = [store.ids, store.expiry, store.blocks, store.days]
    expect(tables.map((table) => [...table.getKeys()].length)).toEqual([0, 0, 0, 0])
    expect(await add(index, 'acme', numbered(idOf, 0, 300), false, TEST_TIME + 20 * DAY_MS)).toEqual(
      Array(300).fill(true),
    )
  },
)

test('a failed transaction that rewrote a second on disk changed nothing', async () => {
  const index = createIdIndex(store, readOrCreateIdHash(store), 0)
  const idOf = (n: number) => testId(TEST_TIME, n)
  for (let n = 0; n < 400; n += 100) {
    await add(index, 'acme', numbered(idOf, n, 100), n === 200)
    await store.env.childTransaction(() => index.forget(0))
  }
  expect(await add(index, 'acme', numbered(idOf, 0, 400))).toEqual([
    ...Array(200).fill(false),
    ...Array(100).fill(true),
    ...Array(100).fill(false),
  ])
})

test('ids of a crowded second share blocks', async () => {
  const { store: counted, taken } = counting(store)
  const index = createIdIndex(counted, readOrCreateIdHash(store), 4_000)
  const idOf = (n: number) => testId(TEST_TIME, n)
  for (let n = 0; n < 20_000; n += 1_000) await add(index, 'acme', numbered(idOf, n, 1_000))
  taken()
  for (let n = 20_000; n < 24_000; n += 500)
    expect(await add(index, 'acme', numbered(idOf, n, 500))).toEqual(Array(500).fill(true))
  // A block for each would be some 2,000. It is 200 to 1,100, by how the key of the hash spreads the ids.
  expect(taken() / 4_000).toBeLessThan(1_500)
})

test('a crowded second has exactly its ids, whatever fails and restarts meanwhile', async () => {
  let index = createIdIndex(store, readOrCreateIdHash(store), 2_500)
  const known = new Set<number>()
  let draws = 7
  const draw = (below: number): number => {
    draws = (Math.imul(draws, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((draws / 2 ** 32) * below)
  }
  for (let step = 0; step < 120; step++) {
    const from = draw(20_000)
    const numbers = Array.from({ length: 1 + draw(600) }, (_, i) => from + i)
    const fails = draw(6) === 0
    const isNew = await add(
      index,
      'acme',
      numbers.map((n) => testId(TEST_TIME + (n % 3) * 2_048, n)),
      fails,
    )
    expect(isNew).toEqual(numbers.map((n) => !known.has(n)))
    if (!fails) for (const n of numbers) known.add(n)
    if (draw(4) === 0) await store.env.childTransaction(() => index.forget(0))
    if (draw(15) === 0) index = createIdIndex(store, readOrCreateIdHash(store), 2_500)
  }
  // Runs whose ids are in blocks are removed.
  while (await store.env.childTransaction(() => index.forget(0)));
  const inRuns = [...store.ids.getRange({})].reduce((sum, { value }) => sum + value.length / ULID_BYTES, 0)
  expect(inRuns).toBeLessThan(known.size)
})
