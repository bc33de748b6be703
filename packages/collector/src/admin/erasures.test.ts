import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDeadLetters } from '../delivery/dead-letters.js'
import { createTestFanOut, silent } from '../delivery/fan-out.fixture.js'
import type { FanOut } from '../delivery/fan-out.js'
import type { NewRecord, StoredRecord } from '../log/log.js'
import { testRecord } from '../log/records.fixture.js'
import { createScheduler, type Scheduler } from '../runtime/scheduler.js'
import type { Selector, Sink } from '../sinks/sink.js'
import { createMemoryLog, type MemoryLog } from '../testing/memory-log.js'
import { isErasure, receiptOf } from './erasure.js'
import { createErasures, type Erasures } from './erasures.js'
import { createJobFiles } from './job-files.js'

const session = (value: string, tenantId = 'acme'): Selector => ({
  tenantId,
  field: 'session_id',
  values: [value],
})
const record = (n: number, session_id: string, tenantId = 'acme'): NewRecord =>
  testRecord({ n, tenantId, fields: { session_id } })

/** Creates a sink in memory. Writes fail while `fails` is true, erasures while `erasing` is false. */
function createMemorySink(name: string, { erases = true } = {}) {
  const stored = new Map<string, StoredRecord>()
  const state = { fails: false, erasing: true, writing: false, overlapped: false, refuses: '' }
  const fieldsOf = ({ bytes }: StoredRecord) => JSON.parse(Buffer.from(bytes).toString())
  const sink: Sink = {
    name,
    type: 'memory',
    // Without an erasure it would wait for an hour.
    policy: { records: 100, bytes: 1 << 20, linger: 3_600_000, timeout: 1000, claim: true },
    open: async () => undefined,
    async write(batch) {
      state.writing = true
      await new Promise((resolve) => setTimeout(resolve, 5))
      state.writing = false
      if (state.fails) throw new Error('down')
      const failed = batch.records.flatMap((one, index) =>
        fieldsOf(one).session_id === state.refuses ? [{ index, code: 'rejected' as const }] : [],
      )
      for (const [index, one] of batch.records.entries())
        if (!failed.some((refused) => refused.index === index)) stored.set(`${one.tenantId}/${one.id}`, one)
      return { failed }
    },
    ...(erases && {
      async erase({ tenantId, field, values }: Selector) {
        if (state.writing) state.overlapped = true
        if (!state.erasing) throw new Error('down')
        const found = [...stored].filter(
          ([, one]) => one.tenantId === tenantId && values.includes(String(fieldsOf(one)[field])),
        )
        for (const [key] of found) stored.delete(key)
        return { records: found.length }
      },
    }),
    close: async () => undefined,
  }
  return { sink, stored, state }
}

let dir = ''
const running: { fanOut: FanOut; scheduler: Scheduler; erasures: Erasures }[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hushlog-erasures-'))
})
const stopAll = async () => {
  for (const { fanOut, scheduler, erasures } of running.splice(0)) {
    await fanOut.stop(0)
    await scheduler.stop()
    await erasures.close()
  }
}
afterEach(async () => {
  await stopAll()
  await rm(dir, { recursive: true })
})

async function start(
  log: MemoryLog,
  sinks: readonly Sink[],
  more: Partial<Parameters<typeof createErasures>[0]> = {},
) {
  const { deadLetters, fanOut } = createTestFanOut(log, sinks, dir)
  const erased: Record<string, number> = {}
  const scheduler = createScheduler({ onError: () => undefined })
  const erasures = createErasures({
    jobs: createJobFiles(join(dir, 'erasures'), isErasure),
    log,
    sinks,
    deadLetters,
    addTask: fanOut.addTask,
    scheduler,
    now: Date.now,
    logger: silent,
    erased: (sink, n) => {
      erased[sink] = (erased[sink] ?? 0) + n
    },
    ...more,
  })
  running.push({ fanOut, scheduler, erasures })
  await fanOut.start()
  await erasures.start()
  const stateOf = async (id: string) => {
    const erasure = await erasures.read(id)
    return erasure && receiptOf(erasure)
  }
  return { erasures, erased, stateOf }
}

const onDisk = async (): Promise<string> => {
  const names = await readdir(dir, { recursive: true, withFileTypes: true })
  // A file that is incomplete is left out: it may have its name before it could be read here.
  const files = names.filter((entry) => entry.isFile() && !entry.name.endsWith('.new'))
  return (
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))
  ).join()
}

