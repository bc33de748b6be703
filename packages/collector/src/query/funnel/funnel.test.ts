import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, recordsOf, tenantOf } from '../figures/case.fixture.js'
import { openEmbedded, type StoreOfCases } from '../figures/stores.fixture.js'
import { serve } from '../server.fixture.js'
import { expectedBy, funnelCases, funnelOf, shownBy } from './case.fixture.js'
import { checkFunnel } from './check-funnel.js'
import { runFunnel } from './run-funnel.js'

let store: StoreOfCases

beforeAll(async () => {
  store = await openEmbedded(funnelCases.flatMap(recordsOf))
})

afterAll(() => store.close())

describe('funnels of the embedded store', () => {
  it.each(funnelCases.map((given, index) => ({ ...given, index })))('$name', async ({ index, ...given }) => {
    expect(shownBy(await funnelOf(store.from, given, tenantOf(index)), given)).toEqual(expectedBy(given))
  })

  it('keeps sessions and persons of tenants apart', async () => {
    const [given] = funnelCases
    const tenants = [0, 3].map(tenantOf)
    const access = { tenants, admin: true, who: 'admin' }
    const funnel = checkFunnel(
      { ...given?.funnel, tenant: '*', steps: ['user_query', 'user_query'] },
      access,
      NOW,
    )
    const { steps } = await runFunnel(store.from, funnel, NOW)
    // Sessions a, b and c of one tenant, and a and b of the other; a of each asked twice.
    expect(steps.map(({ count }) => count)).toEqual([5, 2])
  })
})

describe('a wrong funnel', () => {
  const access = { tenants: ['acme'], admin: false, who: 'test' }
  const steps = ['user_query', 'agent_response']
  it.each([
    [{ steps: ['user_query'] }, '/steps', /2 to 10 steps/],
    [{ steps: Array.from({ length: 11 }, () => 'user_query') }, '/steps', /2 to 10 steps/],
    [{ steps: ['user_query', 'agent_respons'] }, '/steps/1', /nearest is agent_response/],
    [{ steps: ['user_query', 'client_report'] }, '/steps/1', /an event/],
    [{ steps: ['user_query', { event: ['nothing'] }] }, '/steps/1/event/0', /an event/],
    [{ steps: ['user_query', {}] }, '/steps/1', /the name of an event/],
    [{ steps: ['user_query', { even: 'feedback' }] }, '/steps/1', /nearest is event/],
    [
      { steps: ['user_query', { event: 'feedback', filters: [['is', 'chanel', ['chat']]] }] },
      '/steps/1/filters/0/1',
      /nearest is channel/,
    ],
    [{ steps, within: '1y' }, '/within', /30m, 24h or 7d/],
    [{ steps, within: '91d' }, '/within', /at most 90 days/],
    [{ steps, by: 'user' }, '/within', /window such as 7d/],
    [{ steps, by: 'usr' }, '/by', /nearest is user/],
    [{ steps, dimensions: ['channel', 'topic'] }, '/dimensions', /at most one/],
    [{ steps, dimensions: ['user'] }, '/dimensions/0', /a dimension/],
    [{ steps, filters: [['is', 'user', ['hp_a']]] }, '/filters/0/1', /a dimension or a number/],
    [{ steps, metrics: ['events'] }, '', /members/],
    [{ steps, date_range: 'year' }, '/date_range', /expected 30d/],
  ])('is refused at its place: %j', (body, pointer, detail) => {
    expect(() => checkFunnel(body, access, NOW)).toThrowError(
      expect.objectContaining({
        code: 'invalid_query',
        detail: expect.stringMatching(detail),
        members: expect.objectContaining({ pointer }),
      }),
    )
  })
})

it('is answered by HTTP with what was asked, and leaves a line for each tenant', async () => {
  const served = await serve([store.from], { tenants: [0, 3].map(tenantOf), admin: true, who: 'admin' })
  const body = { tenant: '*', steps: ['user_query', 'user_query'] }
  const answer = await served.post('/v1/funnel', body)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await answer.json()).toMatchObject({ query: body, steps: [{ count: 5 }, { count: 2 }] })
  expect(served.audited).toMatchObject(
    [0, 3].map((index) => ({ report: 'funnel', tenant: tenantOf(index), rows: 1 })),
  )
  expect((await served.post('/v1/funnel', { steps: [] })).status).toBe(400)
  await served.close()
})
