/** Tests the client with storage that outlives it: what is kept and deleted, and that the ledger adds up. */
import { expect, test } from 'vitest'
import { createClient } from './client.js'
import { createFakePlatform, testOptions } from './fake-platform.fixture.js'
import type { Ledger } from './ledger.js'
import type { QueueEntry } from './queue.js'
import type { Spool } from './spool.js'

/** Several clients use the storage one after the other, and recover the events of others. */
function createStorage({ isLarge = false } = {}) {
  const stored = new Map<QueueEntry, object>()
  /** Events that found no room in the queue. */
  const later: QueueEntry[] = []
  const offers: (() => void)[] = []
  const spool = (): Spool => {
    const self = {}
    return {
      keepEntry: (entry) => stored.set(entry, self),
      keepForLater: (entry) => isLarge && later.push(entry) > 0,
      settleEntries(entries) {
        for (const entry of entries) stored.delete(entry)
      },
      recoverEntries(take, unsettled) {
        for (const entry of unsettled()) stored.set(entry, self)
        const offer = () => {
          const left = [...stored].filter(([, owner]) => owner !== self).map(([entry]) => entry)
          for (const entry of left.slice(0, take(left))) if (stored.has(entry)) stored.set(entry, self)
          later.splice(0, take(later, true))
        }
        offers.push(offer)
        offer()
      },
      wipeEntries: () => stored.clear(),
      close: (left) => left.filter((entry) => stored.has(entry)).length,
    }
  }
  return { spool, stored, later, offer: () => offers.at(-1)?.() }
}

const adds = ({ captured, recovered = 0, delivered, queued, kept = 0, dropped }: Ledger) =>
  captured + recovered === delivered + queued + kept + Object.values(dropped).reduce((a, b) => a + b, 0)

function start({ spool: open }: { spool: () => Spool }, options = {}) {
  const spool = open()
  const platform = createFakePlatform()
  return { platform, ...createClient({ ...platform, spool }, { ...testOptions, ...options }) }
}

test('queued events are kept until they are delivered', async () => {
  const storage = createStorage()
  const { stored } = storage
  const { platform, client } = start(storage)
  for (let i = 0; i < 3; i++) client.track('page_view')
  expect(stored.size).toBe(3)
  await platform.advance(1000)
  expect(client.stats()).toEqual({ captured: 3, delivered: 3, queued: 0, dropped: {} })
  expect(stored.size).toBe(0)
})

test('the next client delivers what one could not, under the same ids', async () => {
  const storage = createStorage()
  const { stored } = storage
  const first = start(storage)
  first.platform.respond = () => 'lost'
  for (let i = 0; i < 3; i++) first.client.track('page_view')
  await first.platform.advance(1000)
  const ending = first.client.shutdown(100)
  await first.platform.advance(100)
  const ledger = await ending
  expect(ledger).toEqual({ captured: 3, delivered: 0, queued: 0, dropped: {}, kept: 3 })
  expect(stored.size).toBe(3)

  const next = start(storage)
  next.client.track('page_view')
  await next.platform.advance(1000)
  expect(next.client.stats()).toEqual({ captured: 1, recovered: 3, delivered: 4, queued: 0, dropped: {} })
  const ids = (body: string) => JSON.parse(body).events.map(({ id }: { id: string }) => id)
  expect(ids(next.platform.requests[0]?.body ?? '')).toEqual(
    expect.arrayContaining(ids(first.platform.requests[0]?.body ?? '')),
  )
  expect(stored.size).toBe(0)
})

test('events without room in the queue stay in storage until there is room', async () => {
  const storage = createStorage()
  const first = start(storage)
  first.platform.respond = () => 'lost'
  while (first.client.stats().captured < 50) first.client.track('page_view')
  void first.client.shutdown(0)
  await first.platform.advance(0)

  const next = start(storage, { maxQueueBytes: 2000 })
  expect(next.client.stats().recovered).toBeLessThan(50)
  for (let i = 0; i < 50; i++) {
    await next.platform.advance(1000)
    storage.offer()
    expect(adds(next.client.stats())).toBe(true)
  }
  await next.platform.advance(1000)
  expect(next.client.stats()).toMatchObject({ recovered: 50, delivered: 50, queued: 0 })
})

test('the client that recovers an expired event drops it', async () => {
  const storage = createStorage()
  const { stored } = storage
  storage.spool().keepEntry({ json: '{}', bytes: 2, at: 0 })
  const { client, platform } = start(storage)
  await platform.advance(1000)
  expect(client.stats()).toEqual({
    captured: 0,
    recovered: 1,
    delivered: 0,
    queued: 0,
    dropped: { expired: 1 },
  })
  expect(stored.size).toBe(0)
})

test('opting out deletes all stored events, also those of earlier clients', async () => {
  const storage = createStorage()
  const { stored } = storage
  const { client } = start(storage)
  client.track('page_view')
  client.optOut()
  expect(stored.size).toBe(0)
  client.track('page_view')
  expect(stored.size).toBe(0)
  expect(client.stats().dropped).toEqual({ opted_out: 2 })
  storage.spool().keepEntry({ json: '{}', bytes: 2, at: 0 })
  start(storage, { consent: 'denied' })
  expect(stored.size).toBe(0)
})

