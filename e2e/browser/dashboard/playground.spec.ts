/** The playground shows what would leave of a text. It works in the page and sends nothing. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, open, test } from './demo-collector.js'

/** Collects the paths of requests after the page was opened. */
let requests: string[]

test.beforeEach(async ({ page, demo }) => {
  requests = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  await open(page, demo, '?place=data&tenant=acme&range=7d&tz=UTC')
})

const openPlayground = async (page: Page) => {
  await page.locator('summary', { hasText: 'Try the sanitizer' }).press('Enter')
  await page.getByLabel('Your text').waitFor()
}
const found = (page: Page) => page.getByRole('region', { name: 'What was found' })
const left = (page: Page) => page.getByRole('region', { name: 'What would leave' })

test('the playground loads when it is opened, shows each finding with its rule, and sends nothing', async ({
  page,
}) => {
  expect(requests.filter((path) => path.includes('playground'))).toEqual([])
  await openPlayground(page)
  expect(requests.filter((path) => path.includes('playground')).length).toBeGreaterThan(0)
  requests = []
  await page.getByLabel('Your text').fill('I am ada@example.com at 192.0.2.17 <img src=x onerror=alert(1)>')
  await expect(left(page)).toContainText('I am [email] at [ip] <img src=x onerror=alert(1)>')
  await expect(found(page).locator('mark')).toHaveText([
    /^ada@example\.com \(.*mail.*\)/i,
    /^192\.0\.2\.17 \(.*IP.*\)/i,
  ])
  await expect(page.getByText(/2 findings: /)).toBeVisible()
  // The rules of a page leave addresses of this kind to the collector.
  await page.getByLabel('In pages').check()
  await expect(left(page)).toContainText('I am [email] at 192.0.2.17')
  await page.getByLabel('Your text').fill('nothing to see')
  await expect(page.getByText('Nothing was found')).toBeVisible()
  expect(requests).toEqual([])
  expect(await page.evaluate(() => JSON.stringify(localStorage) + location.href)).not.toContain('ada')
})

test('the playground works with the keyboard', async ({ page }) => {
  await openPlayground(page)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Use an example' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(found(page).locator('mark').first()).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Your text')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByLabel('In pages')).toBeChecked()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds no violation, and it fits on 320 pixels: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await openPlayground(page)
    await page.getByRole('button', { name: 'Use an example' }).click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(', ')}`)).toEqual([])
    await page.setViewportSize({ width: 320, height: 800 })
    await page.getByLabel('Your text').fill(`${'x'.repeat(5000)} ada@example.com`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })
