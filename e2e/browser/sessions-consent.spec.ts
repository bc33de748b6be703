/** A session over its tabs and its end, and a person who has not answered yet. */
import { expect, type Page, test } from '@playwright/test'
import { type FakeCollector, startFakeCollector } from '../conformance/fake-collector.js'
import { createSite, repositoryFile, type Site } from './site.js'

type Hush = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>

let collector: FakeCollector
let site: Site

test.beforeEach(async () => {
  collector = await startFakeCollector()
  const pageWith = (attributes: string) => `<!doctype html><html lang="en"><title>Page</title>
    <script src="/dist/hushlog.js" data-endpoint="${collector.url}" data-write-key="hlw_page"
    data-flush-interval="50" ${attributes}></script></html>`
  site = await createSite(
    {
      '/': pageWith(''),
      '/pending': pageWith('data-consent="pending"'),
      '/dist/': repositoryFile('packages/sdk-browser/dist/'),
    },
    ['http://127.0.0.1:*'],
  )
})

test.afterEach(async () => {
  await site.close()
  await collector.close()
})

const events = () => [...collector.stored.values()]
const names = () => events().map(({ event }) => event)
const call = (page: Page, method: string, ...args: readonly unknown[]) =>
  page.evaluate(([name, given]) => (window as unknown as { hushlog: Hush }).hushlog[name]?.(...given), [
    method,
    args,
  ] as const)
const traces = (page: Page) =>
  page.evaluate(async () => ({ ...localStorage, databases: (await indexedDB.databases()).length }))

test('a session ends once, with the totals of all tabs, under its own id', async ({ context }) => {
  await context.addInitScript(() => {
    const { now } = Date
    Date.now = () => now() + Number(Reflect.get(window, 'ahead') ?? 0)
  })
  const [one, two] = [await context.newPage(), await context.newPage()]
  for (const tab of [one, two]) {
    await tab.goto(site.origin)
    await call(tab, 'track', 'user_query', { query_length: 5 })
  }
  await call(two, 'trackEvent', 'agent_response', { response_length: 5 })
  await call(two, 'track', 'file_upload', { file_size: 5 })
  const id = await call(one, 'sessionId')
  expect(await call(two, 'sessionId')).toBe(id)
  await expect.poll(names).toHaveLength(7)
  for (const tab of [one, two]) await tab.evaluate(() => Reflect.set(window, 'ahead', 31 * 60_000))
  for (const tab of [one, two]) await call(tab, 'track', 'bubble_opened')
  await expect.poll(names).toHaveLength(11)
  expect(names().filter((name) => name === 'session_start')).toHaveLength(2)
  const ends = events().filter(({ event }) => event === 'session_end')
  expect(ends).toMatchObject([
    { session_id: id, total_queries: 2, total_uploads: 1, chat_messages: 3, end_reason: 'timeout' },
  ])
  expect(Date.parse(String(ends[0]?.ts))).toBeLessThan(Date.now() + 60_000)
  const next = await call(one, 'sessionId')
  expect(next).not.toBe(id)
  await call(one, 'reset')
  await expect.poll(() => events().at(-1)).toMatchObject({ session_id: next, end_reason: 'reset' })
})

test('until the person answers nothing is stored or sent; a yes sends what waited', async ({ page }) => {
  await page.goto(`${site.origin}/pending`)
  expect(await call(page, 'track', 'bubble_opened')).toBe(true)
  await page.evaluate(() => dispatchEvent(new Event('pagehide')))
  await page.waitForTimeout(700)
  expect(await traces(page)).toEqual({ databases: 0 })
  expect(await call(page, 'sessionId')).toBeUndefined()
  expect(collector.requests).toEqual([])
  await call(page, 'optIn')
  await expect.poll(names).toEqual(['session_start', 'page_view', 'bubble_opened'])
  const id = await call(page, 'sessionId')
  expect(events().map(({ session_id }) => session_id)).toEqual([id, id, id])
  await page.reload()
  await expect.poll(names).toHaveLength(4)
  expect(events().at(-1)).toMatchObject({ event: 'page_view', session_id: id })
})

test('a no drops what waited, and holds on the next page', async ({ page }) => {
  await page.goto(`${site.origin}/pending`)
  await call(page, 'optOut')
  await page.reload()
  await page.waitForTimeout(300)
  expect(await traces(page)).toEqual({ hushlog_consent: 'out', databases: 0 })
  expect(await call(page, 'stats')).toMatchObject({ dropped: { opted_out: 1 } })
  expect(collector.requests).toEqual([])
})
