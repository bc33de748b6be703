/** What could not be delivered outlives the page, in IndexedDB or, where that is refused, not at all; and arrives once. */
import { expect, type Page, test } from '@playwright/test'
import { type FakeCollector, startFakeCollector } from '../conformance/fake-collector.js'
import { collectComplaints, createSite, repositoryFile, type Site } from './site.js'

interface Hush {
  track(event: string, fields?: object): boolean
  optOut(): void
  flush(timeoutMs?: number): Promise<object>
  stats(): { readonly captured: number; readonly delivered: number; readonly recovered?: number }
}

let collector: FakeCollector
let site: Site
let complaints: string[]

const pageWith = (attributes: string) => `<!doctype html><html lang="en"><title>Page</title>
  <script src="/dist/hushlog.js" data-write-key="hlw_page" data-auto-track="false" data-flush-interval="100"
  ${attributes}></script></html>`

test.beforeEach(async ({ context }) => {
  collector = await startFakeCollector()
  site = await createSite(
    {
      '/': pageWith(`data-endpoint="${collector.url}"`),
      '/slow': pageWith(`data-endpoint="${collector.url}" data-flush-interval="3600000"`),
      '/memory': pageWith(`data-endpoint="${collector.url}" data-persist="false"`),
      '/other': '<!doctype html><html lang="en"><title>Other</title></html>',
      '/dist/': repositoryFile('packages/sdk-browser/dist/'),
    },
    ['http://127.0.0.1:*'],
  )
  complaints = await collectComplaints(context)
})

test.afterEach(async () => {
  await site.close()
  await collector.close()
  expect(complaints).toEqual([])
})

const track = (page: Page, label: string, count: number) =>
  page.evaluate(
    ([text, times]) => {
      const { hushlog } = window as unknown as { hushlog: Hush }
      for (let i = 0; i < Number(times); i++) hushlog.track('cta_clicked', { label: `${text} ${i}` })
    },
    [label, count] as const,
  )

const labels = () => [...collector.stored.values()].map(({ label }) => label).sort()
const numbered = (label: string, count: number) => Array.from({ length: count }, (_, i) => `${label} ${i}`)
const stats = (page: Page) => page.evaluate(() => (window as unknown as { hushlog: Hush }).hushlog.stats())

/** Every event in IndexedDB of the site, as text: a tab has one record. */
const stored = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = reject
      })
      for (const store of Array.from(database.objectStoreNames)) {
        const request = database.transaction(store).objectStore(store).getAll()
        const records: [string, number, unknown[]][] = await new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = reject
        })
        found.push(...records.flatMap(([, , events]) => events.map((event) => JSON.stringify(event))))
      }
      database.close()
    }
    return found
  })

/** Only the page is still there: what it cannot reach is the collector. */
const block = (page: Page) => page.context().route(`${collector.url}/**`, (route) => route.abort())

test('a tab is closed while offline; the next visit delivers, once', async ({ context }) => {
  // The browser stays when the tab closes.
  await context.newPage()
  const first = await context.newPage()
  await first.goto(site.origin)
  await block(first)
  await track(first, 'offline', 20)
  await expect.poll(() => stored(first)).toHaveLength(20)
  // Closing runs on after the call.
  await Promise.all([first.waitForEvent('close'), first.close({ runBeforeUnload: true })])
  await context.unroute(`${collector.url}/**`)
  expect(labels()).toEqual([])

  const next = await context.newPage()
  await next.goto(site.origin)
  await expect.poll(labels).toEqual(numbered('offline', 20).sort())
  expect(await stats(next)).toMatchObject({ captured: 0, recovered: 20, delivered: 20 })
  await expect.poll(() => stored(next)).toEqual([])
  await next.reload()
  expect(await stats(next)).not.toHaveProperty('recovered')
  expect(collector.requests.flatMap(({ events }) => events)).toHaveLength(20)
})

test('what was captured last is written when the page goes away', async ({ context }) => {
  const first = await context.newPage()
  await first.goto(`${site.origin}/slow`)
  await block(first)
  // Written once, the database is open: what comes next has no time to wait for that.
  await track(first, 'first', 1)
  await expect.poll(() => stored(first)).toHaveLength(1)
  await first.evaluate(() => {
    const { hushlog } = window as unknown as { hushlog: Hush }
    for (let i = 0; i < 5; i++) hushlog.track('cta_clicked', { label: `last ${i}` })
    location.href = '/other'
  })
  await first.waitForURL('**/other')
  await expect.poll(() => stored(first)).toHaveLength(6)
  await context.unroute(`${collector.url}/**`)
  await first.goto(site.origin)
  await expect.poll(labels).toEqual([...numbered('first', 1), ...numbered('last', 5)])
})

