/** The built script-tag bundle in Chromium against the same scripted collectors as the Node SDK. */
import { expect, type Page, test } from '@playwright/test'
import type { Driver } from '../conformance/driver.js'
import { judge } from '../conformance/judge.js'
import { conformanceCases, observe } from '../conformance/suite.js'
import { createSite, repositoryFile, type Site } from './site.js'

type Hush = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>
type Host = { hushlog: { createHushlog(options: object): Hush }; client: Hush }

/** A client on a page of its own; in memory, because what storage keeps beyond `shutdown` is not in the scripts. */
const inPage = (page: Page): Driver => ({
  name: 'sdk-browser',
  async start(options) {
    await page.evaluate((given) => {
      const host = window as unknown as Host
      host.client = host.hushlog.createHushlog({ persist: false, ...given })
    }, options)
    return {
      call: (method, ...args) =>
        page.evaluate(([name, given]) => (window as unknown as Host).client[name]?.(...given), [
          method,
          args,
        ] as const),
      trackMany: (count, event, fields) =>
        page.evaluate(
          ([times, name, given]) => {
            const { client } = window as unknown as Host
            for (let i = 0; i < times; i++) client.trackEvent?.(name, given)
          },
          [count, event, fields] as const,
        ),
    }
  },
})

/** A site that lets its pages send anywhere: each case has a collector of its own. */
let site: Site

test.beforeAll(async () => {
  site = await createSite(
    {
      '/': '<!doctype html><html lang="en"><title>Page</title><script src="/dist/hushlog.js"></script></html>',
      '/dist/': repositoryFile('packages/sdk-browser/dist/'),
    },
    ['http://127.0.0.1:*'],
  )
})

test.afterAll(() => site.close())

for (const given of conformanceCases) {
  test(`${given.id}: ${given.description}`, async ({ page }) => {
    await page.goto(site.origin)
    expect(judge(given, await observe(inPage(page), given))).toEqual([])
  })
}
