/** Checks that what a browser loads before it shows the first page is small. */
import { expect, isReady, test } from './demo-collector.js'

/** Bytes as they are sent, compressed: script, styles, icon and page, without answers of the API. */
const BUDGET = 100_000

test('the first page takes at most 100 kB', async ({ page, demo }) => {
  const loaded = new Map<string, Promise<number>>()
  page.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/analytics/assets/') || pathname === '/analytics')
      loaded.set(
        pathname,
        request.sizes().then(({ responseBodySize }) => responseBodySize),
      )
  })
  await page.goto(`${demo.url}/analytics?place=overview&tenant=acme&range=30d&tz=UTC`)
  await isReady(page)
  await expect(page.locator('main canvas').first()).toBeVisible()
  const sizes = await Promise.all(loaded.values())
  expect(sizes.length).toBeGreaterThan(2)
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(BUDGET)
})
