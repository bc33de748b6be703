/**
 * A page of the chat widget that Hushlog replaces posts as it always did, without a key, and finds its messages in the
 * store and in the figures. A middleware posts its steps and tickets.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CollectorProcess, globex, startCollector } from '../processes/collector-process.js'
import { allDelivered, readObjects } from '../stores/read-stores.js'
import { newEvent, postAccepted } from '../traffic/send-events.js'

const SENTINEL = 'zqxWidgetSentinel'

let collector: CollectorProcess
beforeAll(async () => {
  collector = await startCollector()
})
afterAll(() => collector?.dispose())

const page = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${collector.url}/analytics-event`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://app.globex.example', ...headers },
    body: JSON.stringify(body),
  })

test('its messages are stored once, and counted in the figures of the tenant that lists the origin', async () => {
  const message = (messageNumber: number, more: object = {}) => ({
    timestamp: new Date(Date.now() - messageNumber * 1000).toISOString(),
    eventType: 'message_sent',
    sessionId: 'widget-1',
    messageNumber,
    question: SENTINEL,
    topic: 'billing',
    ragTimeMs: 100,
    aiTimeMs: 300,
    totalTimeMs: 400 * messageNumber,
    success: true,
    noRagMatch: false,
    pageUrl: `https://app.globex.example/help?q=${SENTINEL}`,
    referrer: `https://search.example/?q=${SENTINEL}`,
    errorType: null,
    errorMessage: null,
    ...more,
  })
  const first = message(1)
  for (const body of [first, first, message(2, { topic: 'refunds', noRagMatch: true })])
    expect((await page(body)).status).toBe(202)
  const opened = { eventType: 'bubble_opened', timestamp: new Date().toISOString() }
  expect((await page(opened, { 'x-session-id': 'widget-1', 'x-page-title': 'Help' })).status).toBe(202)
  expect((await page(first, { origin: 'https://elsewhere.example' })).status).toBe(403)
  await allDelivered(collector.url)

  const authorization = `Bearer ${globex.readToken}`
  const data = await (
    await fetch(`${collector.url}/analytics/data?days=1`, { headers: { authorization } })
  ).json()
  expect(data).toMatchObject({ tenant_id: 'globex', totals: { events: 3, sessions: 1 } })
  expect(data.by_event).toEqual(
    expect.arrayContaining([
      { event: 'message_sent', count: 2 },
      { event: 'bubble_opened', count: 1 },
    ]),
  )
  expect(data.recent[0]).toMatchObject({ session_id: 'widget-1' })
  expect(JSON.stringify(data)).not.toContain(SENTINEL)
})

test('steps and tickets reach the stores with what was converted', async () => {
  const events = [
    newEvent({ event: 'step', name: 'ticket_received', step: 'intake', result: null, latency_ms: '12.50' }),
    newEvent({
      event: 'ticket',
      ticket_id: 1001,
      status: 'opened',
      department: 'billing',
      opened_at: 'today',
    }),
    newEvent({ event: 'decision', decision: { tier: 2, template_id: 'Refund, polite', confidence: 0.83 } }),
  ]
  await postAccepted(collector.url, globex.writeKey, events)
  await allDelivered(collector.url)
  expect(await collector.stop()).toBe(0)
  const stored = new Map((await readObjects(collector.exportDir)).map((record) => [record.id, record]))
  const [step, ticket, decision] = events.map(({ id }) => stored.get(id))
  expect(step).toMatchObject({ name: 'ticket_received', latency_ms: 12.5 })
  expect(step).not.toHaveProperty('result')
  expect(ticket).toMatchObject({ ticket_id: '1001', status: 'opened', collector_removed_fields: 1 })
  expect(ticket).not.toHaveProperty('opened_at')
  expect(decision).toMatchObject({ decision: { tier: '2', template_id: 'Refund, polite', confidence: 0.83 } })
  expect(JSON.stringify([...stored.values()])).not.toContain(SENTINEL)
})
