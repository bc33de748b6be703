import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { openLog } from '../index.js'
import { type LogPlace, testLog } from '../log-contract.js'

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

test('one log at a time on a folder', async () => {
  const place = await createPlace()
  const log = await place.open()
  await expect(place.open()).rejects.toThrow('already open')
  await log.close()
  await (await place.open()).close()
  await place.remove()
})
