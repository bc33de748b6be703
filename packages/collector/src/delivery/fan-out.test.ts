import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR } from '@hushlog/base'
import { afterEach, describe, expect, it } from 'vitest'
import type { LogRange } from '../log/log.js'
import { TEST_TIME, testRecord } from '../log/records.fixture.js'
import { createTestClock } from '../runtime/test-clock.fixture.js'
import type { BatchPolicy, Sink, SinkBatch, SinkFailure } from '../sinks/sink.js'
import { createMemoryLog, type MemoryLog } from '../testing/memory-log.js'
import type { NewDeadLetter } from './dead-letter-line.js'
import { createDeadLetters, type DeadLetterWriter } from './dead-letters.js'
import { createFanOut, type FanOut } from './fan-out.js'
import type { SinkFilter } from './filter.js'

const POLICY: BatchPolicy = { records: 100, bytes: 1 << 20, linger: 0, timeout: 1000, claim: false }

type WriteAnswer = readonly { index: number; code: SinkFailure }[] | Error | 'hang'

/** Answers each write with the next of `answers`, and with success after the last one. */
function createScriptedSink(name: string, answers: WriteAnswer[] = [], policy: Partial<BatchPolicy> = {}) {
  const writes: { range: LogRange; ids: string[]; frozen: boolean }[] = []
  const stored: SinkBatch['records'][number][] = []
  let opens = 0
  let closed = false
  const openErrors: Error[] = []
  const sink: Sink = {
    name,
    type: 'scripted',
    policy: { ...POLICY, ...policy },
    async open() {
      opens++
      const error = openErrors.shift()
      if (error !== undefined) throw error
    },
    async write(batch, signal) {
      const frozen = Object.isFrozen(batch) && Object.isFrozen(batch.records)
      writes.push({ range: batch.range, ids: batch.records.map(({ id }) => id.slice(-2)), frozen })
      const answer = answers.shift() ?? []
      if (answer === 'hang')
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
        )
      if (answer instanceof Error) throw answer
      const failed = answer === 'hang' ? [] : answer
      stored.push(...batch.records.filter((_, index) => !failed.some((f) => f.index === index)))
      return { failed }
    },
    async close() {
      closed = true
    },
  }
  return { sink, writes, stored, openErrors, opens: () => opens, closed: () => closed }
}

interface Setup {
  fanOut: FanOut
  log: MemoryLog
  deadLetters: NewDeadLetter[]
  lines: string[]
  counts: Record<string, number>
  advance(ms: number): Promise<void>
}

const running: { fanOut: FanOut; advance(ms: number): Promise<void> }[] = []
afterEach(async () => {
  for (const { fanOut, advance } of running.splice(0)) {
    const stopped = fanOut.stop(0)
    await advance(10_000)
    await stopped
  }
})

function setUp(
  sinks: readonly Sink[],
  options: {
    log?: MemoryLog
    filters?: [string, SinkFilter][]
    deadLetters?: DeadLetterWriter
    maxAge?: number
  } = {},
): Setup {
  const clock = createTestClock(TEST_TIME + 10_000)
  const { advance } = clock
  const log = options.log ?? createMemoryLog()
  const deadLetters: NewDeadLetter[] = []
  const lines: string[] = []
  const counts: Record<string, number> = {}
  const count = (key: string, by = 1) => {
    counts[key] = (counts[key] ?? 0) + by
  }
  const logger = {
    info: (fields: object, message: string) => lines.push(JSON.stringify({ ...fields, message })),
    warn: (fields: object, message: string) => lines.push(JSON.stringify({ ...fields, message })),
    error: (fields: object, message: string) => lines.push(JSON.stringify({ ...fields, message })),
  }
  const fanOut = createFanOut({
    log,
    sinks,
    filters: new Map(options.filters),
    removeText(_event, bytes) {
      const { query_text: _, ...rest } = JSON.parse(Buffer.from(bytes).toString())
      return Buffer.from(JSON.stringify(rest))
    },
    deadLetters: options.deadLetters ?? { append: async (all) => void deadLetters.push(...all) },
    ...(options.maxAge && { maxAge: options.maxAge }),
    logger,
    clock,
    random: () => 0.5,
    observer: {
      delivered: (sink, n) => count(`${sink} delivered`, n),
      filtered: (sink, n) => count(`${sink} filtered`, n),
      deadLetter: (sink, code, n) => count(`${sink} dead ${code}`, n),
      expired: (sink, n) => count(`${sink} expired`, n),
      retry: (sink, reason) => count(`${sink} retry ${reason}`),
      missing: (sink, n) => count(`${sink} missing`, n),
      restarted: (sink) => count(`${sink} restarted`),
    },
  })
  running.push({ fanOut, advance })
  return { fanOut, log, deadLetters, lines, counts, advance }
}

