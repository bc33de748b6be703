import { createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY } from '@hushlog/base'
import { describe, expect, it, test } from 'vitest'
import { openLog } from '../index.js'
import type { StoredRecord } from '../log.js'
import { type LogPlace, testLog } from '../log-contract.fixture.js'
import { testRecord } from '../records.fixture.js'

const createPlace = async (): Promise<LogPlace & { readonly folder: string }> => {
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-log.'))
  const clock = { now: Date.UTC(2026, 0, 6) }
  return {
    clock,
    folder: join(folder, 'log.v1'),
    open: ({ maxBytes = 1e9, dedupeDays = 14 } = {}) =>
      openLog({ dir: join(folder, 'log.v1'), maxBytes, dedupeDays, now: () => clock.now }),
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

testLog({ describe, it }, { name: 'LMDB', create: createPlace })

const SENTINEL = randomBytes(48).toString('base64url')

/** Returns the files below a folder that hold a text or bytes. */
const filesWith = (folder: string, content: string | Buffer): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(content))
    .map(({ name }) => name)

const marked = (n: number, filling: number) =>
  testRecord({ n, fields: { session_id: SENTINEL, filling: 'x'.repeat(filling) } })

/** Reads the keys of the log, as they are in their files. */
const keysIn = (folder: string): string[] =>
  readdirSync(join(folder, 'keys')).map((name) => readFileSync(join(folder, 'keys', name), 'utf8').trim())

/** Says whether any chunk in the file, also one in a freed page, can be decrypted with one of the keys. */
const canDecrypt = (folder: string, plain: Buffer, keys: readonly string[]): boolean => {
  const file = readFileSync(join(folder, 'data.mdb'))
  const head = Buffer.from([2, 0, 0, 0])
  for (let at = file.indexOf(head); at !== -1 && at + 52 < file.length; at = file.indexOf(head, at + 1))
    for (const key of keys) {
      // Without the tag, so that a part of a chunk that is left is found too.
      const nonce = file.subarray(at + 24, at + 36)
      const counter = Buffer.concat([nonce, Buffer.from([0, 0, 0, 2])])
      const decipher = createDecipheriv('aes-128-ctr', Buffer.from(key, 'hex'), counter)
      if (decipher.update(file.subarray(at + 52, at + 1_052)).includes(plain)) return true
    }
  return false
}

test.each([1, 200])(
  'nothing of %i appends can be read in the files once it was freed and overwritten',
  async (appends) => {
    const folder = mkdtempSync(join(tmpdir(), 'hushlog-scrub.'))
    const log = await openLog({ dir: folder, maxBytes: 1e9, dedupeDays: 14, now: Date.now })
    await log.openReader('a')
    for (let i = 0; i < appends; i++)
      await log.append(Array.from({ length: 1 + (i % 40) }, (_, k) => marked(i * 100 + k, i * 7)))
    const sentinel = Buffer.from(SENTINEL)
    const keys = keysIn(folder)
    expect(filesWith(folder, SENTINEL)).toEqual([])
    expect(canDecrypt(folder, sentinel, keys)).toBe(true)
    await log.commit('a', { from: 1, to: log.stats().head })
    await log.append([testRecord({ n: 99_999 })])
    await log.trim(Date.now())
    await log.scrub()
    expect(canDecrypt(folder, sentinel, keysIn(folder))).toBe(false)
    for (const key of keys) {
      expect(filesWith(folder, key)).toEqual([])
      expect(filesWith(folder, Buffer.from(key, 'hex'))).toEqual([])
    }
    const size = statSync(join(folder, 'data.mdb')).size
    await log.scrub()
    expect(statSync(join(folder, 'data.mdb')).size).toBeLessThan(size * 1.1 + 65_536)
    expect(log.read('a', { records: 9, bytes: 1e6 })?.records).toHaveLength(1)
    await log.close()
    rmSync(folder, { recursive: true })
  },
)

test('what was freed cannot be read after a day, without an erasure', async () => {
  const place = await createPlace()
  const log = await place.open()
  const { folder } = place
  await log.openReader('a')
  await log.append([marked(1, 0)])
  const keys = keysIn(folder)
  await log.commit('a', { from: 1, to: 1 })
  place.clock.now = Date.now() + DAY + 1
  await log.trim(place.clock.now)
  expect(keysIn(folder)).toHaveLength(1)
  expect(keysIn(folder)).not.toEqual(keys)
  await log.append([testRecord({ n: 2 })])
  await log.trim(place.clock.now)
  expect(sequencesOf(log.read('a', { records: 9, bytes: 1e6 })?.records)).toEqual([2])
  await log.close()
  await place.remove()
})

const sequencesOf = (records: readonly StoredRecord[] = []): number[] =>
  records.map(({ sequence }) => sequence)
