/** A burst of 100,000 events with default settings loses none without a reason, and none arrives twice. */
import { expect, test } from 'vitest'
import { startFakeCollector } from '../conformance/fake-collector.js'
import { burst } from '../traffic/burst.js'

const EVENTS = 100_000

test(`${EVENTS} events at once are delivered or counted, each once`, async () => {
  const collector = await startFakeCollector()
  try {
    const { captured, delivered, queued, dropped } = await burst(collector.url, 'hlw_burst', EVENTS)
    expect({ captured, queued, sum: delivered + dropped }).toEqual({
      captured: EVENTS,
      queued: 0,
      sum: EVENTS,
    })
    expect(delivered).toBe(EVENTS)
    const ids = collector.requests.flatMap(({ events }) => events.map(({ id }) => id))
    expect(ids).toHaveLength(EVENTS)
    expect(new Set(ids).size).toBe(EVENTS)
  } finally {
    await collector.close()
  }
})

test('a collector that fails in between delays the burst and doubles nothing', async () => {
  const collector = await startFakeCollector([{}, { status: 503 }, { reset: 'after' }, {}])
  try {
    const { delivered, queued, dropped } = await burst(collector.url, 'hlw_burst', 20_000)
    expect({ delivered, queued, dropped }).toEqual({ delivered: 20_000, queued: 0, dropped: 0 })
    expect(collector.stored.size).toBe(20_000)
    expect(collector.changed).toEqual([])
  } finally {
    await collector.close()
  }
})
