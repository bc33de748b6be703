import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDeadLetters } from '../delivery/dead-letters.js'
import { createTestFanOut, silent } from '../delivery/fan-out.fixture.js'
import type { FanOut } from '../delivery/fan-out.js'
import { TEST_TIME, testRecord } from '../log/records.fixture.js'
import { createEmbeddedStore } from '../sinks/embedded/embedded.js'
import { createFileSink } from '../sinks/file/file.js'
import type { Sink, SinkFailure } from '../sinks/sink.js'
import { createMemoryLog, type MemoryLog } from '../testing/memory-log.js'
import { createJobFiles } from './job-files.js'
import { isReplayJob, type ReplayJob } from './replay-job.js'
import { createReplays, type Replays } from './replays.js'

let dir = ''
const running: FanOut[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hushlog-replays-'))
})
const stopAll = async () => {
  for (const fanOut of running.splice(0)) await fanOut.stop(1_000)
}
afterEach(async () => {
  await stopAll()
  await rm(dir, { recursive: true })
})

/** Creates a sink that refuses every second record while it is `broken`. */
function createRefusingSink(name: string) {
  const state = { broken: true, busy: 0 }
  const stored = new Map<string, { text: string; writes: number }>()
  const names: string[] = []
  const sink: Sink = {
    name,
    type: 'refusing',
    policy: { records: 100, bytes: 1 << 20, linger: 0, timeout: 5_000, claim: false },
    open: async () => undefined,
    async write(batch) {
      if (state.busy-- > 0) return { failed: [{ index: 0, code: 'unavailable' }] }
      names.push(`${batch.log} ${batch.range.from}`)
      const failed: { index: number; code: SinkFailure }[] = []
      for (const [index, { id, bytes }] of batch.records.entries()) {
        if (state.broken && index % 2 === 1) failed.push({ index, code: 'rejected' })
        else
          stored.set(id, { text: Buffer.from(bytes).toString(), writes: (stored.get(id)?.writes ?? 0) + 1 })
      }
      return { failed }
    },
    close: async () => undefined,
  }
  return { sink, stored, state, names }
}

interface Started {
  readonly replays: Replays
  readonly finished: (job: ReplayJob | undefined) => Promise<ReplayJob | undefined>
}

async function start(
  log: MemoryLog,
  sinks: readonly Sink[],
  more: Partial<Parameters<typeof createReplays>[0]> = {},
): Promise<Started> {
  const { deadLetters, fanOut } = createTestFanOut(log, sinks, dir)
  running.push(fanOut)
  const replays = createReplays({
    jobs: createJobFiles(join(dir, 'replays'), isReplayJob),
    log,
    sinks,
    filterOf: () => async (records) => ({ records, unreadable: [] }),
    deadLetters,
    stored: undefined,
    isErased: () => false,
    addTask: fanOut.addTask,
    now: Date.now,
    logger: silent,
    ...more,
  })
  await fanOut.start()
  await replays.start()
  return {
    replays,
    async finished(job) {
      const id = job?.id ?? ''
      await expect.poll(async () => (await replays.read(id))?.state).toBe('done')
      return replays.read(id)
    },
  }
}

const records = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    testRecord({ n: from + i, fields: { context: { page_title: 'a\u2028b ü' }, query_length: from + i } }),
  )

it('sends dead letters again, removes those that are taken, and leaves those that are refused', async () => {
  const log = createMemoryLog()
  const { sink, stored, state } = createRefusingSink('refusing')
  const { replays, finished } = await start(log, [sink])
  await log.append(records(1, 9))
  const deadLetters = createDeadLetters({ folder: join(dir, 'dead-letters'), now: Date.now })
  const left = async () => {
    const ids: string[] = []
    for await (const { id } of deadLetters.read('refusing')) ids.push(id)
    return ids
  }
  await expect.poll(left).toHaveLength(4)
  state.busy = 2
  expect(await finished(await replays.deadLetters('refusing'))).toMatchObject({ delivered: 2, refused: 2 })
  expect(await left()).toHaveLength(2)
  state.broken = false
  expect(await finished(await replays.deadLetters('refusing'))).toMatchObject({ delivered: 2, refused: 0 })
  expect(await left()).toEqual([])
  expect([...stored.keys()].sort()).toEqual(records(1, 9).map(({ id }) => id))
  expect([...stored.values()].every(({ writes }) => writes === 1)).toBe(true)
  const sent = records(1, 9)
  for (const { id, bytes } of sent) expect(stored.get(id)?.text).toBe(Buffer.from(bytes).toString())
  expect(await finished(await replays.deadLetters('refusing'))).toMatchObject({ delivered: 0, refused: 0 })
  await rm(join(dir, 'dead-letters'), { recursive: true })
  expect(await finished(await replays.deadLetters('refusing'))).toMatchObject({ delivered: 0, refused: 0 })
  expect(await replays.deadLetters('nobody')).toBeUndefined()
})

it('sends what the log still has from a sequence number or a time on, and nothing that is erased', async () => {
  const log = createMemoryLog()
  const { sink, stored, state } = createRefusingSink('refusing')
  state.broken = false
  const isErased = (_tenant: string, fields: Readonly<Record<string, unknown>>) => fields.query_length === 4
  const { replays, finished } = await start(log, [sink], { isErased })
  // A reader that never commits holds the records in the log.
  await log.openReader('slow')
  await log.append(records(1, 5))
  await expect.poll(() => stored.size).toBe(5)
  stored.clear()
  expect(await finished(await replays.events('refusing', { sequence: 3 }))).toMatchObject({
    source: 'log',
    delivered: 2,
    filtered: 1,
  })
  expect([...stored.keys()]).toEqual([3, 5].map((n) => testRecord({ n }).id))
  expect(await finished(await replays.events('refusing', { time: TEST_TIME + 1_500 }))).toMatchObject({
    delivered: 4,
  })
  expect(await finished(await replays.events('refusing', { time: TEST_TIME + 1_501 }))).toMatchObject({
    delivered: 0,
  })
})

it('sends from the embedded store what the log has freed, page by page and complete', async () => {
  const log = createMemoryLog()
  const embedded = createEmbeddedStore({ name: 'embedded', dataDir: dir })
  const stored = { store: embedded.reports, sink: 'embedded' }
  const first = await start(log, [embedded.sink], { stored })
  const events = [
    ...records(1, 2_100),
    testRecord({ n: 5_000, event: 'custom', fields: { name: 'x', properties: { a: 1, b: 'é', c: true } } }),
    testRecord({ n: 5_001, event: 'vendor_call', fields: { vendor: { name: 'openai', http_status: 200 } } }),
    testRecord({ n: 5_002, tenantId: 'globex', time: TEST_TIME + 3_600_000 }),
    testRecord({ n: 5_002, time: TEST_TIME + 3_600_000 }),
  ]
  await log.append(events)
  await expect.poll(() => log.readerStats('embedded', 0).lagRecords).toBe(0)
  await log.trim(0)
  expect(log.stats().records).toBe(0)
  expect(await first.replays.events('embedded', { time: 0 })).toMatchObject({ source: 'log' })
  await stopAll()

  const files = createFileSink({
    name: 'files',
    path: join(dir, 'files'),
    dataDir: dir,
    env: 'test',
    rollSeconds: 0,
    rollBytes: 1e6,
    format: 'jsonl',
  })
  const { replays, finished } = await start(log.reopen(), [embedded.sink, files], { stored })
  const job = await finished(await replays.events('files', { time: 0 }))
  expect(job).toMatchObject({
    source: 'embedded',
    delivered: events.length,
    refused: 0,
    filtered: 0,
    page: 2,
  })
  const names = await readdir(join(dir, 'files'), { recursive: true })
  const objects = names.filter((name) => name.endsWith('.gz'))
  const lines = await Promise.all(
    objects.map(async (name) =>
      gunzipSync(await readFile(join(dir, 'files', name)))
        .toString()
        .trimEnd(),
    ),
  )
  const key = ({ id, tenant_id }: { id: string; tenant_id: string }) => `${id}/${tenant_id}`
  const parsed = lines.flatMap((text) => text.split('\n')).map((line) => JSON.parse(line))
  const sent = events.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()))
  const sorted = (all: typeof sent) => all.sort((a, b) => (key(a) < key(b) ? -1 : 1))
  expect(parsed).toHaveLength(events.length)
  expect(sorted(parsed)).toEqual(sorted(sent))
  // The last two records were received in this hour or later.
  const later = await finished(await replays.events('files', { time: TEST_TIME + 3_600_000 }))
  expect(later).toMatchObject({ delivered: 2 })
})

it('goes on after a restart, with a page of the same name', async () => {
  const log = createMemoryLog()
  const { sink, state, names } = createRefusingSink('refusing')
  state.broken = false
  await log.openReader('slow')
  await log.append(records(1, 3))
  const jobs = createJobFiles(join(dir, 'replays'), isReplayJob)
  const failing = {
    ...jobs,
    save: (job: ReplayJob) => (job.page > 0 ? Promise.reject(new Error('full')) : jobs.save(job)),
  }
  const first = await start(log, [sink], { jobs: failing })
  const job = await first.replays.events('refusing', { sequence: 1 })
  await expect.poll(() => names.length).toBeGreaterThan(2)
  await stopAll()
  const before = names.length
  const { finished } = await start(log.reopen(), [sink])
  expect(await finished(job)).toMatchObject({ delivered: 3 })
  expect(names.length).toBe(before + 1)
  expect(new Set(names.slice(1)).size).toBe(1)
})
