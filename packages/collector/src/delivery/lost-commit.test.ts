import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { testRecord } from '../log/records.fixture.js'
import { createMemoryLog, type MemoryLog } from '../testing/memory-log.js'
import { createPipeline } from './crash-pipeline.fixture.js'

const records = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => testRecord({ n: from + i }))

const openPipeline = (dir: string, log: MemoryLog) => createPipeline(dir, log, { linger: 0 })

it('both stores have one copy after a commit was lost and the log has grown', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'hushlog-lost-commit-'))
  try {
    const log = createMemoryLog()
    const written = new Set<string>()
    const first = openPipeline(dir, {
      ...log,
      async commit(reader) {
        written.add(reader)
        throw new Error('lost')
      },
    })
    await log.append(records(1, 10))
    await first.fanOut.start()
    await expect.poll(() => written.size).toBe(2)
    await first.fanOut.stop(0)

    const after = log.reopen()
    await after.append(records(11, 25))
    const second = openPipeline(dir, after)
    await second.fanOut.start()
    const lags = () => second.fanOut.stats().map(({ lag_records }) => lag_records)
    await expect.poll(lags).toEqual([0, 0])
    const rows = await second.embedded.reports.rows('SELECT id FROM events ORDER BY id', [])
    await second.fanOut.stop(5_000)

    const expected = records(1, 25).map(({ id }) => id)
    expect(rows.map(({ id }) => id)).toEqual(expected)
    const names = await readdir(join(dir, 'files'), { recursive: true })
    const objects = names.filter((name) => name.endsWith('.gz'))
    const lines = await Promise.all(
      objects.map(async (name) =>
        gunzipSync(await readFile(join(dir, 'files', name)))
          .toString()
          .trimEnd()
          .split('\n'),
      ),
    )
    expect(
      lines
        .flat()
        .map((line) => JSON.parse(line).id)
        .sort(),
    ).toEqual(expected)
  } finally {
    await rm(dir, { recursive: true })
  }
})
