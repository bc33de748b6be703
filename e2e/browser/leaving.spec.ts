/**
 * Events that are tracked just before a navigation, a closed tab or a reload arrive once, without a
 * preflight, from a page of another origin, by script tag and by npm import.
 */
import { expect, type Page, test } from '@playwright/test'
import { acme, type CollectorProcess, startCollector } from '../processes/collector-process.js'
import { allDelivered, readMetric, readObjects, type StoredEvent } from '../stores/read-stores.js'
import { createSite, repositoryFile, type Site } from './site.js'

interface Hush {
  track(event: string, fields?: object): boolean
  stats(): { readonly captured: number }
}

let collector: CollectorProcess
let site: Site

test.beforeAll(async () => {
  collector = await startCollector()
  const attributes = `data-collector="${collector.url}" data-key="${acme.writeKey}"`
  site = await createSite(
    {
      // The next flush is an hour away: events that arrive were sent because the page went away.
      '/tag': `<!doctype html><html lang="en"><title>Tag</title><script async src="${collector.url}/v1/hushlog.js"
        data-write-key="${acme.writeKey}" data-flush-interval="3600000"></script><a href="/next">Next</a></html>`,
      '/npm': `<!doctype html><html lang="en" ${attributes}><title>npm</title>
        <script type="module" src="/e2e/browser/pages/npm.js"></script><a href="/next">Next</a></html>`,
      '/next': '<!doctype html><html lang="en"><title>Next</title><p>Another page.</p></html>',
      '/packages/sdk-browser/dist/': repositoryFile('packages/sdk-browser/dist/'),
      '/e2e/browser/pages/': repositoryFile('e2e/browser/pages/'),
    },
    [collector.url],
  )
})

test.afterAll(async () => {
  await site.close()
  await collector.dispose()
})

/** Waits for the SDK, then tracks `count` events that carry the label. */
async function trackOn(page: Page, label: string, count: number): Promise<void> {
  await page.waitForFunction(() => {
    const host = window as unknown as { hush?: Hush; hushlog?: Hush }
    return (host.hush ?? host.hushlog)?.stats !== undefined
  })
  await page.evaluate(
    ([text, times]) => {
      const host = window as unknown as { hush?: Hush; hushlog?: Hush }
      const hush = host.hush ?? host.hushlog
      for (let i = 0; i < Number(times); i++)
        hush?.track('cta_clicked', { label: text, target: `/step/${i}` })
    },
    [label, count] as const,
  )
}

async function stored(label: string): Promise<StoredEvent[]> {
  await allDelivered(collector.url)
  return (await readObjects(collector.exportDir)).filter((event) => event.label === label)
}

async function expectOnce(label: string, count: number): Promise<void> {
  await expect.poll(async () => (await stored(label)).length, { timeout: 30_000 }).toBe(count)
  const events = await stored(label)
  expect(new Set(events.map(({ id }) => id)).size).toBe(count)
}

const leave = {
  'follows a link': (page: Page) => page.getByRole('link', { name: 'Next' }).click(),
  reloads: (page: Page) => page.reload(),
  'goes to another site': (page: Page) => page.goto('about:blank'),
  'closes the tab': (page: Page) => page.close({ runBeforeUnload: true }),
} as const

for (const install of ['tag', 'npm'] as const) {
  for (const [way, go] of Object.entries(leave)) {
    test(`${install}: what is tracked before the person ${way} arrives once`, async ({ context }) => {
      const page = await context.newPage()
      const preflights: string[] = []
      context.on('request', (request) => {
        if (request.method() === 'OPTIONS') preflights.push(request.url())
      })
      const label = `${install}-${way.replaceAll(' ', '-')}`
      await page.goto(`${site.origin}/${install}`)
      await trackOn(page, label, 20)
      expect(await stored(label)).toEqual([])
      await go(page)
      await expectOnce(label, 20)
      expect(preflights).toEqual([])
    })
  }
}

test('the collector refused nothing', async () => {
  expect(await readMetric(collector.url, 'hushlog_events_rejected_total')).toBe(0)
})
