import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { openLog } from '../index.js'
import { type LogPlace, testLog } from '../log-contract.fixture.js'
import { testRecord } from '../records.fixture.js'

const createPlace = async (): Promise<LogPlace> => {
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-log.'))
  const clock = { now: Date.UTC(2026, 0, 6) }
  return {
    clock,
    open: ({ maxBytes = 1e9, dedupeDays = 14 } = {}) =>
      openLog({ dir: join(folder, 'log.v1'), maxBytes, dedupeDays, now: () => clock.now }),
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

testLog({ describe, it }, { name: 'LMDB', create: createPlace })

test('files hold nothing that was freed and overwritten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-scrub.'))
  const log = await openLog({ dir: folder, maxBytes: 1e9, dedupeDays: 14, now: Date.now })
  await log.openReader('a')
  const holds = () =>
    readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes('to-be-overwritten'))
  for (let i = 0; i < 200; i++)
    await log.append(
      Array.from({ length: 1 + (i % 40) }, (_, k) =>
        testRecord({
          n: i * 100 + k,
          fields: { session_id: 'to-be-overwritten', filling: 'x'.repeat(i * 7) },
        }),
      ),
    )
  expect(holds()).toEqual(['data.mdb'])
  await log.commit('a', { from: 1, to: log.stats().head })
  await log.append([testRecord({ n: 99_999 })])
  await log.trim(Date.now())
  expect(holds()).toEqual(['data.mdb'])
  await log.scrub()
  expect(holds()).toEqual([])
  const size = statSync(join(folder, 'data.mdb')).size
  await log.scrub()
  expect(statSync(join(folder, 'data.mdb')).size).toBeLessThan(size * 1.1)
  expect(log.read('a', { records: 9, bytes: 1e6 })?.records).toHaveLength(1)
  await log.close()
  expect(holds()).toEqual([])
  rmSync(folder, { recursive: true })
})
