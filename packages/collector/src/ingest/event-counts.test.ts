import { expect, it } from 'vitest'
import { TEST_TIME, testId } from '../log/records.fixture.js'
import { countBatch } from './count-batch.js'
import { createEventCounts } from './event-counts.js'
import { noCounts } from './no-counts.js'
import { noRefusals } from './refusals/refusals.fixture.js'
import { tenantContext } from './tenant-context.fixture.js'

const events = createEventCounts()
const options = { counts: { ...noCounts, acceptedByType: events.sumsOf }, refusals: noRefusals }

type Result = 'stored' | 'duplicate' | undefined

function count(tenantId: string, given: readonly (readonly [event: string, result: Result])[]) {
  const records = given.map(([event], n) => ({
    id: testId(TEST_TIME, n),
    tenantId,
    event,
    time: TEST_TIME,
    receivedAt: TEST_TIME,
    hasText: false,
    json: '{}',
  }))
  const results = given.map(([, result]) => result)
  const stored = results.filter((result) => result !== undefined).length
  countBatch(
    options,
    { tenant: tenantContext(tenantId), clockOffset: 0, page: undefined },
    { records, rejected: [], removed: [], reasons: { event: [], field: [] } },
    { results, stored, failure: stored < given.length ? new Error('full') : undefined },
  )
}

const shown = (tenantId?: string) => Object.fromEntries(events.read(tenantId).filter(([, sum]) => sum > 0))

it('counts by tenant and type what was stored, and neither duplicates nor what was not', () => {
  count('acme', [
    ['page_view', 'stored'],
    ['page_view', 'duplicate'],
    ['page_view', 'stored'],
    ['decision', 'stored'],
    ['page_view', 'stored'],
    ['decision', undefined],
  ])
  count('globex', [['decision', 'stored']])
  expect(shown('acme')).toEqual({ page_view: 3, decision: 1 })
  expect(shown('globex')).toEqual({ decision: 1 })
  expect(shown()).toEqual({ page_view: 3, decision: 2 })
  expect(shown('initech')).toEqual({})
})
