import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LogFullError, openLog } from './index.js'
import { testRecord } from './records.fixture.js'
import { refuseOnFullDisk } from './refuse-on-full-disk.js'
import { createLogSpace, type DiskFigures } from './space.js'

const MIB = 1024 ** 2
const GIB = 1024 * MIB

/** Makes the space of a log on a disk that the test fills. */
function onDisk(disk: DiskFigures | undefined, maxBytes?: number) {
  const current = { disk }
  const space = createLogSpace({ dir: '/data/log', maxBytes, readDisk: () => current.disk })
  return {
    space,
    change(next: DiskFigures) {
      current.disk = next
      space.check()
    },
  }
}

test('the limit is half of what is free and of what the log has already', () => {
  const { space, change } = onDisk({ free: 100 * GIB, total: 500 * GIB, logFiles: 0 })
  expect(space.limit()).toBe(50 * GIB)
  // What the log itself takes lowers its limit no further.
  change({ free: 60 * GIB, total: 500 * GIB, logFiles: 40 * GIB })
  expect(space.limit()).toBe(50 * GIB)
  // What others take does.
  change({ free: 20 * GIB, total: 500 * GIB, logFiles: 40 * GIB })
  expect(space.limit()).toBe(30 * GIB)
  change({ free: 0, total: 500 * GIB, logFiles: 0 })
  expect(space.limit()).toBe(16 * MIB)
})

test('a configured limit stays, and an unknown disk has a limit', () => {
  expect(onDisk({ free: GIB, total: GIB, logFiles: 0 }, 5_000).space.limit()).toBe(5_000)
  const { space } = onDisk(undefined)
  expect([space.limit(), space.isDiskFull(), space.diskFree()]).toEqual([4 * GIB, false, undefined])
})

test('the disk is full when its reserve is reached: 64 MiB, or a twentieth of a small one', () => {
  const large = onDisk({ free: 64 * MIB, total: 500 * GIB, logFiles: 0 }, 1e9)
  expect(large.space.isDiskFull()).toBe(false)
  large.change({ free: 64 * MIB - 1, total: 500 * GIB, logFiles: 0 })
  expect(large.space.isDiskFull()).toBe(true)
  large.change({ free: 65 * MIB, total: 500 * GIB, logFiles: 0 })
  expect(large.space.isDiskFull()).toBe(false)
  expect(onDisk({ free: 6 * MIB, total: 100 * MIB, logFiles: 0 }).space.isDiskFull()).toBe(false)
  expect(onDisk({ free: 4 * MIB, total: 100 * MIB, logFiles: 0 }).space.isDiskFull()).toBe(true)
})

test('the log is full a little before its limit', () => {
  const { space } = onDisk(undefined, 1e9)
  expect([1e9 - 2 * MIB, 1e9 - MIB / 2, 2e9].map(space.isFull)).toEqual([false, true, true])
  expect([0, 900, 995].map(onDisk(undefined, 1_000).space.isFull)).toEqual([false, false, true])
})

test('a log refuses to touch the reserve, follows its limit, and goes on when there is room', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-space-'))
  const { space, change } = onDisk({ free: 10 * MIB, total: GIB, logFiles: 0 })
  const limit = { bytes: 1e6 }
  const log = refuseOnFullDisk(
    await openLog({ dir: join(folder, 'log'), maxBytes: () => limit.bytes, dedupeDays: 14, now: Date.now }),
    space,
  )
  const full = (reason: string) => expect.objectContaining({ name: 'LogFullError', reason })
  await expect(log.append([testRecord({ n: 1 })])).rejects.toEqual(full('disk'))
  expect(await log.append([])).toEqual([])
  change({ free: 100 * MIB, total: GIB, logFiles: 0 })
  expect(await log.append([testRecord({ n: 1 })])).toEqual(['stored'])
  limit.bytes = 1
  await expect(log.append([testRecord({ n: 2 })])).rejects.toBeInstanceOf(LogFullError)
  limit.bytes = 1e6
  expect(await log.append([testRecord({ n: 2 })])).toEqual(['stored'])
  expect(log.stats().records).toBe(2)
  await log.close()
  rmSync(folder, { recursive: true })
})

test('reads the figures of a real disk, also before the folder is there', () => {
  const space = createLogSpace({ dir: join(tmpdir(), 'hushlog-not-there'), maxBytes: undefined })
  expect(space.limit()).toBeGreaterThan(0)
  expect(space.diskFree()).toBeGreaterThan(0)
})
