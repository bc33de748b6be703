import { expect, it } from 'vitest'
import type { SinkTask } from '../delivery/tasks.js'
import type { Sink } from '../sinks/sink.js'
import { createRetention } from './retention.js'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 1)

function setUp() {
  const calls: string[] = []
  const tasks: { sink: string; task: SinkTask }[] = []
  const removed: Record<string, number> = {}
  const lines: string[] = []
  const said = (fields: object, message: string) => lines.push(`${message} ${JSON.stringify(fields)}`)
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
  const retention = createRetention({
    sinks: [sink('store', true), sink('archive', true), sink('table', false)],
    sinkDays: new Map([['archive', 365]]),
    deadLetters: { expire: async (name) => (name === 'table' ? 1 : 0) },
    task(name, task) {
      tasks.push({ sink: name, task })
      return () => undefined
    },
    now: () => NOW,
    finished: [
      { what: 'broken', days: 1, prune: () => Promise.reject(new TypeError('SENTINEL')) },
      {
        what: 'receipts',
        days: 400,
        async prune(before) {
          calls.push(`receipts ${(NOW - before) / DAY}`)
          return 3
        },
      },
    ],
    logger: { info: said, warn: said },
    removed(name, n) {
      removed[name] = (removed[name] ?? 0) + n
    },
  })
  retention.setTenants([
    { id: 'acme', retentionDays: 30 },
    { id: 'globex', retentionDays: 90 },
  ])
  return { retention, calls, tasks, removed, lines }
}

it('removes at the start what each tenant or the sink itself keeps no longer, dead letters too', async () => {
  const { retention, calls, tasks, removed, lines } = setUp()
  retention.start()
  retention.stop()
  for (const { task } of tasks) await task.run(new AbortController().signal)
  const stores = ['store acme 30', 'store globex 90', 'archive acme 365', 'archive globex 365']
  expect(calls).toEqual(['receipts 400', ...stores])
  expect(removed).toEqual({ store: 4, archive: 4, table: 2 })
  expect(lines).toContain('pruned {"what":"receipts","removed":3,"days":400}')
  expect(lines).toContain('could not prune {"what":"broken","error":"TypeError"}')
})

it('does not queue up behind a sink that is sick for days', async () => {
  const { retention, tasks } = setUp()
  retention.start()
  retention.stop()
  retention.start()
  retention.stop()
  expect(tasks).toHaveLength(3)
  for (const { task } of tasks) await task.run(new AbortController().signal)
  retention.start()
  retention.stop()
  expect(tasks).toHaveLength(6)
})