test('events wait in memory only while consent is pending; then they are kept or dropped', async () => {
  const storage = createStorage()
  const { stored } = storage
  const yes = start(storage, { consent: 'pending' })
  yes.client.track('page_view')
  await yes.platform.advance(100_000)
  expect([stored.size, yes.platform.requests.length]).toEqual([0, 0])
  yes.platform.isHolding = true
  yes.client.optIn()
  expect(stored.size).toBe(1)
  await yes.platform.advance(1000)
  await yes.platform.release()
  expect(yes.client.stats()).toMatchObject({ captured: 1 })
  expect(stored.size).toBe(0)

  const no = start(storage, { consent: 'pending' })
  no.client.track('page_view')
  no.client.optOut()
  await no.platform.advance(100_000)
  expect(no.platform.requests).toHaveLength(0)
  expect(no.client.stats()).toEqual({ captured: 1, delivered: 0, queued: 0, dropped: { opted_out: 1 } })
})

test('events that are refused for good are not kept', async () => {
  const storage = createStorage()
  const { stored } = storage
  const { platform, client } = start(storage)
  platform.respond = () => ({ status: 401 })
  client.track('page_view')
  await platform.advance(1000)
  expect(client.stats().dropped).toEqual({ unauthorized: 1 })
  expect(stored.size).toBe(0)
})

test.each([
  ['refuses', () => undefined, 0],
  ['has room for two', (stored: Map<QueueEntry, object>) => stored.size < 2, 2],
] as const)('shutdown drops the events that storage which %s does not hold', async (_, hasRoom, held) => {
  const storage = createStorage()
  const { stored } = storage
  const spool = (): Spool => {
    const all = storage.spool()
    return { ...all, keepEntry: (entry) => hasRoom(stored) && all.keepEntry(entry) }
  }
  const { client, platform } = start({ spool })
  platform.respond = () => 'lost'
  for (let i = 0; i < 5; i++) client.track('page_view')
  const ending = client.shutdown(100)
  await platform.advance(100)
  expect(await ending).toEqual({
    captured: 5,
    delivered: 0,
    queued: 0,
    dropped: { shutdown: 5 - held },
    ...(held && { kept: held }),
  })
})

test('adds up while storage is slow, and a late response of the collector changes nothing', async () => {
  const storage = createStorage()
  let resolveClose: (kept: number) => void = () => undefined
  const spool = (): Spool => ({
    ...storage.spool(),
    close: () =>
      new Promise((resolve) => {
        resolveClose = resolve
      }),
  })
  const { client, platform } = start({ spool })
  platform.isHolding = true
  for (let i = 0; i < 3; i++) client.track('page_view')
  await platform.advance(1000)
  client.track('page_view') && client.track('page_view')
  const ending = client.shutdown(100)
  await platform.advance(100)
  await platform.release()
  expect(client.stats()).toEqual({ captured: 5, delivered: 0, queued: 5, dropped: {} })
  resolveClose(4)
  expect(await ending).toEqual({ captured: 5, delivered: 0, queued: 0, dropped: { shutdown: 1 }, kept: 4 })
  expect(await client.shutdown(0)).toEqual(await ending)
})
test('blocked events stay for the next client, and later events are dropped', async () => {
  const storage = createStorage()
  const { platform, client } = start(storage)
  platform.respond = () => ({ status: 0 })
  for (let i = 0; i < 3; i++) client.track('page_view')
  await platform.advance(1000)
  expect(client.track('page_view')).toBe(false)
  await platform.advance(1_000_000)
  expect(platform.requests).toHaveLength(1)
  expect(client.stats()).toEqual({ captured: 4, delivered: 0, queued: 0, kept: 3, dropped: { blocked: 1 } })
  expect(adds(client.stats())).toBe(true)
  const next = start(storage)
  await next.platform.advance(1000)
  expect(next.client.stats()).toMatchObject({ recovered: 3, delivered: 3 })
})

/** Tracks twenty events while the collector is down, with room for some of them in memory. */
async function trackBurst(isLarge: boolean) {
  const storage = createStorage({ isLarge })
  const started = start(storage, { maxQueueBytes: 1000 })
  started.platform.respond = () => 'lost'
  const results = Array.from({ length: 20 }, () => started.client.track('page_view'))
  await started.platform.advance(1000)
  return { ...started, ...storage, results }
}

test('without larger storage, what finds no room is dropped', async () => {
  const { client, results } = await trackBurst(false)
  const { queued, dropped } = client.stats()
  expect(results.filter(Boolean)).toHaveLength(queued)
  expect(dropped).toEqual({ queue_full: 20 - queued })
})

test('what finds no room is stored, counts as queued, and is delivered before a flush resolves', async () => {
  const { client, platform, later, offer, results } = await trackBurst(true)
  expect(results).not.toContain(false)
  expect(later.length).toBeGreaterThan(10)
  expect(client.stats()).toEqual({ captured: 20, delivered: 0, queued: 20, dropped: {} })
  platform.respond = () => ({ status: 202 })
  let flushed: Ledger | undefined
  void client.flush(600_000).then((ledger) => {
    flushed = ledger
  })
  while (later.length > 0) {
    expect(flushed).toBeUndefined()
    await platform.advance(5000)
    offer()
  }
  await platform.advance(5000)
  expect(flushed).toEqual({ captured: 20, delivered: 20, queued: 0, dropped: {} })
  const sent = platform.requests.flatMap(({ body }) => JSON.parse(body).events as { id: string }[])
  expect(new Set(sent.map(({ id }) => id)).size).toBe(20)
})

test('what is stored for later is kept by shutdown, and counted as dropped by an opt-out', async () => {
  const stopped = await trackBurst(true)
  void stopped.client.shutdown(10)
  await stopped.platform.advance(20)
  expect(stopped.client.stats()).toEqual({ captured: 20, delivered: 0, queued: 0, kept: 20, dropped: {} })
  const left = await trackBurst(true)
  left.client.optOut()
  await left.platform.advance(2000)
  expect(left.client.stats()).toEqual({ captured: 20, delivered: 0, queued: 0, dropped: { opted_out: 20 } })
})
