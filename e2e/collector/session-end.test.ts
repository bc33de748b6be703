/**
 * The collector ends the session of a page that vanishes, once, also when the collector is killed in between.
 */
import { ulid } from 'ulid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acme, type CollectorProcess, startCollector } from '../processes/collector-process.js'
import { allDelivered, readObjects } from '../stores/read-stores.js'
import { newEvent, type WireEvent } from '../traffic/send-events.js'

const LONG = { timeout: 60_000, interval: 250 }

let collector: CollectorProcess

beforeEach(async () => {
  collector = await startCollector({ config: { session_idle_seconds: 2 } })
})
afterEach(() => collector.dispose())

async function send(...events: readonly WireEvent[]): Promise<unknown> {
  const answer = await fetch(`${collector.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${acme.writeKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  })
  expect(answer.status).toBe(202)
  return answer.json()
}

async function ends() {
  await allDelivered(collector.url)
  return (await readObjects(collector.exportDir)).filter(({ event }) => event === 'session_end')
}

test('a session without an end gets one', async () => {
  const start = Date.now() - 10_000
  await send(
    newEvent({ event: 'session_start', session_id: 'vanished' }, start),
    newEvent({ event: 'user_query', session_id: 'vanished' }, start + 4_000),
    newEvent({ event: 'session_start', session_id: 'ended' }, start),
    newEvent({ event: 'session_end', session_id: 'ended', end_reason: 'closed' }, start + 1_000),
  )
  await expect.poll(ends, LONG).toHaveLength(2)
  const found = await ends()
  expect(found.find(({ session_id }) => session_id === 'vanished')).toMatchObject({
    tenant_id: acme.id,
    duration_seconds: 4,
    total_queries: 1,
    chat_messages: 1,
    end_reason: 'idle',
    context: { sdk: 'collector' },
  })
  await collector.kill()
  await collector.start()
  await send(newEvent({ event: 'user_query', session_id: 'vanished' }, start + 5_000))
  // When another session has ended, the collector has looked at all of them again.
  await send(newEvent({ event: 'session_start', session_id: 'next' }))
  await expect
    .poll(async () => (await ends()).map(({ session_id }) => session_id).sort(), LONG)
    .toEqual(['ended', 'next', 'vanished'])
})

test('an end that a page sends after all is a duplicate of the one that the collector made', async () => {
  const start = Date.now() - 10_000
  const session = ulid(start)
  await send(newEvent({ event: 'session_start', session_id: session }, start))
  await expect.poll(ends, LONG).toMatchObject([{ id: session, end_reason: 'idle' }])
  const own = {
    ...newEvent({ event: 'session_end', session_id: session, end_reason: 'timeout' }),
    id: session,
  }
  expect(await send(own)).toMatchObject({ accepted: 0, duplicates: 1 })
})
