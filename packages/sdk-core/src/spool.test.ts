/** The client over storage that outlives it: what is kept, what is forgotten, and that the ledger still adds up. */
import { expect, test } from 'vitest'
import { createClient } from './client.js'
import { createFakePlatform, testOptions } from './fake-platform.fixture.js'
import type { Ledger } from './ledger.js'
import type { QueueEntry } from './queue.js'
import type { Spool } from './spool.js'

/** Storage that clients use one after the other: what is not the own is what others left. */
function createStorage() {
  const stored = new Map<QueueEntry, object>()
  const offers: (() => void)[] = []
  const spool = (): Spool => {
    const self = {}
    return {
      keep: (entry) => stored.set(entry, self),
      settle(entries) {
        for (const entry of entries) stored.delete(entry)
      },
      recover(take, unsettled) {
        for (const entry of unsettled()) stored.set(entry, self)
        const offer = () => {
          const left = [...stored].filter(([, owner]) => owner !== self).map(([entry]) => entry)
          for (const entry of left.slice(0, take(left))) if (stored.has(entry)) stored.set(entry, self)
        }
        offers.push(offer)
        offer()
      },
      wipe: () => stored.clear(),
      close: (left) => left.filter((entry) => stored.has(entry)).length,
    }
  }
  return { spool, stored, offer: () => offers.at(-1)?.() }
}

const adds = ({ captured, recovered = 0, delivered, queued, kept = 0, dropped }: Ledger) =>
  captured + recovered === delivered + queued + kept + Object.values(dropped).reduce((a, b) => a + b, 0)

function start({ spool: open }: { spool: () => Spool }, options = {}) {
  const spool = open()
  const platform = createFakePlatform()
  return { platform, ...createClient({ ...platform, spool }, { ...testOptions, ...options }) }
}

test('what is taken is kept until it is delivered', async () => {
  const storage = createStorage()
  const { stored } = storage
  const { platform, client } = start(storage)
  for (let i = 0; i < 3; i++) client.track('page_view')
  expect(stored.size).toBe(3)
  await platform.advance(1000)
  expect(client.stats()).toEqual({ captured: 3, delivered: 3, queued: 0, dropped: {} })
  expect(stored.size).toBe(0)
})

test('what one client could not deliver the next one does, under the same ids', async () => {
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

test('what finds no room stays where it was until there is some', async () => {
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

test('what is too old is a drop of the one who finds it', async () => {
  const storage = createStorage()
  const { stored } = storage
  storage.spool().keep({ json: '{}', bytes: 2, at: 0 })
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

test('who opted out leaves nothing, not what others left either', async () => {
  const storage = createStorage()
  const { stored } = storage
  const { client } = start(storage)
  client.track('page_view')
  client.optOut()
  expect(stored.size).toBe(0)
  client.track('page_view')
  expect(stored.size).toBe(0)
  expect(client.stats().dropped).toEqual({ opted_out: 2 })
  storage.spool().keep({ json: '{}', bytes: 2, at: 0 })
  start(storage, { consent: 'denied' })
  expect(stored.size).toBe(0)
})

test('while consent is pending events wait in memory only; then they are kept, or dropped', async () => {
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

test('what is refused for good is not kept for a next time', async () => {
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
] as const)(
  'what storage that %s does not hold is no more kept at the end: dropped by name',
  async (_, room, held) => {
    const storage = createStorage()
    const { stored } = storage
    const spool = (): Spool => {
      const all = storage.spool()
      return { ...all, keep: (entry) => room(stored) && all.keep(entry) }
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
  },
)

test('adds up while storage takes its time to answer, and a late answer of the collector changes nothing', async () => {
  const storage = createStorage()
  let tell: (kept: number) => void = () => undefined
  const spool = (): Spool => ({
    ...storage.spool(),
    close: () =>
      new Promise((resolve) => {
        tell = resolve
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
  tell(4)
  expect(await ending).toEqual({ captured: 5, delivered: 0, queued: 0, dropped: { shutdown: 1 }, kept: 4 })
  expect(await client.shutdown(0)).toEqual(await ending)
})
test('what is blocked for good stays for the next client; what comes after it is counted', async () => {
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
