import { expect, test } from 'vitest'
import { createClient } from './client.js'
import { createFakePlatform, type FakePlatform, testOptions } from './fake-platform.fixture.js'

function setup(options: Partial<Parameters<typeof createClient>[1]> = {}) {
  const platform = createFakePlatform()
  const { client, sendOnUnload: unload } = createClient(platform, { ...testOptions, ...options })
  const track = (count: number) => {
    for (let i = 0; i < count; i++) client.track('request', { response_time_ms: i })
  }
  return { platform, client, unload, track }
}

const eventsOf = (platform: FakePlatform) =>
  platform.requests.map(
    ({ body }) => JSON.parse(body).events as { id: string; event: string; response_time_ms: number }[],
  )
const sizes = (platform: FakePlatform) => eventsOf(platform).map((events) => events.length)

test('sends what is queued after the interval, in one request', async () => {
  const { platform, client, track } = setup()
  track(3)
  await platform.advance(999)
  expect(platform.requests).toHaveLength(0)
  await platform.advance(1)
  expect(sizes(platform)).toEqual([3])
  expect(platform.requests[0]).toMatchObject({
    isUnload: false,
    timeout: 10_000,
  })
  expect(JSON.parse(platform.requests[0]?.body ?? '').sent_at).toBe('2026-01-31T00:00:01.000Z')
  expect(client.stats()).toEqual({ captured: 3, delivered: 3, queued: 0, dropped: {} })
  // Nothing was tracked meanwhile, so there is no timer.
  await platform.advance(1000)
  expect(platform.requests).toHaveLength(1)
  expect(platform.timers).toBe(0)
})

test('sends a full batch at once, and never more than 500 events', async () => {
  const { platform, client, track } = setup()
  track(1203)
  await platform.advance(0)
  expect(sizes(platform)).toEqual([500, 500])
  await platform.advance(1000)
  expect(sizes(platform)).toEqual([500, 500, 203])
  expect(client.stats().delivered).toBe(1203)
})

test('keeps a request under 512 KiB', async () => {
  const { platform, client } = setup({ maxQueueBytes: 8 * 1024 * 1024 })
  const properties = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, 'word '.repeat(25)]))
  for (let i = 0; i < 600; i++) client.track('custom', { name: 'big', properties })
  await client.flush()
  const bytes = platform.requests.map(({ body }) => platform.byteLength(body))
  expect(Math.max(...bytes)).toBeLessThanOrEqual(512 * 1024)
  expect(Math.max(...bytes)).toBeGreaterThan(500 * 1024)
  expect(client.stats().delivered).toBe(600)
})

test('has one request in flight', async () => {
  const { platform, client, track } = setup()
  platform.isHolding = true
  track(1500)
  await platform.advance(5000)
  expect(sizes(platform)).toEqual([500])
  expect(client.stats().queued).toBe(1500)
  await platform.release()
  expect(sizes(platform)).toEqual([500, 500])
})

test.each([200, 204, 301, 404, 408, 409, 425, 429, 500, 502, 503, 504, 'lost' as const])(
  '%s: sends the same events again after a back-off',
  async (status) => {
    const { platform, client, track } = setup()
    platform.respond = () =>
      platform.requests.length < 3 ? (status === 'lost' ? status : { status }) : { status: 202 }
    track(2)
    await platform.advance(1000)
    expect(sizes(platform)).toEqual([2])
    await platform.advance(999)
    expect(sizes(platform)).toEqual([2])
    await platform.advance(1)
    expect(sizes(platform)).toEqual([2, 2])
    await platform.advance(1999)
    expect(sizes(platform)).toEqual([2, 2])
    await platform.advance(1)
    expect(sizes(platform)).toEqual([2, 2, 2])
    const [first, second, third] = eventsOf(platform)
    expect(second).toEqual(first)
    expect(third).toEqual(first)
    expect(client.stats()).toEqual({ captured: 2, delivered: 2, queued: 0, dropped: {} })
    expect(platform.warnings).toHaveLength(1)
  },
)

test.each(['30', 'Sat, 31 Jan 2026 00:00:31 GMT'])(
  'waits for Retry-After %j, whoever calls flush',
  async (retryAfter) => {
    const { platform, client, track } = setup()
    platform.respond = () => (platform.requests.length === 1 ? { status: 503, retryAfter } : { status: 202 })
    track(2)
    await platform.advance(1000)
    const flushed = client.flush(60_000)
    track(600)
    await platform.advance(29_999)
    expect(platform.requests).toHaveLength(1)
    await platform.advance(1)
    expect(await flushed).toMatchObject({ delivered: 500 })
    expect(client.stats()).toMatchObject({ delivered: 500, queued: 102 })
  },
)

test('a collector that is down for long gets few requests and no event is lost', async () => {
  const { platform, client, track } = setup({ maxAge: 7 * 24 * 3600_000 })
  platform.share = 0.5
  platform.respond = () => 'lost'
  track(1000)
  await platform.advance(3600_000)
  expect(platform.requests.length).toBeLessThan(130)
  platform.respond = () => ({ status: 202 })
  await platform.advance(60_000)
  expect(client.stats()).toMatchObject({ delivered: 1000, queued: 0 })
})

test.each([400, 415])('%d: finds the refused event and delivers its neighbors', async (status) => {
  const { platform, client, track } = setup()
  platform.respond = (_, events) => ({
    status: events.some((event) => 'status_code' in event) ? status : 202,
  })
  track(123)
  client.track('request', { status_code: 500 })
  track(200)
  await platform.advance(1000)
  expect(client.stats()).toEqual({ captured: 324, delivered: 323, queued: 0, dropped: { rejected: 1 } })
  expect(platform.requests.length).toBeLessThan(22)
})

