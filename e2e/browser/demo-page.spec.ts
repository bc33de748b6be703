/** The demo page is accessible, keeps its policy and fits any width. Its collector only answers. */
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { type DemoProcess, startDemo } from '../processes/demo-process.js'
import { collectComplaints, createSite, repositoryFile, type Site } from './site.js'

let collector: Site
let demo: DemoProcess

test.beforeEach(async () => {
  collector = await createSite({ '/v1/hushlog.js': repositoryFile('packages/sdk-browser/dist/hushlog.js') })
  demo = await startDemo(collector.origin, 'hlw_standin', 0)
})

test.afterEach(async () => {
  await demo.stop()
  await collector.close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no violation, ${colorScheme}`, async ({ page, context }) => {
    const complaints = await collectComplaints(context)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto(demo.url)
    await page.getByRole('button', { name: 'Do you have a shop in Lisbon?' }).click()
    await expect(page.getByText('I have no answer to that yet')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(', ')}`)).toEqual([])
    expect(complaints).toEqual([])
  })
}

test('the page fits on 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 })
  await page.goto(demo.url)
  await page.getByLabel('Your message').fill('Where?')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('the chat closes and opens by keyboard', async ({ page }) => {
  await page.goto(demo.url)
  const toggle = page.locator('#chat-close')
  await toggle.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Your message')).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Your message')).toBeFocused()
})