it('finishes although the disk refused, and a later request for the same is an erasure of its own', async () => {
  const log = createMemoryLog()
  const { sink } = createMemorySink('memory')
  let refusals = 3
  const scrub = async () => {
    if (refusals-- > 0) throw new Error('disk')
  }
  const { erasures, stateOf } = await start(Object.assign(log, { scrub }), [sink])
  await log.append([record(1, 'out')])
  const { id } = await erasures.request(session('out'))
  await expect.poll(() => stateOf(id).then((receipt) => receipt?.sinks.memory?.state)).toBe('done')
  const again = await erasures.request(session('out'))
  expect(again.id).not.toBe(id)
  for (const one of [id, again.id])
    await expect.poll(() => stateOf(one).then((receipt) => receipt?.state)).toBe('done')
  expect((await stateOf(again.id))?.sinks).toMatchObject({ memory: { records: 0 } })
  expect(refusals).toBeLessThan(0)
})

it('erases in every sink what was accepted before, at once, and removes whom from the receipt', async () => {
  const log = createMemoryLog()
  const [one, two] = [createMemorySink('one'), createMemorySink('two')]
  const { erasures, erased, stateOf } = await start(log, [one.sink, two.sink])
  await log.append([record(1, 'out'), record(2, 'stays'), record(3, 'out'), record(4, 'out', 'globex')])
  const { id } = await erasures.request(session('out'))
  expect(await stateOf(id)).toMatchObject({ state: 'pending', kind: 'session', tenant_id: 'acme' })
  expect(await onDisk()).toContain('"out"')
  await expect.poll(() => stateOf(id).then((receipt) => receipt?.state)).toBe('done')
  expect(await stateOf(id)).toMatchObject({
    log: { state: 'done' },
    sinks: { one: { state: 'done', records: 2, dead_letters: 0 }, two: { state: 'done', records: 2 } },
  })
  expect(erased).toEqual({ one: 2, two: 2 })
  expect([...one.stored.values()].map(({ sequence }) => sequence)).toEqual([2, 4])
  expect(one.state.overlapped || two.state.overlapped).toBe(false)
  expect(erasures.pending()).toBe(0)
  expect(await onDisk()).not.toContain('"out"')
  expect(JSON.stringify(await stateOf(id))).not.toContain('out')
  expect((await erasures.list('acme', 10)).map((erasure) => erasure.id)).toEqual([id])
  expect(await erasures.list('globex', 10)).toEqual([])
  expect(await erasures.prune(Date.now() - 60_000)).toBe(0)
  expect(await erasures.prune(Date.now() + 1)).toBe(1)
  expect(await stateOf(id)).toBeUndefined()
})

it('answers a second request with the same receipt while the first is pending, and with zeros later', async () => {
  const log = createMemoryLog()
  const memory = createMemorySink('one')
  const { erasures, stateOf } = await start(log, [memory.sink])
  memory.state.fails = true
  await log.append([record(1, 'out')])
  const first = await erasures.request(session('out'))
  expect((await erasures.request(session('out'))).id).toBe(first.id)
  expect((await erasures.request(session('out', 'globex'))).id).not.toBe(first.id)
  memory.state.fails = false
  await expect.poll(() => erasures.pending()).toBe(0)
  const again = await erasures.request(session('out'))
  expect(again.id).not.toBe(first.id)
  await expect.poll(() => erasures.pending()).toBe(0)
  expect(await stateOf(again.id)).toMatchObject({ state: 'done', sinks: { one: { records: 0 } } })
})

it('leaves a sink that is down pending, finishes the others, and delivers meanwhile', async () => {
  const log = createMemoryLog()
  const [healthy, down] = [createMemorySink('healthy'), createMemorySink('down')]
  down.state.fails = true
  const { erasures, stateOf } = await start(log, [healthy.sink, down.sink])
  await log.append([record(1, 'out'), record(2, 'stays')])
  const { id } = await erasures.request(session('out'))
  const partOf = (sink: string) => stateOf(id).then((receipt) => receipt?.sinks[sink]?.state)
  await expect.poll(() => partOf('healthy')).toBe('done')
  expect(await partOf('down')).toBe('pending')
  expect(await erasures.prune(Date.now() + 1)).toBe(0)
  expect(erasures.isErased('acme', { session_id: 'out' })).toBe(true)
  down.state.erasing = false
  down.state.fails = false
  await expect.poll(() => down.stored.size).toBe(2)
  await log.append(Array.from({ length: 100 }, (_, i) => record(100 + i, 'stays')))
  await expect.poll(() => down.stored.size).toBe(102)
  down.state.erasing = true
  await expect.poll(() => partOf('down')).toBe('done')
  expect(down.stored.size).toBe(101)
  // There were several attempts: what an earlier one may have removed is not in the count.
  expect((await stateOf(id))?.sinks.down).toMatchObject({ records: 1, lower_bound: true })
})

