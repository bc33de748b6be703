import { expect, test } from 'vitest'
import type { ReportStore } from '../sinks/report-store.js'
import { emptyStore } from './choose-store.js'
import { limitStore, STATEMENT_LIMIT } from './limited-store.js'
import { createStatementSlots } from './statement-slots.js'

/** Runs timers when it is told to. */
function createTimers() {
  const timers = new Map<() => void, number>()
  return {
    waiting: timers,
    runAll: () => {
      for (const run of timers.keys()) run()
    },
    clock: {
      now: () => 0,
      setTimer(run: () => void, ms: number) {
        timers.set(run, ms)
        return () => timers.delete(run)
      },
    },
  }
}

/** Its statements run until the signal ends them, and fail as a store does, with its own code. */
const slowStore: ReportStore = {
  ...emptyStore,
  rows: (_sql, _params, signal) =>
    new Promise((_resolve, reject) =>
      signal?.addEventListener('abort', () => reject(new Error('INTERRUPT'))),
    ),
}

const here = () => new AbortController().signal

test('a statement ends after its time, and the refusal says what to narrow', async () => {
  const { clock, runAll, waiting } = createTimers()
  const slots = createStatementSlots(2)
  const store = limitStore({ store: slowStore, slots, reader: 'acme', left: here(), clock })
  const asked = store.rows('SELECT 1', [])
  await expect.poll(() => waiting.size).toBe(1)
  expect([...waiting.values()]).toEqual([STATEMENT_LIMIT])
  runAll()
  await expect(asked).rejects.toMatchObject({
    code: 'query_too_slow',
    detail: expect.stringContaining('shorter date_range'),
  })
  expect(waiting.size).toBe(0)
})

test('a statement ends when its reader leaves, also while it waits', async () => {
  const { clock } = createTimers()
  const slots = createStatementSlots(1)
  const left = new AbortController()
  const store = limitStore({ store: slowStore, slots, reader: 'acme', left: left.signal, clock })
  const both = Promise.allSettled([store.rows('SELECT 1', []), store.rows('SELECT 2', [])])
  left.abort()
  const ended = { status: 'rejected', reason: expect.objectContaining({ name: 'AbortError' }) }
  expect(await both).toEqual([ended, ended])
  const other = limitStore({ store: emptyStore, slots, reader: 'globex', left: here(), clock })
  expect(await other.rows('SELECT 3', [])).toEqual([])
})

test('ten slow statements of one tenant do not delay a quick one of another', async () => {
  const { clock } = createTimers()
  const slots = createStatementSlots(2)
  const begun: string[] = []
  const noting: ReportStore = {
    ...slowStore,
    rows: (sql, params, signal) => {
      begun.push(sql)
      return slowStore.rows(sql, params, signal)
    },
  }
  for (let i = 0; i < 10; i++) {
    const heavy = limitStore({ store: noting, slots, reader: 'acme', left: here(), clock })
    heavy.rows(`slow ${i}`, []).catch(() => undefined)
  }
  const quick = limitStore({ store: emptyStore, slots, reader: 'globex', left: here(), clock })
  expect(await quick.rows('quick', [])).toEqual([])
  expect(begun).toEqual(['slow 0'])
})
