import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { QueueEntry } from '@hushlog/sdk-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSpool } from './spool.js'

let root: string
let warnings: string[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hushlog-spool-'))
  warnings = []
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const entry = (n: number, size = 0): QueueEntry => {
  const json = JSON.stringify({ n, text: 'ä'.repeat(size) })
  return { json, bytes: Buffer.byteLength(json), at: 1_000_000 + n }
}
const entries = (from: number, to: number, size = 0) =>
  Array.from({ length: to - from + 1 }, (_, i) => entry(from + i, size))
const open = (maxBytes?: number) =>
  createSpool({ folder: root, ...(maxBytes && { maxBytes }) }, (message) => warnings.push(message))

/** Returns everything that the spool of the next client finds. */
function recovered(take = (left: readonly QueueEntry[]) => left.length) {
  const found: QueueEntry[] = []
  const spool = open()
  spool.recoverEntries(
    (left) => {
      const count = take(left)
      found.push(...left.slice(0, count))
      return count
    },
    () => [],
  )
  return { spool, found, numbers: () => found.map(({ json }) => JSON.parse(json).n) }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )

test('unsettled events come back unchanged and in order', () => {
  const first = open()
  const all = entries(1, 5, 10)
  for (const one of all) first.keepEntry(one)
  first.settleEntries([all[1] as QueueEntry, all[3] as QueueEntry])
  expect(first.close([...all, entry(6)])).toBe(3)
  const { found, spool } = recovered()
  expect(found).toEqual([all[0], all[2], all[4]])
  spool.settleEntries(found)
  spool.close([])
  expect(readdirSync(root)).toEqual([])
  expect(warnings).toEqual([])
})

test('a folder of a running client is not taken over', () => {
  const first = open()
  first.keepEntry(entry(1))
  expect(recovered().found).toEqual([])
  first.close([])
  expect(recovered().numbers()).toEqual([1])
})

test('an event is on disk before keep returns, for its owner only to read', () => {
  open().keepEntry(entry(7))
  const [file = ''] = filesIn(root)
  expect(readFileSync(join(root, file), 'utf8')).toBe(`1000007\t${entry(7).json}\n`)
  expect(statSync(join(root, file)).mode & 0o077).toBe(0)
})

test('a segment is removed when all its events are settled, and the limit holds', () => {
  const spool = open(3_000_000)
  const all = entries(1, 40, 50_000)
  for (const one of all) spool.keepEntry(one)
  expect(warnings).toEqual([
    'hushlog: the spool cannot be used (its limit is reached); events are in memory only',
  ])
  expect(filesIn(root).length).toBeGreaterThan(2)
  spool.settleEntries(all)
  expect(filesIn(root)).toEqual([])
  spool.keepEntry(entry(41))
  spool.close([])
  expect(recovered().numbers()).toEqual([41])
})

test('events without room in the queue are offered again, and stay on disk meanwhile', async () => {
  const first = open()
  for (const one of entries(1, 100)) first.keepEntry(one)
  first.close([])
  let room = 30
  const { spool, found, numbers } = recovered((left) => Math.min(room, left.length))
  expect(found).toHaveLength(30)
  room = 50
  spool.settleEntries(found)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(numbers()).toEqual(Array.from({ length: 80 }, (_, i) => i + 1))
  spool.close([])
  expect(recovered().numbers()).toHaveLength(70)
})

test('half a line, numbers of missing lines and foreign files do no harm', () => {
  const folder = join(root, 'released~1~0123456789ab~1')
  mkdirSync(folder)
  const { json } = entry(1)
  writeFileSync(
    join(folder, '000000001.events'),
    `5\t${json}\nnot a line\n6\t${json}\n7\t${json.slice(0, -1)}`,
  )
  writeFileSync(join(folder, '000000001.settled'), '0\n99\nx\n')
  writeFileSync(join(folder, 'other.txt'), 'x')
  writeFileSync(join(root, 'foreign.txt'), 'x')
  expect(recovered().found.map(({ at }) => at)).toEqual([6])
  expect(readdirSync(root)).toContain('foreign.txt')
})

test.each([
  ['of another host, silent for long, is taken over', 'other-host', 1, 300, true],
  ['of another host, touched just now, is left alone', 'other-host', 1, 5, false],
  ['of a running process of this host is left alone', hostname(), process.ppid, 5, false],
  ['of a process of this host that is gone is taken over', hostname(), 2 ** 22 + 5, 5, true],
  [
    'of an earlier process with this process id, silent for long, is taken over',
    hostname(),
    process.pid,
    300,
    true,
  ],
  ['of another thread, touched just now, is left alone', hostname(), process.pid, 5, false],
])('a folder %s', (_, host, pid, seconds, taken) => {
  const folder = join(root, `${host}~${pid}~0123456789ab~1`)
  mkdirSync(folder)
  writeFileSync(join(folder, '000000001.events'), `5\t${entry(1).json}\n`)
  const then = new Date(Date.now() - seconds * 1000)
  utimesSync(folder, then, then)
  expect(recovered().found).toHaveLength(taken ? 1 : 0)
})

test('wipe deletes every event, and later events are kept', () => {
  const spool = open()
  for (const one of entries(1, 5)) spool.keepEntry(one)
  spool.wipeEntries()
  expect(readdirSync(root)).toEqual([])
  spool.keepEntry(entry(6))
  spool.close([])
  expect(recovered().numbers()).toEqual([6])
})

test('a folder that cannot be created costs a warning', () => {
  const spool = createSpool({ folder: '/dev/null/nowhere' }, (message) => warnings.push(message))
  spool.recoverEntries(
    () => 0,
    () => [],
  )
  spool.keepEntry(entry(1))
  spool.settleEntries([entry(1)])
  spool.wipeEntries()
  spool.close([])
  expect(warnings).toEqual(['hushlog: the spool cannot be used (ENOTDIR); events are in memory only'])
})

test('events without room in the queue are on disk only, and come back as own ones when there is room', async () => {
  const spool = open()
  const room = { left: 0 }
  const found: { n: number; isOwn: boolean | undefined }[] = []
  spool.recoverEntries(
    (left, isOwn) => {
      const taken = left.slice(0, room.left)
      room.left -= taken.length
      found.push(...taken.map(({ json }) => ({ n: JSON.parse(json).n as number, isOwn })))
      return taken.length
    },
    () => [],
  )
  const first = entry(1)
  spool.keepEntry(first)
  // They fill more than one segment.
  for (const one of entries(2, 31, 30_000)) expect(spool.keepForLater?.(one)).toBe(true)
  while (found.length < 30) {
    room.left = 7
    spool.settleEntries([first])
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  expect(found).toEqual(entries(2, 31).map((_, i) => ({ n: i + 2, isOwn: true })))
  expect(warnings).toEqual([])
})

test('the overflow of a killed process is found by the next one, and a full disk limit refuses more', () => {
  const spool = open(1024 * 1024)
  for (const one of entries(1, 3)) spool.keepForLater?.(one)
  let stored = 3
  while (stored < 1000 && spool.keepForLater?.(entry(++stored, 30_000)));
  expect(stored).toBeLessThan(60)
  expect(warnings.join()).toContain('its limit is reached')
  for (const name of readdirSync(root))
    renameSync(join(root, name), join(root, name.replace(/^[^~]+/, 'released')))
  expect(recovered().numbers()).toEqual(Array.from({ length: stored - 1 }, (_, i) => i + 1))
})
