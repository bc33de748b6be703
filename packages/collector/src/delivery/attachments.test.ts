import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TEST_TIME, testRecord } from '../log/records.fixture.js'
import { createTestClock, type TestClock } from '../runtime/test-clock.fixture.js'
import type { BatchPolicy, Sink } from '../sinks/sink.js'
import { createMemoryLog, type MemoryLog } from '../testing/memory-log.js'
import { openDetachedSinks } from './detached-sinks.js'
import { createFanOut, type FanOut } from './fan-out.js'

const POLICY: BatchPolicy = { records: 3, bytes: 1 << 20, linger: 0, timeout: 1_000, claim: false }

let folder: string
let clock: TestClock
const running: FanOut[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-detached-'))
  clock = createTestClock(TEST_TIME + 10_000)
})
const stopAll = async () => {
  for (const fanOut of running.splice(0)) {
    const stopped = fanOut.stop(0)
    await clock.advance(10_000)
    await stopped
  }
}
afterEach(async () => {
  await stopAll()
  await rm(folder, { recursive: true })
})

/** Stores what it gets while it is up, by range as a sink of objects does. */
function createStore(name: string, policy: Partial<BatchPolicy> = {}) {
  const state = { isDown: false, erased: 0 }
  const objects = new Map<string, readonly number[]>()
  const sink: Sink = {
    name,
    type: 'store',
    policy: { ...POLICY, ...policy },
    open: async () => undefined,
    async write({ range, records }) {
      if (state.isDown) throw Object.assign(new Error('SENTINEL'), { code: 'ECONNREFUSED' })
      objects.set(
        `${range.from}-${range.to}`,
        records.map(({ sequence }) => sequence),
      )
      return { failed: [] }
    },
    close: async () => undefined,
  }
  return { sink, state, objects, stored: () => [...objects.values()].flat().sort((a, b) => a - b) }
}

async function start(
  log: MemoryLog,
  sinks: readonly Sink[],
  options: { limit?: number; lines?: string[] } = {},
) {
  const say = (fields: object, message: string) => options.lines?.push(JSON.stringify({ ...fields, message }))
  const fanOut = createFanOut({
    log,
    sinks,
    filters: new Map(),
    removeText: (_event, bytes) => bytes,
    deadLetters: { append: async () => undefined },
    detached: openDetachedSinks(folder),
    logLimit: () => options.limit ?? 1e9,
    logger: { info: say, warn: say, error: say },
    clock,
    random: () => 0.5,
  })
  running.push(fanOut)
  await fanOut.start()
  await fanOut.attachRequested()
  await clock.advance(0)
  return fanOut
}

/** Runs something that waits for the clock. */
async function advanced<T>(work: Promise<T>): Promise<T> {
  await clock.advance(6_000)
  return work
}

const append = async (log: MemoryLog, from: number, to: number) => {
  await log.append(Array.from({ length: to - from + 1 }, (_, i) => testRecord({ n: from + i })))
  await clock.advance(0)
}

/** Everything that came is in one column of a sink's ledger. */
const sumOf = (fanOut: FanOut, name: string): number => {
  const sink = fanOut.stats().find((each) => each.name === name)
  return sink === undefined
    ? Number.NaN
    : sink.delivered + sink.filtered + sink.dead_letters + sink.expired + sink.detached + sink.lag_records
}