test('a collector that refuses every request does not get each event in a request', async () => {
  const { platform, client, track } = setup()
  platform.respond = () => ({ status: 400 })
  track(2000)
  await platform.advance(60_000)
  expect(client.stats()).toEqual({ captured: 2000, delivered: 0, queued: 0, dropped: { rejected: 2000 } })
  expect(platform.requests.length).toBeLessThan(80)
})

test('413 halves a batch, remembers the size, and gives up an event that is too large alone', async () => {
  const { platform, client, track } = setup()
  platform.respond = ({ body }, events) => ({
    status: body.length > 30_000 || events.some((event) => 'status_code' in event) ? 413 : 202,
  })
  track(400)
  client.track('request', { status_code: 500 })
  track(400)
  await client.flush()
  expect(client.stats()).toEqual({ captured: 801, delivered: 800, queued: 0, dropped: { too_large: 1 } })
  const before = platform.requests.length
  track(800)
  await client.flush()
  expect(platform.requests.length - before).toBeLessThan(20)
  expect(client.stats().delivered).toBe(1600)
})

test.each([401, 403])('%d stops sending for good, with one warning', async (status) => {
  const { platform, client, track } = setup()
  platform.respond = () => ({ status })
  track(700)
  await platform.advance(0)
  expect(client.track('page_view')).toBe(false)
  await platform.advance(3600_000)
  expect(platform.requests).toHaveLength(1)
  expect(client.stats()).toEqual({ captured: 701, delivered: 0, queued: 0, dropped: { unauthorized: 701 } })
  expect(platform.warnings).toHaveLength(1)
  expect(platform.timers).toBe(0)
})

test('events that the collector rejects are counted', async () => {
  const { platform, client, track } = setup()
  const rejected = [{ index: 1, code: 'invalid_value', path: 'response_time_ms' }]
  platform.respond = () => ({ status: 202, body: JSON.stringify({ accepted: 2, duplicates: 0, rejected }) })
  track(3)
  await platform.advance(1000)
  expect(client.stats()).toEqual({ captured: 3, delivered: 2, queued: 0, dropped: { rejected: 1 } })
  expect(platform.warnings).toEqual(['hushlog: rejected invalid_value at response_time_ms'])
})

test('flush resolves at its time limit when the collector is down, and nothing is lost', async () => {
  const { platform, client, track } = setup()
  platform.respond = () => 'lost'
  track(5)
  const flushed = client.flush(2000)
  await platform.advance(2000)
  expect(await flushed).toEqual({ captured: 5, delivered: 0, queued: 5, dropped: {} })
})

test('flush waits only for the events that were queued when it was called', async () => {
  const { platform, client, track } = setup()
  platform.isHolding = true
  track(5)
  const flushed = client.flush()
  track(5)
  await platform.release()
  expect(await flushed).toMatchObject({ delivered: 5, queued: 5 })
})

test('shutdown ends with an empty queue, and a late response changes nothing', async () => {
  const { platform, client, track } = setup()
  platform.isHolding = true
  track(600)
  const ended = client.shutdown(3000)
  expect(client.track('page_view')).toBe(false)
  await platform.advance(3000)
  const ledger = { captured: 601, delivered: 0, queued: 0, dropped: { shutdown: 601 } }
  expect(await ended).toEqual(ledger)
  await platform.release()
  expect(client.stats()).toEqual(ledger)
  expect(platform.timers).toBe(0)
})

test('opting out drops what waits and sends nothing more, and opting in starts again', async () => {
  const { platform, client, track } = setup()
  platform.isHolding = true
  track(700)
  await platform.advance(0)
  client.optOut()
  expect(client.track('page_view')).toBe(false)
  expect(client.stats()).toEqual({ captured: 701, delivered: 0, queued: 500, dropped: { opted_out: 201 } })
  platform.respond = () => 'lost'
  await platform.release()
  await platform.advance(3600_000)
  expect(platform.requests).toHaveLength(1)
  expect(client.stats().dropped).toEqual({ opted_out: 701 })
  platform.isHolding = false
  platform.respond = () => ({ status: 202 })
  client.optIn()
  track(2)
  await platform.advance(1000)
  expect(
    eventsOf(platform)
      .at(-1)
      ?.map(({ event }) => event),
  ).toEqual(['request', 'request'])
})

test('unload sends what fits beside the request in flight, and the rest stays queued', async () => {
  const { platform, client, unload, track } = setup()
  platform.isHolding = true
  track(500)
  await platform.advance(0)
  track(450)
  unload(60_000)
  expect(platform.requests.map(({ isUnload }) => isUnload)).toEqual([false, true])
  expect(platform.byteLength(platform.requests[1]?.body ?? '')).toBeLessThanOrEqual(60_000)
  const left = 950 - 500 - (sizes(platform)[1] ?? 0)
  expect(left).toBeGreaterThan(0)
  unload(500)
  expect(platform.requests).toHaveLength(2)
  platform.isHolding = false
  await platform.release()
  await platform.advance(1000)
  expect(client.stats()).toEqual({ captured: 950, delivered: 950, queued: 0, dropped: {} })
  const ids = eventsOf(platform)
    .flat()
    .map(({ id }) => id)
  expect(new Set(ids).size).toBe(950)
  expect(ids).toHaveLength(950)
})
