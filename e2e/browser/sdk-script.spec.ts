/**
 * The script tag on a page: the stub, page views and sessions, marked clicks, consent and refused storage.
 */
import { expect, type Page, test } from '@playwright/test'
import { type FakeCollector, startFakeCollector } from '../conformance/fake-collector.js'
import { createSite, repositoryFile, type Site } from './site.js'

type Hush = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>

let collector: FakeCollector
let site: Site

const stub = `(function(w,h){if(!w.hushlog){h=w.hushlog={q:[]};'track trackEvent identify reset optIn optOut'.split(' ').forEach(
function(n){h[n]=function(){h.q.push([n,arguments])}})}})(window)`

test.beforeEach(async () => {
  collector = await startFakeCollector()
  const tag = (attributes: string) =>
    `<script async src="/dist/hushlog.js" data-endpoint="${collector.url}" data-write-key="hlw_page"
      data-flush-interval="50" ${attributes}></script>`
  site = await createSite(
    {
      '/plain': `<!doctype html><html lang="en"><title>Chat</title>${tag('')}
        <a href="#x" data-hushlog-event="cta_clicked" data-hushlog-label="Buy" data-hushlog-target="/buy?user=ada">
        <b>Buy now</b></a><button data-hushlog-event="feature_used" data-hushlog-feature-name="export">Export</button></html>`,
      '/quiet': `<!doctype html><html lang="en"><title>Quiet</title>${tag('data-auto-track="false"')}</html>`,
      '/stub.js': `${stub}
        window.early = window.hushlog
        hushlog.identify('ada@example.com')
        hushlog.track('bubble_opened')
        hushlog.trackEvent('feature_used', { feature: 'early' })
        hushlog.reset()
        hushlog.track('bubble_closed')`,
      '/stub': `<!doctype html><html lang="en"><title>Stub</title><script src="/stub.js"></script>
        ${tag('data-auto-track="false"')}</html>`,
      '/bare': `<!doctype html><html lang="en"><title>Bare</title><script src="/stub.js"></script>
        <script src="/dist/hushlog.js" data-nscript="afterInteractive"></script></html>`,
      '/odd': `<!doctype html><html lang="en"><title>Odd</title>${tag('data-sample-rate="abc"')}</html>`,
      '/prepare.js': `Object.defineProperty(document, 'prerendering', { get: () => !window.isShown })`,
      '/prepared': `<!doctype html><html lang="en"><title>Prepared</title><script src="/prepare.js"></script>
        ${tag('')}</html>`,
      '/npm': `<!doctype html><html lang="en" data-collector="${collector.url}" data-key="hlw_page">
        <title>Twice</title>${tag('data-auto-track="true"').replace('async', '')}
        <script type="module" src="/e2e/browser/pages/npm.js"></script></html>`,
      '/npm-first': `<!doctype html><html lang="en" data-collector="${collector.url}" data-key="hlw_page">
        <title>Twice</title><script type="module" src="/e2e/browser/pages/npm.js"></script>
        ${tag('defer').replace('async', '')}</html>`,
      '/npm-twice': `<!doctype html><html lang="en" data-collector="${collector.url}" data-key="hlw_page">
        <title>Twice</title><script type="module" src="/e2e/browser/pages/npm.js"></script>
        <script type="module" src="/e2e/browser/pages/npm-again.js"></script></html>`,
      '/dist/': repositoryFile('packages/sdk-browser/dist/'),
      '/packages/': repositoryFile('packages/'),
      '/e2e/': repositoryFile('e2e/'),
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

async function open(page: Page, path: string) {
  await page.goto(site.origin + path)
  await page.waitForFunction(() => (window as unknown as { hushlog?: Hush }).hushlog?.stats !== undefined)
}

const call = (page: Page, method: string, ...args: readonly unknown[]) =>
  page.evaluate(([name, given]) => (window as unknown as { hushlog: Hush }).hushlog[name]?.(...given), [
    method,
    args,
  ] as const)

test('the script tracks the session and the page by itself, with the context and without a preflight', async ({
  page,
}) => {
  await open(page, '/plain?email=ada@example.com')
  await expect.poll(names).toEqual(['session_start', 'page_view'])
  const [start, view] = events()
  expect(view).toMatchObject({
    session_id: start?.session_id,
    context: {
      sdk: 'browser',
      page_path: '/plain',
      page_title: 'Chat',
      locale: 'en-US',
      time_zone: 'America/New_York',
    },
  })
  // The request's header has it already.
  expect(start).not.toHaveProperty('user_agent')
  expect(view).not.toHaveProperty('context.device_class')
  expect(JSON.stringify(collector.requests)).not.toContain('ada@example.com')
  expect(collector.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v1/events?key=hlw_page',
  ])
  expect(collector.requests[0]?.headers).toMatchObject({
    'content-type': 'text/plain;charset=UTF-8',
    origin: site.origin,
    'user-agent': await page.evaluate(() => navigator.userAgent),
  })
})

test('another tab is in the same session, and a page without auto tracking sends nothing', async ({
  page,
  context,
}) => {
  await open(page, '/plain')
  await expect.poll(names).toHaveLength(2)
  await open(await context.newPage(), '/plain')
  await expect.poll(names).toEqual(['session_start', 'page_view', 'page_view'])
  expect(new Set(events().map(({ session_id }) => session_id)).size).toBe(1)
  const quiet = await context.newPage()
  await open(quiet, '/quiet')
  await quiet.waitForTimeout(200)
  expect(names()).toHaveLength(3)
})

test('a route of a single-page application is a page view', async ({ page }) => {
  await open(page, '/plain')
  await expect.poll(names).toHaveLength(2)
  await page.evaluate(() => history.pushState({}, '', '/plain/next?step=2'))
  await expect.poll(names).toEqual(['session_start', 'page_view', 'page_view'])
  expect(events()[2]).toMatchObject({ context: { page_path: '/plain/next' } })
})

test('a page may set its path, but not the SDK and the rules of the context', async ({ page }) => {
  await open(page, '/quiet')
  const context = { sdk: 'other', sdk_version: '9', rules: '9', page_path: '/chat' }
  await call(page, 'track', 'page_view', { context })
  await expect.poll(names).toEqual(['page_view'])
  const seen = events()[0]?.context
  expect(seen).toMatchObject({ sdk: 'browser', page_path: '/chat', page_title: 'Quiet' })
  expect(seen).not.toMatchObject({ sdk_version: '9' })
  expect(seen).not.toMatchObject({ rules: '9' })
})

test('marked elements are tracked without code', async ({ page }) => {
  await open(page, '/plain')
  await page.getByText('Buy now').click()
  await page.getByText('Export').click()
  await expect.poll(names).toHaveLength(4)
  expect(events()[2]).toMatchObject({ event: 'cta_clicked', label: 'Buy', target: '/buy' })
  expect(events()[3]).toMatchObject({
    event: 'custom',
    name: 'feature_used',
    properties: { feature_name: 'export' },
  })
})

test('a marked element in an open shadow root is tracked', async ({ page }) => {
  await open(page, '/quiet')
  await page.evaluate(() => {
    const root = document.body.attachShadow({ mode: 'open' })
    const button = document.createElement('button')
    button.textContent = 'Inside'
    button.dataset.hushlogEvent = 'cta_clicked'
    root.append(button)
  })
  await page.getByText('Inside').click()
  await expect.poll(names).toContain('cta_clicked')
})

test('a view has the title that the router sets after the path, and a redirect is one view', async ({
  page,
}) => {
  await open(page, '/plain')
  await expect.poll(names).toHaveLength(2)
  await page.evaluate(() => {
    history.pushState({}, '', '/guard')
    history.replaceState({}, '', '/orders')
    history.replaceState({ scroll: 1 }, '', '/orders')
    setTimeout(() => {
      document.title = 'Orders'
    }, 30)
  })
  await expect.poll(names).toHaveLength(3)
  await page.waitForTimeout(400)
  expect(names()).toEqual(['session_start', 'page_view', 'page_view'])
  expect(events()[2]).toMatchObject({ context: { page_path: '/orders', page_title: 'Orders' } })
})

test('a document that is prepared in advance is not counted before it is shown', async ({ page }) => {
  await open(page, '/prepared')
  await call(page, 'track', 'widget_loaded')
  await page.waitForTimeout(300)
  expect(names()).toEqual([])
  expect(await call(page, 'stats')).toMatchObject({ captured: 0 })
  await page.evaluate(() => {
    Reflect.set(window, 'isShown', true)
    document.dispatchEvent(new Event('prerenderingchange'))
  })
  await expect.poll(() => names().sort()).toEqual(['page_view', 'session_start', 'widget_loaded'])
})

test('without its attributes the script throws nothing, says so, and calls go on waiting', async ({
  page,
}) => {
  const errors: string[] = []
  const said: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => said.push(message.text()))
  await page.goto(`${site.origin}/bare`)
  await call(page, 'track', 'bubble_opened')
  expect(errors).toEqual([])
  expect(said.join()).toContain('data-write-key')
  expect(await page.evaluate(() => (Reflect.get(window, 'hushlog') as { q: unknown[] }).q.length)).toBe(6)
})

test('an option of a wrong type has its default, and the console names it', async ({ page }) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await open(page, '/odd')
  await expect.poll(names).toEqual(['session_start', 'page_view'])
  expect(said.join()).toContain('wrong option sampleRate')
})

test('the package joins the client of the script tag', async ({ page }) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await open(page, '/npm')
  await page.waitForFunction(() => Reflect.has(window, 'hush'))
  expect(await page.evaluate(() => Reflect.get(window, 'hush') === Reflect.get(window, 'hushlog'))).toBe(true)
  await page.waitForTimeout(300)
  expect(names()).toEqual(['session_start', 'page_view'])
  expect(said.join()).toContain('created twice')
})