describe('a detached sink', () => {
  it('no longer holds back the log, and what it misses is counted', async () => {
    const log = createMemoryLog()
    const down = createStore('down')
    const fine = createStore('fine')
    const fanOut = await start(log, [down.sink, fine.sink])
    await append(log, 1, 2)
    down.state.isDown = true
    await append(log, 3, 9)
    await clock.advance(20_000)
    expect(fanOut.status()[0]).toMatchObject({
      state: 'backing_off',
      holds_log_back: true,
      lag_records: 7,
      last_error: { code: 'ECONNREFUSED' },
      detached_since: null,
    })
    expect(fanOut.status()[0]?.lag_bytes).toBeGreaterThan(0)
    expect(fanOut.status()[1]).toMatchObject({ holds_log_back: false, last_error: null })
    expect(log.stats().records).toBeGreaterThan(0)
    expect(await advanced(fanOut.detach('down'))).toBe('changed')
    expect(await fanOut.detach('down')).toBe('unchanged')
    expect(await fanOut.detach('other')).toBe('unknown_sink')
    await append(log, 10, 11)
    await clock.advance(20_000)
    expect(log.stats().records).toBe(0)
    expect(fanOut.status()[0]).toMatchObject({
      state: 'detached',
      detached: 9,
      lag_records: 0,
      holds_log_back: false,
    })
    expect([sumOf(fanOut, 'down'), sumOf(fanOut, 'fine')]).toEqual([11, 11])
  })

  it('stays detached over a restart, and begins behind what it has when it is attached', async () => {
    const log = createMemoryLog()
    const down = createStore('down')
    const slow = createStore('slow')
    await append(log, 1, 2)
    const first = await start(log, [down.sink, slow.sink])
    down.state.isDown = true
    slow.state.isDown = true
    await append(log, 3, 6)
    await advanced(first.detach('down'))
    await stopAll()

    down.state.isDown = false
    const again = log.reopen()
    const second = await start(again, [down.sink, slow.sink])
    await append(again, 7, 8)
    expect([down.stored(), second.status()[0]?.state]).toEqual([[1, 2], 'detached'])
    expect(await second.attach('down', 'oldest')).toBe('changed')
    expect(await second.attach('down', 'oldest')).toBe('unchanged')
    await clock.advance(20_000)
    expect(down.stored()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(second.status()[0]).toMatchObject({
      state: 'running',
      detached: 0,
      delivered: 6,
      detached_since: null,
    })
    expect(sumOf(second, 'down')).toBe(6)
    await stopAll()
    const third = await start(again.reopen(), [down.sink, slow.sink])
    expect(third.status()[0]).toMatchObject({ state: 'running', lag_records: 0 })
  })

  it('gets only new records when it is attached from now on', async () => {
    const log = createMemoryLog()
    const down = createStore('down')
    const fanOut = await start(log, [down.sink])
    down.state.isDown = true
    await append(log, 1, 4)
    await advanced(fanOut.detach('down'))
    down.state.isDown = false
    await fanOut.attach('down', 'now')
    await append(log, 5, 6)
    expect(down.stored()).toEqual([5, 6])
    expect(fanOut.stats()[0]).toMatchObject({ detached: 4, delivered: 2 })
    expect(sumOf(fanOut, 'down')).toBe(6)
  })

  it('writes a range that it may have in part again exactly as it was, or not at all', async () => {
    const log = createMemoryLog()
    const holder = createStore('holder')
    holder.state.isDown = true
    const objects = createStore('objects', { claim: true })
    const fanOut = await start(log, [objects.sink, holder.sink])
    objects.state.isDown = true
    await append(log, 1, 2)
    await append(log, 3, 5)
    await advanced(fanOut.detach('objects'))
    objects.state.isDown = false
    await fanOut.attach('objects', 'oldest')
    await clock.advance(20_000)
    expect([...objects.objects.keys()]).toEqual(['1-2', '3-5'])

    objects.state.isDown = true
    await append(log, 6, 7)
    await advanced(fanOut.detach('objects'))
    holder.state.isDown = false
    await clock.advance(60_000)
    expect(log.stats().records).toBe(0)
    objects.state.isDown = false
    await append(log, 8, 9)
    await fanOut.attach('objects', 'oldest')
    await clock.advance(20_000)
    expect(objects.stored()).toEqual([1, 2, 3, 4, 5, 8, 9])
    expect(fanOut.stats()[0]).toMatchObject({ detached: 2, delivered: 7 })
  })

  it('frees the log when it is the only sink, and still runs tasks', async () => {
    const log = createMemoryLog()
    const only = createStore('only')
    const fanOut = await start(log, [only.sink])
    await append(log, 1, 2)
    only.state.isDown = true
    await append(log, 3, 9)
    await advanced(fanOut.detach('only'))
    await clock.advance(20_000)
    expect(log.stats().records).toBe(0)
    let ran = 0
    fanOut.addTask('only', {
      kind: 'erase',
      after: 9,
      timeLimit: 1_000,
      async run() {
        ran++
      },
    })
    await clock.advance(0)
    expect(ran).toBe(1)
  })

  it('is attached at the next start when that was asked for without a collector', async () => {
    const log = createMemoryLog()
    const sink = createStore('a')
    await start(log, [sink.sink])
    await append(log, 1, 2)
    await stopAll()
    await openDetachedSinks(folder).set('a', {
      since: '2026-01-05T00:00:00.000Z',
      position: null,
      attach: null,
    })
    const second = log.reopen()
    const fanOut = await start(second, [sink.sink])
    await append(second, 3, 4)
    expect([sink.stored(), fanOut.stats()[0]?.detached]).toEqual([[1, 2], 2])
    await stopAll()
    const detached = openDetachedSinks(folder)
    const state = detached.get('a')
    expect(state?.position).toMatchObject({ cursor: 2 })
    if (state !== undefined) await detached.set('a', { ...state, attach: 'oldest' })
    const third = await start(second.reopen(), [sink.sink])
    await clock.advance(5_000)
    expect([sink.stored(), third.stats()[0]?.state]).toEqual([[1, 2, 3, 4], 'running'])
  })
})

describe('the log', () => {
  it('says once at each mark that it fills up and which sink holds it back, and when it has room', async () => {
    const log = createMemoryLog()
    const lines: string[] = []
    const down = createStore('down')
    down.state.isDown = true
    const fine = createStore('fine')
    const bytes = testRecord({ n: 1 }).bytes.length
    await start(log, [down.sink, fine.sink], { limit: bytes * 10, lines })
    const said = () => lines.filter((line) => line.includes('"the log ')).map((line) => JSON.parse(line))
    await append(log, 1, 4)
    await clock.advance(30_000)
    expect(said()).toEqual([])
    await append(log, 5, 6)
    await clock.advance(30_000)
    await append(log, 7, 9)
    await clock.advance(30_000)
    expect(said()).toMatchObject([
      { percent: 60, held_by: [{ sink: 'down', lag_records: 6 }] },
      { percent: 90, held_by: [{ sink: 'down', lag_records: 9 }] },
    ])
    down.state.isDown = false
    await clock.advance(90_000)
    expect(said()[2]).toMatchObject({ percent: 0, message: 'the log has room again' })
    expect(said()).toHaveLength(3)
  })
})