it('goes on after a restart, also in a sink that is new', async () => {
  const log = createMemoryLog()
  const memory = createMemorySink('one')
  memory.state.erasing = false
  const before = await start(log, [memory.sink])
  await log.append([record(1, 'out'), record(2, 'stays')])
  const { id } = await before.erasures.request(session('out'))
  await expect.poll(() => memory.stored.size).toBe(2)
  await stopAll()

  memory.state.erasing = true
  const added = createMemorySink('added')
  const { erasures, stateOf } = await start(log.reopen(), [memory.sink, added.sink])
  await expect.poll(() => erasures.pending()).toBe(0)
  expect(await stateOf(id)).toMatchObject({
    state: 'done',
    sinks: { one: { records: 1 }, added: { state: 'done' } },
  })
  for (const { stored } of [memory, added])
    expect([...stored.values()].some(({ bytes }) => Buffer.from(bytes).includes('"out"'))).toBe(false)
})

it('shows only what is on disk', async () => {
  const log = createMemoryLog()
  const memory = createMemorySink('one')
  const disk = createJobFiles(join(dir, 'erasures'), isErasure)
  let isSlow = true
  const jobs: typeof disk = {
    ...disk,
    async save(erasure) {
      while (isSlow && erasure.parts.one?.state === 'done')
        await new Promise((resolve) => setTimeout(resolve, 5))
      await disk.save(erasure)
    },
  }
  const { erasures, stateOf } = await start(log, [memory.sink], { jobs })
  await log.append([record(1, 'out')])
  await expect.poll(() => memory.stored.size).toBe(1)
  const { id } = await erasures.request(session('out'))
  await expect.poll(() => memory.stored.size).toBe(0)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await stateOf(id))?.sinks.one).toMatchObject({ state: 'pending', records: 0 })
  isSlow = false
  await expect
    .poll(() => stateOf(id).then((receipt) => receipt?.sinks.one))
    .toMatchObject({ state: 'done', records: 1 })
})

it('reports that a sink cannot erase', async () => {
  const log = createMemoryLog()
  const [able, unable] = [createMemorySink('able'), createMemorySink('unable', { erases: false })]
  const { erasures, stateOf } = await start(log, [able.sink, unable.sink])
  await log.append([record(1, 'out')])
  const { id } = await erasures.request(session('out'))
  await expect.poll(() => erasures.pending()).toBe(0)
  expect(await stateOf(id)).toMatchObject({
    state: 'incomplete',
    sinks: { able: { state: 'done' }, unable: { state: 'unsupported', records: 0 } },
  })
})

it('erases from the dead letters, also those of sinks that are no longer configured', async () => {
  const log = createMemoryLog()
  const memory = createMemorySink('one')
  memory.state.refuses = 'out'
  const removed = createDeadLetters({ folder: join(dir, 'dead-letters'), now: Date.now })
  const stored = { ...record(7, 'out'), sequence: 7 }
  await removed.append([{ sink: 'removed.sink', log: 'x', code: 'rejected', record: stored }])
  const { erasures, stateOf } = await start(log, [memory.sink])
  await log.append([record(1, 'out'), record(2, 'stays'), record(3, 'out', 'globex')])
  const { id } = await erasures.request(session('out'))
  await expect.poll(() => erasures.pending()).toBe(0)
  expect((await stateOf(id))?.sinks.one).toMatchObject({ records: 0, dead_letters: 1 })
  expect(await readdir(join(dir, 'dead-letters'))).toEqual(['one.ndjson'])
  const left = (await readFile(join(dir, 'dead-letters/one.ndjson'), 'utf8')).trimEnd().split('\n')
  expect(left.map((line) => JSON.parse(line).tenant_id)).toEqual(['globex'])
})

it('is done in a sink when its bytes are removed too, beside the loop of the sink and after a restart', async () => {
  const log = createMemoryLog()
  const one = createMemorySink('one')
  let finish: ((isExpunged: boolean) => void) | undefined
  const touched: string[][] = []
  const sink: Sink = {
    ...one.sink,
    erase: async (selector, signal) => ({
      records: 0,
      ...(await one.sink.erase?.(selector, signal)),
      touched: ['part-1'],
    }),
    expunge: (parts, signal) =>
      new Promise((resolve, reject) => {
        touched.push([...parts])
        finish = resolve
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  }
  await log.append([record(1, 'gone'), record(2, 'kept')])
  const first = await start(log, [sink])
  const { id } = await first.erasures.request(session('gone'))
  await expect.poll(() => touched).toEqual([['part-1']])
  expect(await first.stateOf(id)).toMatchObject({
    state: 'pending',
    sinks: { one: { state: 'pending', records: 1 } },
  })
  await log.append([record(3, 'kept')])
  await first.erasures.request(session('other'))
  await expect.poll(() => one.stored.size).toBe(2)
  await stopAll()

  const second = await start(log.reopen(), [sink])
  await expect.poll(() => touched.length).toBeGreaterThan(2)
  const before = touched.length
  while ((await second.stateOf(id))?.sinks.one?.state === 'pending') {
    finish?.(false)
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (touched.length > before + 10) break
  }
  const part = (await second.stateOf(id))?.sinks.one
  expect(part).toMatchObject({ state: 'done', records: 1, expunged: false })
  expect(part).not.toHaveProperty('touched')
})
