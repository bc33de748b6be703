/** The ledger adds up at any moment, whatever the network does and whatever the application calls. */
import { fuzzRounds } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Client, type CoreOptions, createClient } from './client.js'
import {
  createFakePlatform,
  type FakePlatform,
  type FakeResponse,
  testOptions,
} from './fake-platform.fixture.js'
import { type DropReason, dropReasons, type Ledger } from './ledger.js'

const sum = ({ delivered, queued, dropped }: Ledger) =>
  delivered + queued + Object.values(dropped).reduce((total, count) => total + count, 0)

function start(options: Partial<CoreOptions> = {}) {
  const platform = createFakePlatform()
  return { platform, ...createClient(platform, { ...testOptions, ...options }) }
}

/** Options that the client of a scenario needs. */
const only: Partial<Record<DropReason, object>> = {
  sampled: { sampleRate: 0 },
  before_send: { beforeSend: () => null },
}

/** Each scenario drops one event for its reason. */
const scenarios: Record<DropReason, (client: Client, platform: FakePlatform) => unknown> = {
  invalid: (client) => client.trackEvent('request', { ts: 'late' }),
  sanitize_failed: (client) =>
    client.trackEvent('request', {
      get path() {
        throw new Error('no')
      },
    }),
  sampled: (client) => client.track('page_view'),
  before_send: (client) => client.track('page_view'),
  opted_out(client) {
    client.optOut()
    client.track('page_view')
  },
  queue_full(client) {
    const label = 'x '.repeat(60)
    while (client.track('cta_clicked', { label }));
  },
  async too_large(client, platform) {
    platform.respond = () => ({ status: 413 })
    client.track('page_view')
    await platform.advance(1000)
  },
  async expired(client, platform) {
    platform.respond = () => 'lost'
    client.track('page_view')
    await platform.advance(200_000)
  },
  async rejected(client, platform) {
    platform.respond = () => ({ status: 400 })
    client.track('page_view')
    await platform.advance(1000)
  },
  async unauthorized(client, platform) {
    platform.respond = () => ({ status: 401 })
    client.track('page_view')
    await platform.advance(1000)
  },
  async blocked(client, platform) {
    platform.respond = () => ({ status: 0 })
    client.track('page_view')
    await platform.advance(1000)
  },
  async shutdown(client, platform) {
    platform.respond = () => 'lost'
    client.track('page_view')
    const ended = client.shutdown(10)
    await platform.advance(10)
    await ended
  },
}

test('every drop reason has a scenario', () => {
  expect(Object.keys(scenarios).sort()).toEqual([...dropReasons].sort())
})

test.each(dropReasons)('%s is counted under its name, and nothing else is', async (reason) => {
  const { platform, client } = start({ maxQueueBytes: 10_000, ...only[reason] })
  await scenarios[reason](client, platform)
  expect(client.stats().dropped).toEqual({ [reason]: 1 })
  expect(sum(client.stats())).toBe(client.stats().captured)
})

const outcome = fc.oneof(
  { weight: 5, arbitrary: fc.constant('store' as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('store-then-lose' as const, 'lose' as const, 'unreadable' as const),
  },
  { weight: 1, arbitrary: fc.constantFrom('503' as const, '429' as const, '413' as const, '400' as const) },
  { weight: 1, arbitrary: fc.constantFrom('reject-some' as const) },
)

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('track' as const), count: fc.integer({ min: 1, max: 700 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('bad' as const), count: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 30_000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('hold' as const, 'release' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('flush' as const, 'leave' as const, 'optOut' as const, 'optIn' as const),
    }),
  },
)

test('adds up after every step, keeps events unchanged between attempts, and counts only stored events as delivered', async () => {
  const script = fc.record({
    actions: fc.array(action, { maxLength: 40 }),
    outcomes: fc.infiniteStream(outcome),
    end: fc.constantFrom('calm' as const, 'shutdown' as const, 'revoked' as const),
  })
  const property = fc.asyncProperty(script, async ({ actions, outcomes, end }) => {
    const { platform, client, sendOnUnload: unload } = start({ maxQueueBytes: 200_000 })
    const seen = new Map<string, string>()
    const stored = new Set<string>()
    let calm = false

    platform.respond = (_, events): FakeResponse => {
      for (const event of events) {
        const json = JSON.stringify(event)
        expect(seen.get(event.id) ?? json).toBe(json)
        seen.set(event.id, json)
      }
      const next = calm ? 'store' : outcomes.next().value
      const store = (from: number) => {
        for (const { id, event } of events.slice(from)) if (event !== 'client_report') stored.add(id)
      }
      if (next === '400' || next === '413' || next === '503' || next === '429')
        return { status: Number(next) }
      if (next === 'lose') return 'lost'
      const rejected = next === 'reject-some' ? Math.min(2, events.length) : 0
      store(rejected)
      if (next === 'store-then-lose') return 'lost'
      if (next === 'unreadable') return { status: 202, body: '{"rej' }
      return {
        status: 202,
        body: JSON.stringify({ rejected: [{ index: 0 }, { index: 1 }].slice(0, rejected) }),
      }
    }

    const check = () => {
      const ledger = client.stats()
      expect(sum(ledger)).toBe(ledger.captured)
      expect(ledger.queued).toBeGreaterThanOrEqual(0)
      expect(ledger.delivered).toBeLessThanOrEqual(stored.size)
    }

    for (const step of actions) {
      if (step.kind === 'track')
        for (let i = 0; i < step.count; i++) client.track('request', { response_time_ms: i })
      else if (step.kind === 'bad') client.trackEvent('request', { status_code: {} })
      else if (step.kind === 'advance') await platform.advance(step.ms)
      else if (step.kind === 'hold') platform.isHolding = true
      else if (step.kind === 'release') {
        platform.isHolding = false
        await platform.release()
      } else if (step.kind === 'leave') unload(20_000)
      else if (step.kind === 'flush') void client.flush(500)
      else client[step.kind]()
      check()
    }

    platform.isHolding = false
    await platform.release()
    check()
    if (end === 'calm') {
      calm = true
      await platform.advance(100_000)
    } else if (end === 'shutdown') {
      const ended = client.shutdown(50)
      await platform.advance(50)
      expect(await ended).toEqual(client.stats())
    } else {
      platform.respond = () => ({ status: 403 })
      client.optIn()
      client.track('page_view')
      await platform.advance(100_000)
    }
    check()
    expect(client.stats().queued).toBe(0)
    expect(platform.timers).toBe(0)
  })
  for (const parameters of fuzzRounds(40)) await fc.assert(property, parameters)
})
