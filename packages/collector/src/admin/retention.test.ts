import { DAY } from '@hushlog/base'
import { expect, it } from 'vitest'
import type { SinkTask } from '../delivery/tasks.js'
import { createScheduler } from '../runtime/scheduler.js'
import { createTestClock } from '../runtime/test-clock.fixture.js'
import type { Sink } from '../sinks/sink.js'
import { createRetention } from './retention.js'

const NOW = Date.UTC(2026, 5, 1)

function setUp() {
  const calls: string[] = []
  const tasks: SinkTask[] = []
  const removed: Record<string, number> = {}
  const lines: string[] = []
  const sink = (name: string, expires: boolean): Sink => ({
    name,
    type: 'test',
    policy: { records: 1, bytes: 1, linger: 0, timeout: 1, claim: false },
    open: async () => undefined,
    write: async () => ({ failed: [] }),
    close: async () => undefined,
    ...(expires && {
      async expire(tenantId: string, before: number) {
        calls.push(`${name} ${tenantId} ${(NOW - before) / DAY}`)
        return { records: 2 }
      },
    }),
  })
  const clock = createTestClock(NOW)
  const failures: [string, unknown][] = []
  const failure = new TypeError('SENTINEL')
  const retention = createRetention({
    sinks: [sink('store', true), sink('archive', true), sink('table', false)],
    sinkDays: new Map([['archive', 365]]),
    deadLetters: { expire: async (name) => (name === 'table' ? 1 : 0) },
    addTask: (_sink, task) => void tasks.push(task),
    scheduler: createScheduler({ clock, onError: (job, thrown) => void failures.push([job, thrown]) }),
    now: () => NOW,
    finishedJobs: [
      { what: 'broken', days: 1, prune: () => Promise.reject(failure) },
      {
        what: 'receipts',
        days: 400,
        async prune(before) {
          calls.push(`receipts ${(NOW - before) / DAY}`)
          return 3
        },
      },
    ],
    logger: { info: (fields, message) => void lines.push(`${message} ${JSON.stringify(fields)}`) },
    removed(name, records) {
      removed[name] = (removed[name] ?? 0) + records
    },
  })
  retention.setTenants([
    { id: 'acme', retentionDays: 30 },
    { id: 'globex', retentionDays: 90 },
  ])
  retention.start()
  const runTasks = async () => {
    for (const task of tasks) await task.run(new AbortController().signal)
  }
  return { clock, calls, tasks, runTasks, removed, lines, failures, failure }
}

it('removes at the start what each tenant or the sink itself no longer keeps, dead letters too', async () => {
  const { clock, calls, runTasks, removed, lines, failures, failure } = setUp()
  await clock.advance(0)
  await runTasks()
  const stores = ['store acme 30', 'store globex 90', 'archive acme 365', 'archive globex 365']
  expect(calls).toEqual(['receipts 400', ...stores])
  expect(removed).toEqual({ store: 4, archive: 4, table: 2 })
  expect(lines).toContain('pruned {"what":"receipts","removed":3,"days":400}')
  expect(failures).toEqual([['prune broken', failure]])
})

it('adds a task once a day, and none to a sink whose last one still waits', async () => {
  const { clock, tasks, runTasks } = setUp()
  await clock.advance(2 * DAY)
  expect(tasks).toHaveLength(3)
  await runTasks()
  await clock.advance(DAY)
  expect(tasks).toHaveLength(6)
})
