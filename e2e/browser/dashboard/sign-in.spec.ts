/** Signing in by the page: by keyboard, as the admin and as a tenant, from a link of another site, and out again. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { acme } from '../../processes/collector-process.js'
import { admin, expect, isReady, test } from './demo-collector.js'

test.use({ storageState: { cookies: [], origins: [] } })

const view = '/analytics?place=data&tenant=acme&range=7d&tz=UTC'

/** Fills in the form by the keyboard alone; the first field has the focus. */
async function signIn(page: Page, user: string, password: string) {
  await expect(page.getByLabel('Name')).toBeFocused()
  await page.keyboard.type(user)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
}

test('a person signs in by the keyboard and returns to the view', async ({ page, demo }) => {
  await page.goto(demo.url + view)
  await expect(page).toHaveTitle('Sign in · Hushlog')
  await signIn(page, 'admin', 'zqx-wrong')
  await expect(page.getByRole('alert')).toContainText('do not belong together')
  await signIn(page, admin.username, admin.password)
  await isReady(page)
  expect(page.url()).toContain(view)
})

test('a tenant sees itself alone, and signs out', async ({ page, demo }) => {
  await page.goto(`${demo.url}/analytics?place=data&range=7d&tz=UTC`)
  await signIn(page, acme.id, acme.readToken)
  await isReady(page)
  const me = () => page.evaluate(async () => (await fetch('/v1/me')).json())
  expect(await me()).toMatchObject({ admin: false, by: 'cookie', tenants: [{ id: 'acme' }] })
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await expect(page.getByText('Signed in as Acme')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveTitle('Sign in · Hushlog')
  await page.goto(demo.url + view)
  await expect(page).toHaveTitle('Sign in · Hushlog')
})

test('a session that ended leads back to what was shown', async ({ page, demo }) => {
  await page.goto(`${demo.url}/analytics?place=overview&range=7d&tz=UTC`)
  await signIn(page, acme.id, acme.readToken)
  await isReady(page)
  await page.context().clearCookies()
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('America/New York')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await signIn(page, acme.id, acme.readToken)
  await isReady(page)
  await expect(page).toHaveURL(/tz=America(%2F|\/)New_York/)
})

test('a link of another site opens the view of somebody who is signed in', async ({ page, demo }) => {
  await page.goto(demo.url + view)
  await signIn(page, admin.username, admin.password)
  await isReady(page)
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<a href="${demo.url}${view}">figures</a>`)
  })
  await new Promise<void>((resolve) => site.listen(0, resolve))
  await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)
  await page.getByRole('link').click()
  await isReady(page)
  expect(page.url()).toContain(view)
  site.close()
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 320, height: 640 },
  ])
    test(`axe finds no violation on the page: ${colorScheme}, ${viewport.width}`, async ({
      page,
      demo,
    }, info) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(viewport)
      await page.goto(`${demo.url}/sign-in`)
      await signIn(page, 'admin', 'zqx-wrong')
      await expect(page.getByRole('alert')).toBeVisible()
      await page.screenshot({ path: info.outputPath('sign-in.png') })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      for (const control of await page.locator('input:visible, button').all())
        expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id }) => id)).toEqual([])
    })
