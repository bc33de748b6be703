import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createEmbeddedStore } from './embedded.js'

/** It takes hours unless it is ended. */
const ENDLESS =
  'SELECT count(*) AS n FROM range(10000000) AS a, range(10000000) AS b WHERE a.range * b.range = 7'

test('a signal ends a statement, and its connection answers the next', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hushlog-ended-'))
  const { sink, reports } = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  await sink.open(new AbortController().signal)
  const leaves = new AbortController()
  const both = Promise.allSettled([1, 2].map(() => reports.rows(ENDLESS, [], leaves.signal)))
  setTimeout(() => leaves.abort(), 50)
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await reports.rows('SELECT 1 AS n', [])).toEqual([{ n: 1 }])
  await expect(reports.rows('SELECT 1 AS n', [], AbortSignal.abort())).rejects.toThrow()
  await sink.close()
  await rm(folder, { recursive: true })
})