for (const [path, other, said] of [
  ['/npm-first', 'hushlog', ''],
  ['/npm-twice', 'again', 'created twice'],
] as const)
  test(`a page has one client, whichever comes first: ${path}`, async ({ page }) => {
    const lines: string[] = []
    page.on('console', (message) => lines.push(message.text()))
    await page.goto(site.origin + path)
    await page.waitForFunction((name) => Reflect.has(window, name), other)
    const counts = await page.evaluate(async (name) => {
      const [first, second] = ['hush', name].map((one) => Reflect.get(window, one) as Hush)
      second?.track?.('bubble_opened')
      await first?.flush?.(5000)
      return [first?.stats?.(), second?.stats?.()]
    }, other)
    expect(counts[0]).toMatchObject({ captured: 3, delivered: 3 })
    expect(counts[1]).toEqual(counts[0])
    await page.waitForTimeout(300)
    expect(names().sort()).toEqual(['bubble_opened', 'page_view', 'session_start'])
    expect(lines.join()).toContain(said)
  })

test('calls on the stub are replayed in order, and the stub becomes the client', async ({ page }) => {
  await open(page, '/stub')
  expect(await page.evaluate(() => Reflect.get(window, 'early') === Reflect.get(window, 'hushlog'))).toBe(
    true,
  )
  await call(page, 'track', 'bubble_opened')
  await expect
    .poll(() => names().filter((name) => name !== 'session_start'))
    .toEqual(['bubble_opened', 'custom', 'bubble_closed', 'bubble_opened'])
  const users = events().map(({ user }) => user)
  expect(users[0]).toMatch(/^hu_[0-9a-f]{32}$/)
  expect(users[1]).toBe(users[0])
  expect(users.slice(2)).toEqual([undefined, undefined])
})

test('opting out keeps nothing but the choice, also on the next page', async ({ page }) => {
  await open(page, '/plain')
  await expect.poll(names).toHaveLength(2)
  await call(page, 'optOut')
  expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({ hushlog_consent: 'denied' })
  await open(page, '/plain')
  await page.waitForTimeout(200)
  expect(await call(page, 'stats')).toMatchObject({ delivered: 0, queued: 0, dropped: { opted_out: 1 } })
  expect(collector.requests).toHaveLength(1)
})

test('the script works where storage is refused', async ({ page }) => {
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('refused', 'SecurityError')
    }
    Object.defineProperty(window, 'localStorage', { get: refuse })
  })
  await open(page, '/plain')
  await call(page, 'track', 'bubble_opened')
  await expect.poll(names).toEqual(['session_start', 'page_view', 'bubble_opened'])
  expect(new Set(events().map(({ session_id }) => session_id)).size).toBe(1)
  expect(errors).toEqual([])
})
