import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { TEST_TIME, testRecord } from '../../testing/records.js'
import { testBatch, testSink } from '../../testing/sink-contract.js'
import { createFileSink } from './file.js'

const objectsUnder = async (path: string) =>
  (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.gz')).sort()

const linesOf = async (file: string) =>
  gunzipSync(await readFile(file))
    .toString()
    .trimEnd()
    .split('\n')

const makeSink = (path: string) =>
  createFileSink({ name: 'file', path, env: 'test', rollSeconds: 300, rollBytes: 1 << 20 })

testSink(
  { describe, it },
  {
    name: 'file',
    once: 'range',
    // JSON lines are bytes to it: it neither reads nor refuses them.
    refused: [],
    async create() {
      const path = await mkdtemp(join(tmpdir(), 'hushlog-file-'))
      return {
        sink: () => makeSink(path),
        async read() {
          const lines = await Promise.all((await objectsUnder(path)).map((name) => linesOf(join(path, name))))
          return lines.flat().map((line) => {
            const event = JSON.parse(line)
            return { id: event.id, tenantId: event.tenant_id, pageTitle: event.context?.page_title ?? null }
          })
        },
        remove: () => rm(path, { recursive: true }),
      }
    },
  },
)

describe('file sink', () => {
  it('lays objects out by hour of the event in UTC and names them by log and range', async () => {
    const path = await mkdtemp(join(tmpdir(), 'hushlog-file-'))
    try {
      const sink = makeSink(path)
      await sink.open(new AbortController().signal)
      const times = [0, 59 * 60_000, 60 * 60_000, 24 * 3_600_000]
      const records = times.map((ms, n) => testRecord({ n, time: TEST_TIME + ms }))
      await sink.write(testBatch(records, 41, 'abcd1234'), new AbortController().signal)
      const name = 'abcd1234-0000000000000041-0000000000000044.json.gz'
      expect(await objectsUnder(path)).toEqual([
        `events/env=test/dt=2026-01-05/hr=10/${name}`,
        `events/env=test/dt=2026-01-05/hr=11/${name}`,
        `events/env=test/dt=2026-01-06/hr=10/${name}`,
      ])
      const lines = await linesOf(join(path, `events/env=test/dt=2026-01-05/hr=10/${name}`))
      expect(lines).toEqual(records.slice(0, 2).map(({ bytes }) => Buffer.from(bytes).toString()))
      expect(await readdir(join(path, '.unfinished'))).toEqual([])
      await sink.close()
    } finally {
      await rm(path, { recursive: true })
    }
  })

  it('makes folders again that someone removed', async () => {
    const path = await mkdtemp(join(tmpdir(), 'hushlog-file-'))
    const signal = new AbortController().signal
    try {
      const sink = makeSink(path)
      await sink.open(signal)
      await sink.write(testBatch([testRecord({ n: 1 })]), signal)
      await rm(path, { recursive: true })
      const again = testBatch([testRecord({ n: 2 })], 2)
      await expect(sink.write(again, signal)).rejects.toMatchObject({ code: 'ENOENT' })
      await sink.write(again, signal)
      expect(await objectsUnder(path)).toHaveLength(1)
    } finally {
      await rm(path, { recursive: true })
    }
  })

  it('keeps memory bounded and rolls by the configured seconds and bytes', () => {
    const { policy } = createFileSink({ name: 'f', path: 'x', env: 'e', rollSeconds: 60, rollBytes: 1e12 })
    expect(policy).toMatchObject({ linger: 60_000, bytes: 64 * 1024 * 1024, claim: true })
    expect(makeSink('x').policy.bytes).toBe(1 << 20)
  })

  it('says only the code of the operating system when it cannot write', async () => {
    const sink = makeSink('/dev/null/nowhere')
    await expect(sink.open(new AbortController().signal)).rejects.toMatchObject({
      name: 'FileSinkError',
      code: 'ENOTDIR',
      message: 'the file sink failed: ENOTDIR',
    })
  })
})
