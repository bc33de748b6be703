import { expect, test } from 'vitest'
import { createClient } from './client.js'
import { createFakePlatform, type FakePlatform, testOptions } from './fake-platform.fixture.js'

function setup() {
  const platform = createFakePlatform()
  return { platform, ...createClient(platform, testOptions) }
}

const reports = (platform: FakePlatform) =>
  platform.requests.flatMap(({ body }) =>
    JSON.parse(body).events.filter((e: { event: string }) => e.event === 'client_report'),
  )

test('counts what was captured and dropped since the last report, and is not part of the ledger', async () => {
  const { platform, client } = setup()
  client.identify('ada')
  platform.sessionId = 's1'
  client.track('request', { response_time_ms: 1 })
  client.trackEvent('request', { ts: 'late' })
  await platform.advance(1000)
  client.trackEvent('request', { ts: 'late' })
  client.trackEvent('request', { ts: 'late' })
  await platform.advance(1000)
  await platform.advance(100_000)
  expect(reports(platform)).toMatchObject([
    { captured: 2, drops: 'invalid:1' },
    { captured: 2, drops: 'invalid:2' },
  ])
  expect(reports(platform)[0]).not.toHaveProperty('user')
  expect(reports(platform)[0]).not.toHaveProperty('session_id')
  expect(client.stats()).toEqual({ captured: 4, delivered: 1, queued: 0, dropped: { invalid: 3 } })
  expect(platform.requests).toHaveLength(2)
})

test('keeps its id and its numbers until it is stored', async () => {
  const { platform, client } = setup()
  platform.respond = () => (platform.requests.length < 3 ? 'lost' : { status: 202 })
  client.trackEvent('request', { ts: 'late' })
  client.track('request', { response_time_ms: 1 })
  await platform.advance(1500)
  client.trackEvent('request', { ts: 'late' })
  await platform.advance(20_000)
  const [first, second, third, fourth] = reports(platform)
  expect(second).toEqual(first)
  expect(third).toEqual(first)
  expect(first).toMatchObject({ captured: 2, drops: 'invalid:1' })
  expect(fourth).toMatchObject({ captured: 1, drops: 'invalid:1' })
})

test('does not count events after an opt-out', async () => {
  const { platform, client } = setup()
  client.optOut()
  client.track('page_view')
  client.optIn()
  client.track('page_view')
  client.trackEvent('request', { ts: 'late' })
  await platform.advance(1000)
  expect(reports(platform)).toMatchObject([{ captured: 2, drops: 'invalid:1' }])
})

test('a collector that refuses requests with a report still gets the events', async () => {
  const { platform, client } = setup()
  platform.respond = (_, events) => ({
    status: events.some(({ event }) => event === 'client_report') ? 400 : 202,
  })
  client.trackEvent('request', { ts: 'late' })
  for (let i = 0; i < 5; i++) {
    client.track('request', { response_time_ms: 1 })
    await platform.advance(1000)
  }
  expect(client.stats()).toEqual({ captured: 6, delivered: 5, queued: 0, dropped: { invalid: 1 } })
  expect(reports(platform)).toHaveLength(3)
  await platform.advance(100_000)
  expect(reports(platform)).toHaveLength(3)
})
