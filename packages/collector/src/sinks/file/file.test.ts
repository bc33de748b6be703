import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { TEST_TIME, testRecord } from '../../log/records.fixture.js'
import { linesOf, objectsUnder, readBack } from '../../testing/read-objects.fixture.js'
import { testBatch, testSink } from '../../testing/sink-contract.js'
import { createFileSink, type FileOptions } from './file.js'

const never = () => new AbortController().signal

const makeSink = (path: string, more: Partial<FileOptions> = {}) =>
  createFileSink({
    name: 'file',
    path: join(path, 'objects'),
    dataDir: path,
    env: 'test',
    rollSeconds: 300,
    rollBytes: 1 << 20,
    format: 'jsonl',
    ...more,
  })

async function withFolder(body: (path: string) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'hushlog-file-'))
  try {
    await body(path)
  } finally {
    await rm(path, { recursive: true })
  }
}

/** Makes a record that is valid JSON and does not fit the columns of the table. */
const misfit = (n: number, fields: Record<string, unknown>) => testRecord({ n, fields })

for (const format of ['jsonl', 'parquet'] as const)
  testSink(
    { describe, it },
    {
      name: `file (${format})`,
      once: 'range',
      erases: true,
      expires: true,
      refused:
        format === 'jsonl'
          ? // JSON lines are bytes to it: it neither reads nor refuses them.
            []
          : [
              { ...testRecord({ n: 900 }), bytes: Buffer.from('{"id":') },
              { ...testRecord({ n: 901 }), bytes: Buffer.from('') },
              misfit(902, { query_length: 'many' }),
              misfit(903, { context: 'none' }),
            ],
      async create() {
        const path = await mkdtemp(join(tmpdir(), 'hushlog-file-'))
        return {
          sink: () => makeSink(path, { format }),
          read: () => readBack(join(path, 'objects')),
          remove: () => rm(path, { recursive: true, force: true }),
        }
      },
    },
  )

