import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, recordsOf, tenantOf } from '../figures/case.fixture.js'
import { openEmbedded, type StoreOfCases } from '../figures/stores.fixture.js'
import { serve } from '../server.fixture.js'
import { expectedBy, retentionCases, retentionOf, shownBy } from './case.fixture.js'
import { checkRetention } from './check-retention.js'
import { runRetention } from './run-retention.js'

let store: StoreOfCases

beforeAll(async () => {
  store = await openEmbedded(retentionCases.flatMap(recordsOf))
})

afterAll(() => store.close())

describe('retention in the embedded store', () => {
  it.each(retentionCases.map((given, index) => ({ ...given, index })))(
    '$name',
    async ({ index, ...given }) => {
      expect(shownBy(await retentionOf(store.from, given, tenantOf(index)), given)).toEqual(expectedBy(given))
    },
  )

  it('marks weeks that are not over', async () => {
    const access = { tenants: [tenantOf(0)], admin: false, who: 'test' }
    const marksOf = async (date_range: unknown, now = NOW) =>
      (await runRetention(store.from, checkRetention({ date_range }, access, now), now)).rows.map((row) => [
        row.cohort,
        row.partial,
        row.weeks.map(({ partial }) => partial),
      ])
    expect(await marksOf('8d')).toEqual([
      ['2025-12-29', false, [false, true]],
      ['2026-01-05', true, [true]],
    ])
    // A range that ends within a week has a part of it.
    expect(await marksOf(['2025-12-22', '2025-12-30'])).toEqual([
      ['2025-12-22', false, [false, true]],
      ['2025-12-29', true, [true]],
    ])
    expect(await marksOf(['2025-12-22', '2026-01-04'])).toEqual([
      ['2025-12-22', false, [false, false]],
      ['2025-12-29', false, [false]],
    ])
  })

  it('shows twelve weeks by default, on whatever day', async () => {
    const access = { tenants: [tenantOf(1)], admin: false, who: 'test' }
    for (const day of [5, 7, 11]) {
      const now = Date.UTC(2026, 0, day, 12)
      const { rows } = await runRetention(store.from, checkRetention({}, access, now), now)
      expect([day, rows.length]).toEqual([day, 12])
    }
  })

  it('keeps persons of tenants apart', async () => {
    const access = { tenants: [tenantOf(0), tenantOf(retentionCases.length - 1)], admin: true, who: 'admin' }
    const { rows } = await runRetention(
      store.from,
      checkRetention({ tenant: '*', date_range: '21d' }, access, NOW),
      NOW,
    )
    // Person a of the one tenant began on 16 December, and person a of the other on the 31st.
    expect(rows.map(({ users }) => users)).toEqual([2, 1, 1, 0])
  })
})

describe('a wrong retention report', () => {
  const access = { tenants: ['acme'], admin: false, who: 'test' }
  it.each([
    [{ first: 'user_qery' }, '/first', /nearest is user_query/],
    [{ returning: {} }, '/returning', /the name of an event/],
    [{ returning: { event: 'feedback', filters: 'chat' } }, '/returning/filters', /a list/],
    [{ filters: [['is', 'agent', ['hp_a']]] }, '/filters/0/1', /a dimension/],
    [{ dimensions: ['channel'] }, '', /members/],
    [{ date_range: '1000d' }, '/date_range', /at most 105 weeks/],
    [{ time_zone: 'Europe/Zurch' }, '/time_zone', /nearest is Europe\/Zurich/],
    ['all', '', /a JSON object/],
  ])('is refused at its place: %j', (body, pointer, detail) => {
    expect(() => checkRetention(body, access, NOW)).toThrowError(
      expect.objectContaining({
        code: 'invalid_query',
        detail: expect.stringMatching(detail),
        members: expect.objectContaining({ pointer }),
      }),
    )
  })
})

it('is answered by HTTP with what was asked, and leaves a line', async () => {
  const served = await serve([store.from], { tenants: [tenantOf(0)], admin: false, who: 'a token' })
  const body = { returning: 'feedback', date_range: '21d' }
  const answer = await served.post('/v1/retention', body)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await answer.json()).toMatchObject({
    query: body,
    rows: [{ cohort: '2025-12-15', users: 2 }, {}, {}, {}],
  })
  expect(served.audited).toMatchObject([{ report: 'retention', tenant: tenantOf(0), rows: 4 }])
  await served.close()
})
