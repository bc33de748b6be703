import { expect, it } from 'vitest'
import { createScheduler, type SchedulerOptions } from './scheduler.js'
import { createTestClock } from './test-clock.fixture.js'

function setUp(options: Partial<SchedulerOptions> = {}) {
  const clock = createTestClock(0)
  const errors: [string, unknown][] = []
  const onError = (job: string, thrown: unknown) => void errors.push([job, thrown])
  const scheduler = createScheduler({ clock, random: () => 0.5, onError, ...options })
  const runs: number[] = []
  return { clock, scheduler, errors, runs, run: () => void runs.push(clock.now()) }
}

/** Creates a run that ends when the test calls `end`. */
function createHeldRun() {
  const ends: (() => void)[] = []
  const run = () => new Promise<void>((resolve) => ends.push(resolve))
  return { run, begun: () => ends.length, end: () => ends.at(-1)?.() }
}

it('repeats a job, counting from the end of a run', async () => {
  const { clock, scheduler, runs, run } = setUp()
  scheduler.schedule({ name: 'job', every: 10, run })
  await clock.advance(35)
  expect(runs).toEqual([10, 20, 30])
})

it('begins at another time than it repeats', async () => {
  const { clock, scheduler, runs, run } = setUp()
  scheduler.schedule({ name: 'job', first: 0, every: 10, run })
  await clock.advance(20)
  expect(runs).toEqual([0, 10, 20])
})

it('runs once after a time, and the last time set counts', async () => {
  const { clock, scheduler, runs, run } = setUp()
  const job = scheduler.schedule({ name: 'job', run })
  await clock.advance(100)
  job.after(50)
  job.after(5)
  await clock.advance(100)
  expect(runs).toEqual([105])
})

it('never runs a job twice at a time', async () => {
  const { clock, scheduler } = setUp()
  const held = createHeldRun()
  const job = scheduler.schedule({ name: 'job', every: 10, run: held.run })
  await clock.advance(100)
  const joined = job.now()
  await clock.advance(100)
  expect(held.begun()).toBe(1)
  held.end()
  await joined
  await clock.advance(10)
  expect(held.begun()).toBe(2)
})

it('applies a time that is set during a run after it', async () => {
  const { clock, scheduler } = setUp()
  const held = createHeldRun()
  const job = scheduler.schedule({ name: 'job', run: held.run })
  void job.now()
  job.after(5)
  await clock.advance(100)
  expect(held.begun()).toBe(1)
  held.end()
  await clock.advance(5)
  expect(held.begun()).toBe(2)
})

it('runs at once in place of the time that was set', async () => {
  const { clock, scheduler, runs, run } = setUp()
  const job = scheduler.schedule({ name: 'job', every: 10, run })
  await clock.advance(5)
  await job.now()
  await clock.advance(10)
  expect(runs).toEqual([5, 15])
})

it('reports errors and goes on', async () => {
  const { clock, scheduler, errors } = setUp()
  const failure = new Error('no')
  const fail = () => {
    throw failure
  }
  scheduler.schedule({ name: 'sync', every: 10, run: fail })
  scheduler.schedule({ name: 'async', every: 10, run: async () => fail() })
  await clock.advance(20)
  expect(errors.map(([job]) => job).sort()).toEqual(['async', 'async', 'sync', 'sync'])
  expect(errors.every(([, thrown]) => thrown === failure)).toBe(true)
})

it('backs off after failures, and returns to its pace after a success', async () => {
  const { clock, scheduler, runs } = setUp()
  let failures = 3
  scheduler.schedule({
    name: 'job',
    every: 10,
    retry: { firstMs: 200, longestMs: 400 },
    run() {
      runs.push(clock.now())
      if (failures-- > 0) throw new Error('no')
    },
  })
  await clock.advance(530)
  expect(runs).toEqual([10, 110, 310, 510, 520, 530])
})

it('aborts and awaits a run under way when it stops, and begins no other', async () => {
  const { clock, scheduler, errors, runs, run } = setUp()
  let ended = false
  const job = scheduler.schedule({
    name: 'held',
    run: (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          ended = true
          reject(signal.reason)
        })
      }),
  })
  const other = scheduler.schedule({ name: 'job', every: 10, run })
  void job.now()
  await scheduler.stop()
  other.after(0)
  await other.now()
  await clock.advance(100)
  expect({ ended, errors, runs }).toEqual({ ended: true, errors: [], runs: [] })
})