describe('file sink', () => {
  it('lays objects out by hour of the event in UTC and names them by log and range', () =>
    withFolder(async (path) => {
      const root = join(path, 'objects')
      const sink = makeSink(path)
      await sink.open(never())
      const times = [0, 59 * 60_000, 60 * 60_000, 24 * 3_600_000]
      const records = times.map((ms, n) => testRecord({ n, time: TEST_TIME + ms }))
      await sink.write(testBatch(records, 41, 'abcd1234'), never())
      const name = 'abcd1234-0000000000000041-0000000000000044.json.gz'
      expect(await objectsUnder(root)).toEqual([
        `events/env=test/dt=2026-01-05/hr=10/${name}`,
        `events/env=test/dt=2026-01-05/hr=11/${name}`,
        `events/env=test/dt=2026-01-06/hr=10/${name}`,
      ])
      const lines = await linesOf(join(root, `events/env=test/dt=2026-01-05/hr=10/${name}`))
      expect(lines).toEqual(records.slice(0, 2).map(({ bytes }) => Buffer.from(bytes).toString()))
      expect(await readdir(join(root, '.unfinished'))).toEqual([])
      await sink.close()
    }))

  it('creates folders again that someone removed', () =>
    withFolder(async (path) => {
      const root = join(path, 'objects')
      const sink = makeSink(path)
      await sink.open(never())
      await sink.write(testBatch([testRecord({ n: 1 })]), never())
      await rm(root, { recursive: true })
      const again = testBatch([testRecord({ n: 2 })], 2)
      await expect(sink.write(again, never())).rejects.toMatchObject({ code: 'ENOENT' })
      await sink.write(again, never())
      expect(await objectsUnder(root)).toHaveLength(1)
    }))

  it('keeps memory bounded and rolls by the configured seconds and bytes', () => {
    const { policy } = makeSink('x', { rollSeconds: 60, rollBytes: 1e12 })
    expect(policy).toMatchObject({ linger: 60_000, bytes: 64 * 1024 * 1024, claim: true })
    expect(makeSink('x').policy.bytes).toBe(1 << 20)
  })

  it('names only the code of the operating system when it cannot write', async () => {
    await expect(makeSink('/dev/null/nowhere').open(never())).rejects.toMatchObject({
      name: 'FileSinkError',
      code: 'ENOTDIR',
      message: 'the file sink failed: ENOTDIR',
    })
  })

  it('leaves no second copy of a batch that a crash interrupted before the format was changed', () =>
    withFolder(async (path) => {
      const batch = testBatch([testRecord({ n: 1 }), testRecord({ n: 2 })])
      const before = makeSink(path)
      await before.open(never())
      await before.write(batch, never())
      await before.close()
      const after = makeSink(path, { format: 'parquet' })
      await after.open(never())
      await after.write(batch, never())
      expect(await objectsUnder(path)).toEqual([
        'objects/events/env=test/dt=2026-01-05/hr=10/contract-0000000000000001-0000000000000002.parquet',
      ])
      await after.close()
    }))

  it('erases from objects of both formats, whichever it writes', () =>
    withFolder(async (path) => {
      for (const [index, format] of (['jsonl', 'parquet'] as const).entries()) {
        const sink = makeSink(path, { format })
        await sink.open(never())
        const sessions = ['out', 'stays'].map((session_id, n) => testRecord({ n, fields: { session_id } }))
        await sink.write(testBatch(sessions, 1 + index * 2), never())
        await sink.close()
      }
      const sink = makeSink(path)
      await sink.open(never())
      const out = { tenantId: 'acme', field: 'session_id', values: ['out'] } as const
      expect(await sink.erase?.(out, never())).toEqual({ records: 2, objects: 2 })
      expect(await readBack(path)).toHaveLength(2)
      await sink.close()
    }))

  it('erases the rest, and then fails, when an object cannot be read', () =>
    withFolder(async (path) => {
      const sink = makeSink(path)
      await sink.open(never())
      await sink.write(testBatch([testRecord({ n: 1 })]), never())
      const broken = join(path, 'objects/events/env=test/dt=2026-01-01/hr=00/cut.json.gz')
      await mkdir(dirname(broken), { recursive: true })
      const whole = gzipSync('{"tenant_id":"acme","session_id":"SENTINEL"}\n')
      await writeFile(broken, whole.subarray(0, whole.length - 10))
      const all = { tenantId: 'acme', field: 'session_id', values: ['s1', 'SENTINEL'] } as const
      await expect(sink.erase?.(all, never())).rejects.toMatchObject({ code: 'UNREADABLE_OBJECT' })
      expect(await objectsUnder(path)).toEqual(['objects/events/env=test/dt=2026-01-01/hr=00/cut.json.gz'])
      await writeFile(broken, whole)
      expect(await sink.erase?.(all, never())).toEqual({ records: 1, objects: 1 })
      expect(await objectsUnder(path)).toEqual([])
      await sink.close()
    }))

  it('does not read objects again that an earlier expiry has cleaned', () =>
    withFolder(async (path) => {
      const sink = makeSink(path)
      await sink.open(never())
      const old = (n: number, tenantId: string) =>
        testRecord({ n, tenantId, time: TEST_TIME - 40 * 86_400_000 })
      await sink.write(testBatch([old(1, 'acme'), old(2, 'globex')]), never())
      expect(await sink.expire?.('acme', TEST_TIME, never())).toEqual({ records: 1, objects: 1 })
      await sink.write(testBatch([old(3, 'acme')], 3), never())
      expect(await sink.expire?.('acme', TEST_TIME, never())).toEqual({ records: 1, objects: 1 })
      expect((await readBack(path)).map(({ tenantId }) => tenantId)).toEqual(['globex'])
      await sink.close()
    }))

  it('does not change the bytes of records that stay', () =>
    withFolder(async (path) => {
      const sink = makeSink(path)
      await sink.open(never())
      const records = ['a', 'out', 'b'].map((session_id, n) => testRecord({ n, fields: { session_id } }))
      await sink.write(testBatch(records), never())
      await sink.erase?.({ tenantId: 'acme', field: 'session_id', values: ['out'] }, never())
      const [name = ''] = await objectsUnder(path)
      const kept = records.filter((_, n) => n !== 1).map(({ bytes }) => Buffer.from(bytes).toString())
      expect(await linesOf(join(path, name))).toEqual(kept)
      expect((await readFile(join(path, name))).length).toBeGreaterThan(0)
      await sink.close()
    }))
})
