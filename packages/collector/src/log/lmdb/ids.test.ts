import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TEST_TIME, testId } from '../records.fixture.js'
import { createIdIndex, type IdIndex } from './ids.js'
import { openStore, type Store } from './store.js'
import { ULID_BYTES, writeUlid } from './ulid-bytes.js'

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
): Promise<boolean[]> {
  const bytes = new Uint8Array(ids.length * ULID_BYTES)
  for (const [i, id] of ids.entries()) writeUlid(id, bytes, i * ULID_BYTES)
  const append = index.append(bytes)
  let isNew: boolean[] = []
  try {
    await store.env.childTransaction(() => {
      isNew = ids.map((_, i) => append.add(tenantId, i * ULID_BYTES))
      append.write(TEST_TIME, sequence++)
      if (fail) throw new Error('the disk is full')
    })
  } catch (error) {
    append.undo()
    if (!fail) throw error
  }
  return isNew
}

/** Makes ids of many seconds, some of them in the same one. */
const many = (from: number): string[] =>
  Array.from({ length: 50 }, (_, i) => testId(TEST_TIME + (from + i) * 400, from + i))

const all = (value: boolean) => Array.from({ length: 50 }, () => value)

test('remembers ids over a restart, and with almost no memory', async () => {
  const index = createIdIndex(store, 3)
  expect(await add(index, 'acme', many(0))).toEqual(all(true))
  expect(await add(index, 'acme', many(50))).toEqual(all(true))
  expect(await add(index, 'acme', many(0))).toEqual(all(false))
  expect(await add(index, 'acme', [...many(25)])).toEqual(all(false))
  const restarted = createIdIndex(store, 3)
  expect(await add(restarted, 'acme', many(75))).toEqual([...Array(25).fill(false), ...Array(25).fill(true)])
  expect(await add(restarted, 'acme', many(75))).toEqual(all(false))
})

test('separates tenants, even if the name of one begins with the other', async () => {
  const index = createIdIndex(store)
  const restarted = () => createIdIndex(store)
  expect(await add(index, 'a', many(0))).toEqual(all(true))
  expect(await add(index, 'ab', many(0))).toEqual(all(true))
  expect(await add(restarted(), 'a', many(0))).toEqual(all(false))
  expect(await add(restarted(), 'abc', many(0))).toEqual(all(true))
})

test('recognizes an id that is repeated within one append', async () => {
  const [one = '', two = ''] = many(0)
  expect(await add(createIdIndex(store), 'acme', [one, two, one, two])).toEqual([true, true, false, false])
})

test.each([400_000, 0])(
  'what a failed transaction added was never there (%i ids in memory)',
  async (maxInMemory) => {
    const index = createIdIndex(store, maxInMemory)
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
  const index = createIdIndex(store)
  await add(index, 'acme', many(0))
  await store.env.childTransaction(() => expect(index.forget(TEST_TIME)).toBe(false))
  expect(await add(index, 'acme', many(0))).toEqual(all(false))
  await store.env.childTransaction(() => expect(index.forget(TEST_TIME + 1)).toBe(false))
  expect(await add(index, 'acme', many(0))).toEqual(all(true))
  expect([...store.expiry.getKeys()]).toHaveLength(1)
})
