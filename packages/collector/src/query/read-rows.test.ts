/** Groups by time are ranked by the store only where the limit may cut them. */
import { expect, test } from 'vitest'
import type { ReportStore, Row } from '../sinks/report-store.js'
import type { Plan } from './compile/statement.js'
import type { Query } from './language/check-query.js'
import { readRows } from './range-rows.js'

const byDay = { kind: 'time', id: 'time:day', unit: 'day' }
const byTopic = { kind: 'property', id: 'properties.topic', key: 'topic' }
const range = { from: 0, to: 1 }

/** Returns the statements that a store with a row for each topic was asked. */
async function statements(topics: number, changed: Partial<Query> & { source?: string } = {}) {
  const { source = 'events', ...more } = changed
  const query = {
    groups: [byDay, byTopic],
    metrics: [{ source, value: { kind: 'count' } }],
    range,
    zone: 'UTC',
    limit: 3,
    offset: 0,
    settings: { minSessions: 0 },
    ...more,
  } as unknown as Query
  const asked: string[] = []
  const rows = Array.from({ length: topics }, (_, i): Row => ({ g0: '1970-01-01', g1: `topic ${i}`, m0: 1 }))
  const store = {
    async rows(sql: string) {
      asked.push(sql)
      return rows
    },
  } as unknown as ReportStore
  const plan = {
    unranked: () => ({ sql: 'all', params: [] }),
    rows: () => ({ sql: 'ranked', params: [] }),
  } as unknown as Plan
  await readRows({ query, plan, store, now: 1 }, range)
  return asked
}

test('does not rank groups of which there are no more than the limit', async () => {
  expect(await statements(3)).toEqual(['all'])
})

test('ranks groups that the limit cuts', async () => {
  expect(await statements(4)).toEqual(['all', 'ranked'])
})

test.each([
  ['where an offset leaves some out', { offset: 1 }],
  ['where rows of few sessions are folded', { settings: { minSessions: 5 } } as Partial<Query>],
  ['of sessions, which can be in no bucket', { source: 'sessions' }],
])('ranks at once %s', async (_what, changed) => {
  expect(await statements(1, changed)).toEqual(['ranked'])
})
