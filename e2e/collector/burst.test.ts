/**
 * A burst through the built Node SDK with default settings adds up, and every sink stores each event once.
 */
import { expect, test } from 'vitest'
import { acme, startCollector } from '../processes/collector-process.js'
import { allDelivered, embeddedIds, readMetric, readObjects } from '../stores/read-stores.js'
import { burst } from '../traffic/burst.js'

const EVENTS = 100_000

test(`${EVENTS} events captured at once are delivered or counted, and stored once`, async () => {
  const collector = await startCollector()
  try {
    const { captured, delivered, queued, dropped } = await burst(collector.url, acme.writeKey, EVENTS)
    expect({ captured, queued, sum: delivered + dropped }).toEqual({
      captured: EVENTS,
      queued: 0,
      sum: EVENTS,
    })
    // There is no reason to drop anything: the default queue must hold such a burst.
    expect(delivered).toBe(EVENTS)

    await allDelivered(collector.url)
    expect(await readMetric(collector.url, 'hushlog_events_duplicate_total')).toBe(0)
    expect(await collector.stop()).toBe(0)
    const objects = await readObjects(collector.exportDir)
    const rows = await embeddedIds(collector.dataDir)
    expect({
      records: objects.length,
      ids: new Set(objects.map(({ id }) => id)).size,
      lengths: new Set(objects.map((record) => record.response_length)).size,
      rows: rows.length,
      rowIds: new Set(rows).size,
    }).toEqual({ records: delivered, ids: delivered, lengths: delivered, rows: delivered, rowIds: delivered })
  } finally {
    await collector.dispose()
  }
})
