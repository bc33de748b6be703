/** Groups are counted from the rows wherever these tell how many there are. */
import { expect, test } from 'vitest'
import type { ReportStore } from '../sinks/report-store.js'
import type { Plan } from './compile/statement.js'
import { countGroups } from './count-groups.js'
import type { Query } from './language/check-query.js'

const byDay = { kind: 'time', id: 'time:day', unit: 'day' }
const byTopic = { kind: 'property', id: 'properties.topic', key: 'topic' }
const ASKED = 77

/** Counts groups of rows that were found by day and topic; the store says 77 when it is asked. */
async function count(found: readonly (readonly string[])[], limit: number, offset = 0, source = 'events') {
  const query = { groups: [byDay, byTopic], metrics: [{ source }], limit, offset } as unknown as Query
  const store = { rows: async () => [{ groups: ASKED }] } as unknown as ReportStore
  const plan = { countGroups: () => ({ sql: '', params: [] }) } as unknown as Plan
  const rows = found.map((values) => ({ values }))
  return countGroups(store, query, plan, rows)
}

test.each([
  [
    'the days of a group as one',
    [
      ['1', 'a'],
      ['2', 'a'],
      ['1', 'b'],
    ],
    3,
    0,
    2,
  ],
  ['none where nothing was found', [], 3, 0, 0],
  ['those before an offset too', [['1', 'a']], 3, 10, 11],
  [
    'by asking the store where the limit may have cut',
    [
      ['1', 'a'],
      ['1', 'b'],
    ],
    2,
    0,
    ASKED,
  ],
  ['by asking the store where the offset is behind the last', [], 2, 10, ASKED],
])('counts %s', async (_what, found, limit, offset, groups) => {
  expect(await count(found, limit, offset)).toBe(groups)
})

test('asks the store where sessions that began earlier are in no bucket', async () => {
  expect(await count([['1', 'a']], 3, 0, 'sessions')).toBe(ASKED)
})