const records = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => testRecord({ n: from + i }))

describe('fan-out', () => {
  it('gives a store again what it has lost, and says what the log no longer has', async () => {
    const a = createScriptedSink('a', [], { records: 2 })
    let position: number | undefined = 3
    const sink = { ...a.sink, position: async () => position }
    const log = createMemoryLog()
    await log.openReader('a')
    await log.append(records(1, 6))
    await log.commit('a', { from: 1, to: 6 })
    const first = setUp([sink], { log })
    await first.fanOut.start()
    await expect.poll(() => a.stored.map(({ sequence }) => sequence)).toEqual([4, 5, 6])
    expect(first.lines.join()).toContain('which it gets again from the log')
    expect(first.counts['a missing']).toBeUndefined()
    await first.fanOut.stop(0)

    await log.openReader('other')
    await log.commit('other', { from: 1, to: 5 })
    await log.trim(0)
    position = 2
    const second = setUp([sink], { log })
    await second.fanOut.start()
    await expect.poll(() => second.counts['a missing']).toBe(3)
    const line = second.lines.find((each) => each.includes('no longer holds'))
    expect(JSON.parse(line ?? '')).toMatchObject({ sink: 'a', from: 3, to: 5, records: 3 })
    await second.fanOut.stop(0)

    const other = createScriptedSink('new', [], {})
    const fourth = setUp([{ ...other.sink, position: async () => 0 }], { log })
    await fourth.fanOut.start()
    await expect.poll(() => other.writes.map(({ range }) => range)).toContainEqual({ from: 1, to: 5 })
    expect(fourth.lines.join()).not.toContain('lost')
    await fourth.fanOut.stop(0)

    position = undefined
    const third = setUp([sink], { log })
    await third.fanOut.start()
    await third.fanOut.stop(0)
    expect(third.counts['a missing']).toBeUndefined()
  })

  it('delivers the backlog and new records in log order, frozen, and commits', async () => {
    const a = createScriptedSink('a', [], { records: 2 })
    const { fanOut, log, counts, advance } = setUp([a.sink])
    await log.append(records(1, 3))
    await fanOut.start()
    await advance(0)
    await log.append(records(4, 4))
    await advance(0)
    expect(a.writes).toEqual([
      { range: { from: 1, to: 2 }, ids: ['01', '02'], frozen: true },
      { range: { from: 3, to: 3 }, ids: ['03'], frozen: true },
      { range: { from: 4, to: 4 }, ids: ['04'], frozen: true },
    ])
    expect(counts).toEqual({ 'a delivered': 4 })
    expect(fanOut.stats()).toEqual([
      {
        name: 'a',
        type: 'scripted',
        state: 'running',
        backlog_at_start: 3,
        delivered: 4,
        filtered: 0,
        dead_letters: 0,
        expired: 0,
        detached: 0,
        lag_records: 0,
        lag_seconds: 0,
      },
    ])
  })

  it('a sink that is down delays no other, is retried without end, and its message is not logged', async () => {
    const failing = Array.from({ length: 40 }, () =>
      Object.assign(new Error('SENTINEL'), { code: 'ECONNREFUSED' }),
    )
    const dead = createScriptedSink('dead', failing)
    const fine = createScriptedSink('fine')
    const { fanOut, log, lines, advance } = setUp([dead.sink, fine.sink])
    await fanOut.start()
    await log.append(records(1, 5))
    await advance(60_000)
    expect(fine.stored).toHaveLength(5)
    expect(fanOut.stats().map(({ state }) => state)).toEqual(['backing_off', 'running'])
    expect(dead.writes.length).toBeGreaterThan(5)
    await advance(1_200_000)
    expect(dead.writes).toHaveLength(41)
    expect(dead.stored).toHaveLength(5)
    expect(fanOut.stats()[0]).toMatchObject({ state: 'running', delivered: 5, lag_records: 0 })
    expect(lines.join()).not.toContain('SENTINEL')
    expect(lines.join()).toContain('"code":"ECONNREFUSED"')
  })

  it('opens a sink again with back-off', async () => {
    const a = createScriptedSink('a')
    a.openErrors.push(new Error('no'), new Error('no'))
    const { fanOut, log, counts, advance } = setUp([a.sink])
    await log.append(records(1, 1))
    await fanOut.start()
    await advance(5_000)
    expect([a.opens(), a.stored.length, counts['a retry open']]).toEqual([3, 1, 2])
  })

  it('aborts a write at its time limit and tries the same batch again', async () => {
    const a = createScriptedSink('a', ['hang'])
    const { fanOut, log, lines, advance } = setUp([a.sink])
    await log.append(records(1, 2))
    await fanOut.start()
    await advance(3_000)
    expect(a.writes.map(({ ids }) => ids)).toEqual([
      ['01', '02'],
      ['01', '02'],
    ])
    expect(lines.join()).toContain('AbortError')
  })

  it('stores refused records as dead letters, retries only throttled ones, and commits at the end', async () => {
    const a = createScriptedSink('a', [
      [
        { index: 0, code: 'rejected' },
        { index: 1, code: 'throttled' },
        { index: 3, code: 'unavailable' },
        { index: 4, code: 'too_large' },
      ],
      [{ index: 1, code: 'throttled' }],
    ])
    const { fanOut, log, deadLetters, counts, advance } = setUp([a.sink])
    await log.append(records(1, 5))
    await fanOut.start()
    await advance(0)
    expect(log.readerStats('a', 0).lagRecords).toBe(5)
    await advance(5_000)
    expect(a.writes.map(({ ids }) => ids)).toEqual([['01', '02', '03', '04', '05'], ['02', '04'], ['04']])
    expect(deadLetters.map(({ code, record }) => [code, record.sequence])).toEqual([
      ['rejected', 1],
      ['too_large', 5],
    ])
    expect(counts).toEqual({
      'a delivered': 3,
      'a dead rejected': 1,
      'a dead too_large': 1,
      'a retry throttled': 2,
      'a retry unavailable': 1,
    })
    expect(fanOut.stats()[0]).toMatchObject({
      delivered: 3,
      dead_letters: 2,
      lag_records: 0,
      state: 'running',
    })
  })

  it('logs records that a sink does not take at once and once a minute, and when it works again', async () => {
    const down = Array.from(
      { length: 30 },
      (): WriteAnswer => [
        { index: 0, code: 'unavailable' },
        { index: 1, code: 'unavailable' },
      ],
    )
    const a = createScriptedSink('a', down)
    const { fanOut, log, lines, advance } = setUp([a.sink])
    await log.append(records(1, 2))
    await fanOut.start()
    await advance(0)
    const failing = () =>
      lines.filter((line) => line.includes('did not take records')).map((l) => JSON.parse(l))
    expect(failing()).toMatchObject([{ sink: 'a', code: 'unavailable', records: 2, times: 1 }])
    await advance(600_000)
    expect(a.stored).toHaveLength(2)
    const written = failing()
    expect(written.length).toBeLessThan(11)
    expect(written.reduce((sum, { times }) => sum + times, 0)).toBe(30)
    expect(lines.filter((line) => line.includes('a sink works again'))).toHaveLength(1)
    expect(lines.at(-1)).toMatch(/"code":"unavailable","failing_seconds":[1-9]/)
  })

  it('begins again with back-off when the log cannot be read, counts it, and keeps the ledger', async () => {
    const a = createScriptedSink('a')
    const log = createMemoryLog()
    let isBroken = false
    const broken = <T>(read: () => T): T => {
      if (isBroken) throw Object.assign(new Error('SENTINEL'), { code: 'EIO' })
      return read()
    }
    const faulty: MemoryLog = {
      ...log,
      readInSlices: async (reader, limit) => broken(() => log.readInSlices(reader, limit)),
      readerStats: (reader, now) => broken(() => log.readerStats(reader, now)),
    }
    const { fanOut, counts, lines, advance } = setUp([a.sink], { log: faulty })
    await fanOut.start()
    await log.append(records(1, 2))
    await advance(0)
    isBroken = true
    await log.append(records(3, 4))
    await advance(20_000)
    expect(fanOut.stats()[0]).toMatchObject({ state: 'backing_off', delivered: 2 })
    expect(counts['a restarted']).toBeGreaterThan(3)
    isBroken = false
    await advance(60_000)
    expect(fanOut.stats()[0]).toMatchObject({ state: 'running', delivered: 4, lag_records: 0 })
    expect([a.opens(), a.writes.length]).toEqual([1, 2])
    expect(lines.join()).toContain('"code":"EIO"')
    expect(lines.join()).toContain('a sink works again')
    expect(lines.join()).not.toContain('SENTINEL')
  })

  it('splits a batch by partitions, the newest first; what is stored is not written again', async () => {
    const a = createScriptedSink('a', [[], [{ index: 1, code: 'unavailable' }]])
    const sink: Sink = { ...a.sink, partitions: { of: ({ time }) => time, perAttempt: 2 } }
    const { fanOut, log, advance } = setUp([sink])
    const days = [1, 2, 3, 1, 2, 3, 4, 4, 5]
    await log.append(days.map((day, i) => testRecord({ n: i + 1, time: TEST_TIME + day })))
    await fanOut.start()
    await advance(5_000)
    expect(a.writes.map(({ ids }) => ids)).toEqual([
      ['07', '08', '09'],
      ['02', '03', '05', '06'],
      ['01', '04'],
      ['03'],
    ])
    expect(a.writes.every(({ range }) => range.from === 1 && range.to === 9)).toBe(true)
    expect(fanOut.stats()[0]).toMatchObject({ delivered: 9, lag_records: 0, state: 'running' })
  })

  it('touches fewer partitions after an attempt that was too slow, until one fits its time limit', async () => {
    const a = createScriptedSink('a', ['hang', 'hang', 'hang'])
    const sink: Sink = { ...a.sink, partitions: { of: ({ time }) => time, perAttempt: 8 } }
    const { fanOut, log, advance } = setUp([sink])
    await log.append(Array.from({ length: 8 }, (_, i) => testRecord({ n: i + 1, time: TEST_TIME + i })))
    await fanOut.start()
    await advance(20_000)
    expect(a.writes.map(({ ids }) => ids.length)).toEqual([8, 4, 2, 1, 2, 4, 1])
    expect(a.stored).toHaveLength(8)
    expect(fanOut.stats()[0]).toMatchObject({ delivered: 8, lag_records: 0 })
  })

  it('sets aside what a partition refuses, says so, and delivers the others', async () => {
    const a = createScriptedSink('a')
    const sink: Sink = {
      ...a.sink,
      partitions: { of: ({ time }) => time, perAttempt: 1 },
      async write(batch, signal) {
        if (batch.records[0]?.time !== TEST_TIME + 1) return a.sink.write(batch, signal)
        return { failed: batch.records.map((_, index) => ({ index, code: 'partition_refused' as const })) }
      },
    }
    const { fanOut, log, counts, deadLetters, lines, advance } = setUp([sink])
    await log.append([1, 2, 1, 3].map((day, i) => testRecord({ n: i + 1, time: TEST_TIME + day })))
    await fanOut.start()
    await advance(0)
    expect(counts).toEqual({ 'a delivered': 2, 'a dead partition_refused': 2 })
    expect(deadLetters.map(({ code, record }) => [code, record.sequence])).toEqual([
      ['partition_refused', 1],
      ['partition_refused', 3],
    ])
    expect(lines.join()).toMatch(/"code":"partition_refused","records":2.*records went to the dead letters/)
  })

  it('does not commit before its dead letters are stored', async () => {
    let failures = 2
    const stored: NewDeadLetter[] = []
    const deadLetters: DeadLetterWriter = {
      async append(all) {
        if (failures-- > 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
        stored.push(...all)
      },
    }
    const a = createScriptedSink('a', [[{ index: 0, code: 'rejected' }]])
    const { fanOut, log, advance } = setUp([a.sink], { deadLetters })
    await log.append(records(1, 1))
    await fanOut.start()
    await advance(0)
    expect([stored.length, log.readerStats('a', 0).lagRecords]).toEqual([0, 1])
    await advance(5_000)
    expect([stored.length, log.readerStats('a', 0).lagRecords]).toEqual([1, 0])
  })

  it('ignores a write result that names a record outside the batch', async () => {
    const a = createScriptedSink('a', [[{ index: 7, code: 'rejected' }]])
    const { fanOut, log, deadLetters, lines, advance } = setUp([a.sink])
    await log.append(records(1, 2))
    await fanOut.start()
    await advance(5_000)
    expect([deadLetters.length, a.writes.length]).toEqual([0, 2])
    expect(lines.join()).toContain('WriteResultError')
  })

  it('waits for a fuller batch exactly as long as the policy says', async () => {
    const a = createScriptedSink('a', [], { linger: 30_000, records: 4 })
    const { fanOut, log, advance } = setUp([a.sink])
    await fanOut.start()
    await advance(0)
    await log.append(records(1, 1))
    await advance(5_000)
    await log.append(records(2, 2))
    await advance(5_000)
    expect(a.writes).toHaveLength(0)
    await advance(25_000)
    expect(a.writes.map(({ ids }) => ids)).toEqual([['01', '02']])
    await log.append(records(3, 6).map((record) => ({ ...record, receivedAt: TEST_TIME + 45_000 })))
    await advance(200)
    expect(a.writes[1]?.ids).toEqual(['03', '04', '05', '06'])
  })

  it('waits longer for a fuller batch while many records come', async () => {
    const busy = { records: 3, linger: 60_000 }
    const a = createScriptedSink('a', [], { linger: 10_000, records: 5, busy })
    const { fanOut, log, advance } = setUp([a.sink])
    await fanOut.start()
    await advance(0)
    await log.append(records(1, 3))
    await advance(50_000)
    expect(a.writes).toHaveLength(0)
    await log.append(records(4, 4))
    await advance(15_000)
    expect(a.writes.map(({ ids }) => ids)).toEqual([['01', '02', '03', '04']])
    await log.append(records(5, 6).map((record) => ({ ...record, receivedAt: TEST_TIME + 65_000 })))
    await advance(11_000)
    expect(a.writes[1]?.ids).toEqual(['05', '06'])
  })

  it('drops and counts what expired while a sink failed, and frees the log; other sinks have it', async () => {
    const dead = createScriptedSink('dead', [], { records: 10 })
    const fine = createScriptedSink('fine')
    const down = { yes: true }
    const sink: Sink = {
      ...dead.sink,
      write: (batch, signal) =>
        down.yes ? Promise.reject(new Error('down')) : dead.sink.write(batch, signal),
    }
    const { fanOut, log, counts, lines, advance } = setUp([sink, fine.sink], { maxAge: 24 * HOUR })
    await fanOut.start()
    await log.append(records(1, 35))
    await advance(12 * HOUR)
    await log.append(records(36, 40).map((one) => ({ ...one, receivedAt: TEST_TIME + 12 * HOUR })))
    await advance(11 * HOUR)
    expect([fanOut.stats()[0]?.lag_records, counts['dead expired']]).toEqual([40, undefined])
    await advance(2 * HOUR)
    expect(fanOut.stats()[0]).toMatchObject({
      state: 'backing_off',
      expired: 35,
      delivered: 0,
      lag_records: 5,
    })
    expect(counts['dead expired']).toBe(35)
    expect(lines.join()).toContain('RECORDS LOST')
    expect(log.stats().records).toBe(5)
    expect(fine.stored).toHaveLength(40)
    down.yes = false
    await advance(60_000)
    expect(dead.stored.map(({ sequence }) => sequence)).toEqual([36, 37, 38, 39, 40])
    expect(fanOut.stats()[0]).toMatchObject({ state: 'running', expired: 35, delivered: 5, lag_records: 0 })
  })

  it('delivers old records when the sink works, so that a collector that was off loses nothing', async () => {
    const a = createScriptedSink('a', [], { records: 3 })
    const { fanOut, log, advance } = setUp([a.sink], { maxAge: 1 })
    await log.append(records(1, 7))
    await fanOut.start()
    await advance(1_000)
    expect(fanOut.stats()[0]).toMatchObject({ delivered: 7, expired: 0 })
  })

  it('drops expired records for a sink that does not open, and a claimed range only as a whole', async () => {
    const a = createScriptedSink('a')
    const log = createMemoryLog()
    await log.append(records(1, 5))
    await log.append(records(6, 6).map((one) => ({ ...one, receivedAt: TEST_TIME + 10 * HOUR })))
    await log.append(records(7, 8).map((one) => ({ ...one, receivedAt: TEST_TIME + 20 * HOUR })))
    await log.openReader('a')
    await log.claim('a', { from: 1, to: 6 })
    const sink: Sink = { ...a.sink, open: () => Promise.reject(new Error('no')) }
    const { fanOut, advance } = setUp([sink], { log, maxAge: 24 * HOUR })
    await fanOut.start()
    await advance(30 * HOUR)
    expect(fanOut.stats()[0]).toMatchObject({ expired: 0, lag_records: 8 })
    await advance(5 * HOUR)
    expect(fanOut.stats()[0]).toMatchObject({ expired: 6, lag_records: 2 })
    await advance(10 * HOUR)
    expect(fanOut.stats()[0]).toMatchObject({ expired: 8, lag_records: 0, state: 'backing_off' })
  })

  it('runs tasks between writes once the sink has what they wait for; a failing one blocks nothing', async () => {
    const a = createScriptedSink('a', [], { linger: 30_000 })
    const { fanOut, log, counts, advance } = setUp([a.sink])
    const ran: string[] = []
    let failures = 2
    const task = (name: string, after: number) => ({
      kind: 'erase' as const,
      after,
      timeLimit: 1_000,
      async run() {
        ran.push(`${name} after ${a.stored.length}`)
        if (name === 'failing' && failures-- > 0) throw new Error('SENTINEL')
      },
    })
    await fanOut.start()
    await advance(0)
    await log.append(records(1, 3))
    fanOut.addTask('a', task('failing', 0))
    fanOut.addTask('a', task('later', 3))
    await advance(0)
    expect(ran).toEqual(['failing after 0', 'later after 3'])
    await advance(10_000)
    expect(ran.slice(2)).toEqual(['failing after 3', 'failing after 3'])
    expect(counts).toMatchObject({ 'a delivered': 3, 'a retry erase': 2 })
    expect(fanOut.stats()[0]?.state).toBe('running')
  })

  it('does not poll', async () => {
    const a = createScriptedSink('a', [], { linger: 30_000 })
    const log = createMemoryLog()
    let reads = 0
    const counting: MemoryLog = {
      ...log,
      readerStats(reader, now) {
        reads++
        return log.readerStats(reader, now)
      },
    }
    const { fanOut, advance } = setUp([a.sink], { log: counting })
    await fanOut.start()
    await log.append(records(1, 1))
    await advance(15_000)
    expect(reads).toBeLessThan(5)
  })

  it('claims before it writes, and sends a claimed range again exactly after a crash', async () => {
    const before = createScriptedSink('a', ['hang'], { claim: true, records: 3 })
    const first = setUp([before.sink])
    await first.log.append(records(1, 2))
    await first.fanOut.start()
    await first.advance(0)
    await first.log.append(records(3, 4))
    const after = createScriptedSink('a', [], { claim: true, records: 3, linger: 60_000 })
    const second = setUp([after.sink], { log: first.log.reopen() })
    await second.fanOut.start()
    await second.advance(0)
    expect(before.writes[0]?.range).toEqual({ from: 1, to: 2 })
    expect(after.writes[0]).toMatchObject({ range: { from: 1, to: 2 }, ids: ['01', '02'] })
    expect(second.fanOut.stats()[0]).toMatchObject({ backlog_at_start: 4, delivered: 2, lag_records: 2 })
  })

  it('filters types, removes text, and counts what it filtered', async () => {
    const a = createScriptedSink('a')
    const b = createScriptedSink('b')
    const { fanOut, log, deadLetters, counts, advance } = setUp([a.sink, b.sink], {
      filters: [['a', { content: 'exclude', events: ['user_query'] }]],
    })
    const broken = { ...testRecord({ n: 4, hasText: true }), bytes: Buffer.from('{"query_text":"x') }
    const withText = testRecord({ n: 1, hasText: true, fields: { query_text: 'TEXT', query_length: 4 } })
    await log.append([withText, testRecord({ n: 2, event: 'session_start' }), testRecord({ n: 3 }), broken])
    await fanOut.start()
    await advance(0)
    const read = (bytes: Uint8Array) => Buffer.from(bytes).toString()
    expect(a.stored.map(({ bytes, hasText }) => [hasText, read(bytes).includes('TEXT')])).toEqual([
      [false, false],
      [false, false],
    ])
    expect(read(a.stored[0]?.bytes ?? Buffer.of())).toContain('"query_length":4')
    expect(b.stored).toHaveLength(4)
    expect(deadLetters.map(({ sink, code, record }) => [sink, code, record.sequence])).toEqual([
      ['a', 'rejected', 4],
    ])
    expect(counts).toEqual({ 'a delivered': 2, 'a filtered': 1, 'a dead rejected': 1, 'b delivered': 4 })
  })

  it('commits a batch of which a sink takes nothing, without calling it', async () => {
    const a = createScriptedSink('a', [], { claim: true })
    const { fanOut, log, advance } = setUp([a.sink], { filters: [['a', { content: 'include', events: [] }]] })
    await log.append(records(1, 3))
    await fanOut.start()
    await advance(0)
    expect([a.writes.length, log.readerStats('a', 0).lagRecords]).toEqual([0, 0])
  })

  it('drains at stop without waiting for fuller batches, and closes', async () => {
    const a = createScriptedSink('a', [], { linger: 60_000, records: 10 })
    const { fanOut, log, advance } = setUp([a.sink])
    await fanOut.start()
    await advance(0)
    await log.append(records(1, 3))
    await advance(0)
    expect(a.writes).toHaveLength(0)
    const stopped = fanOut.stop(5_000)
    await advance(200)
    await stopped
    expect([a.stored.length, a.closed(), fanOut.stats()[0]?.state]).toEqual([3, true, 'stopped'])
  })

  it('gives a hanging sink the drain time at stop, and leaves its records in the log', async () => {
    const a = createScriptedSink('a', ['hang', 'hang'], { timeout: 60_000 })
    const { fanOut, log, advance } = setUp([a.sink])
    await fanOut.start()
    await log.append(records(1, 3))
    await advance(0)
    let ended = false
    const stopped = fanOut.stop(5_000).then(() => {
      ended = true
    })
    await advance(4_900)
    expect(ended).toBe(false)
    await advance(200)
    await stopped
    expect([a.closed(), log.readerStats('a', 0).lagRecords]).toEqual([true, 3])
  })

  it('trims the log behind the slowest reader, and drops readers that are no longer configured', async () => {
    const a = createScriptedSink('a')
    const b = createScriptedSink('b', ['hang'], { timeout: 20_000 })
    const { fanOut, log, advance } = setUp([a.sink, b.sink])
    await log.openReader('removed-sink')
    await fanOut.start()
    await log.append(records(1, 3))
    await advance(15_000)
    expect([log.readers(), log.stats().records]).toEqual([['a', 'b'], 3])
    await advance(30_000)
    expect(log.stats().records).toBe(0)
  })
})

describe('dead letters', () => {
  it('are complete lines that hold the record, even if it is no JSON, and never leave their folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hushlog-dead-'))
    try {
      const store = createDeadLetters({ folder, now: () => TEST_TIME })
      const record = { ...testRecord({ n: 1, fields: { query_length: 3 } }), sequence: 9 }
      const broken = { ...record, bytes: Buffer.from('{"a":\n'), sequence: 10 }
      const refused = { log: 'memlog00', code: 'rejected' as const }
      await store.append([{ ...refused, sink: 'a', record }])
      await store.append([
        { ...refused, sink: 'a', record: broken },
        { ...refused, sink: '../b', record },
      ])
      const lines = (await readFile(join(folder, 'a.ndjson'), 'utf8')).trimEnd().split('\n')
      const [first, second] = lines.map((text) => JSON.parse(text))
      expect(first).toMatchObject({ sink: 'a', code: 'rejected', sequence: 9, record: { query_length: 3 } })
      expect(Buffer.from(second.record_base64, 'base64').toString()).toBe('{"a":\n')
      expect(await readFile(join(folder, '%2E%2E%2Fb.ndjson'), 'utf8')).toContain('"sink":"../b"')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
