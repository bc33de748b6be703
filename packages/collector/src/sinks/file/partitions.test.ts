import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { HOUR } from '@hushlog/base'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TEST_TIME, testRecord } from '../../log/records.fixture.js'
import { testBatch } from '../../testing/sink-contract.js'
import { partitionOf } from '../objects/layout.js'
import { createFileSink } from './file.js'

const never = () => new AbortController().signal

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-partitions-'))
})
afterEach(() => rm(folder, { recursive: true }))

const makeSink = () =>
  createFileSink({
    name: 'file',
    path: join(folder, 'files'),
    dataDir: folder,
    format: 'jsonl',
    env: 'test',
    rollSeconds: 60,
    rollBytes: 1e6,
  })

async function objects(): Promise<readonly { readonly name: string; readonly inode: number }[]> {
  const files = join(folder, 'files')
  const names = await readdir(files, { recursive: true })
  const ofEvents = names.filter((name) => name.endsWith('.json.gz')).sort()
  return Promise.all(ofEvents.map(async (name) => ({ name, inode: (await stat(join(files, name))).ino })))
}

const HOURS = 20
const hour = (n: number) => TEST_TIME + (n % HOURS) * HOUR
const records = Array.from({ length: 60 }, (_, n) => testRecord({ n, time: hour(n) }))

describe('partitions of the file sink', () => {
  it('names what a failed attempt has not stored, and keeps the rest', async () => {
    const sink = makeSink()
    await sink.open(never())
    const blocked = join(folder, 'files', partitionOf('test', hour(7)))
    await mkdir(dirname(blocked), { recursive: true })
    await writeFile(blocked, '')
    const { failed } = await sink.write(testBatch(records), never())
    expect(failed).toEqual(
      records.flatMap((_, index) => (index % HOURS === 7 ? [{ index, code: 'unavailable' }] : [])),
    )
    const stored = await objects()
    expect(stored).toHaveLength(HOURS - 1)
    await rm(blocked)
    expect(await sink.write(testBatch(records), never())).toEqual({ failed: [] })
    expect(await objects()).toHaveLength(HOURS)
    await sink.close()
  })

  it('leaves alone after a crash what it had stored of the same range', async () => {
    const before = makeSink()
    await before.open(never())
    const batch = testBatch(records)
    const part = batch.records.filter((_, n) => n % HOURS < 5)
    await before.write({ ...batch, records: part }, never())
    const stored = await objects()
    expect(stored).toHaveLength(5)
    await before.close()

    const after = makeSink()
    await after.open(never())
    expect(await after.write(batch, never())).toEqual({ failed: [] })
    const all = await objects()
    expect(all).toHaveLength(HOURS)
    expect(all).toEqual(expect.arrayContaining([...stored]))
    await after.close()
  })
})