test('of two tabs one dies: the other delivers for it, once, and leaves the living alone', async ({
  context,
}) => {
  const [one, two, three] = [await context.newPage(), await context.newPage(), await context.newPage()]
  await block(one)
  for (const [tab, label] of [
    [one, 'one'],
    [two, 'two'],
    [three, 'three'],
  ] as const) {
    await tab.goto(site.origin)
    await track(tab, label, 10)
  }
  await expect.poll(() => stored(two)).toHaveLength(30)
  await one.close()
  const look = async () => {
    await two.evaluate(() => dispatchEvent(new Event('online')))
    return stats(two)
  }
  await expect.poll(look).toMatchObject({ captured: 10, recovered: 10 })
  expect(await stats(three)).not.toHaveProperty('recovered')
  await context.unroute(`${collector.url}/**`)
  await expect.poll(labels, { timeout: 60_000 }).toHaveLength(30)
  await expect.poll(() => stored(two), { timeout: 20_000 }).toEqual([])
  const arrived = collector.requests.flatMap(({ events }) => events)
  expect(arrived).toHaveLength(new Set(arrived.map(({ id }) => id)).size)
})

test('opting out wipes what this and other tabs stored, and stores only the choice', async ({ context }) => {
  const [one, two] = [await context.newPage(), await context.newPage()]
  await block(one)
  for (const tab of [one, two]) {
    await tab.goto(site.origin)
    await track(tab, 'mine', 5)
  }
  await expect.poll(() => stored(one)).toHaveLength(10)
  await one.evaluate(() => (window as unknown as { hushlog: Hush }).hushlog.optOut())
  await expect.poll(() => stored(one)).toEqual([])
  await context.unroute(`${collector.url}/**`)
  await expect
    .poll(() => stats(two))
    .toEqual({ captured: 5, delivered: 0, queued: 0, dropped: { opted_out: 5 } })
  await track(two, 'after', 1)
  await two.reload()
  expect(await two.evaluate(() => Object.keys(localStorage))).toEqual(['hushlog_consent'])
  expect(await two.evaluate(() => indexedDB.databases())).toEqual([])
  expect(collector.requests).toEqual([])
})

test('nothing is stored where that is not wanted', async ({ page }) => {
  await page.goto(`${site.origin}/memory`)
  await track(page, 'memory', 3)
  await expect.poll(labels).toHaveLength(3)
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([])
})

const refusals = {
  'IndexedDB and localStorage throw': () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    Object.defineProperty(window, 'indexedDB', { get: refuse })
    Object.defineProperty(window, 'localStorage', { get: refuse })
  },
  'IndexedDB never answers': () => {
    IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest
  },
  'the quota is used up': () => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    IDBObjectStore.prototype.put = full
    Storage.prototype.setItem = full
  },
  'there are no locks': () => {
    Object.defineProperty(navigator, 'locks', { value: undefined })
  },
  'locks are refused': () => {
    LockManager.prototype.request = () => Promise.reject(new DOMException('denied', 'SecurityError'))
  },
} as const

for (const [name, refuse] of Object.entries(refusals)) {
  test(`delivers all the same when ${name}`, async ({ page }) => {
    await page.addInitScript(refuse)
    await page.addInitScript(() =>
      addEventListener('unhandledrejection', () => console.error('policy: unhandled rejection')),
    )
    await page.goto(site.origin)
    await track(page, 'refused', 5)
    await page.waitForTimeout(700)
    await track(page, 'later', 5)
    await expect.poll(labels).toHaveLength(10)
    await page.evaluate(() => dispatchEvent(new Event('pagehide')))
    expect(await stats(page)).toMatchObject({ captured: 10, delivered: 10 })
  })
}

test('without locks a tab that is gone is known by its lease', async ({ context }) => {
  await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }))
  const first = await context.newPage()
  await first.goto(site.origin)
  await block(first)
  await track(first, 'leased', 3)
  await expect.poll(() => stored(first)).toHaveLength(3)
  await first.close()
  await context.unroute(`${collector.url}/**`)
  const next = await context.newPage()
  await next.goto(site.origin)
  await next.waitForTimeout(500)
  expect(labels()).toEqual([])
  const later = await context.newPage()
  await later.addInitScript(() => {
    const { now } = Date
    Date.now = () => now() + 6 * 60_000
  })
  await later.goto(site.origin)
  await expect.poll(labels).toEqual(numbered('leased', 3))
})

test('frozen for the way back, others deliver for it; back again it goes on', async ({ context }) => {
  const [one, two] = [await context.newPage(), await context.newPage()]
  await block(one)
  await one.goto(site.origin)
  await track(one, 'frozen', 5)
  await expect.poll(() => stored(one)).toHaveLength(5)
  await one.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
  await expect
    .poll(() => one.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name)))
    .toEqual([])
  await two.goto(site.origin)
  await expect.poll(() => stats(two)).toMatchObject({ recovered: 5 })
  await context.unroute(`${collector.url}/**`)
  await one.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await track(one, 'back', 5)
  await expect.poll(labels, { timeout: 60_000 }).toHaveLength(10)
  expect(collector.changed).toEqual([])
})
