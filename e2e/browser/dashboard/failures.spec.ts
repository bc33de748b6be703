/** Checks what the dashboard shows when the collector gives no answer. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, isReady, open, test } from './demo-collector.js'

const week = '?place=overview&tenant=acme&range=7d&tz=UTC'

/** Answers every question of the page with a status, or cuts the connection. */
const answerWith = (page: Page, status: number | 'cut') =>
  page.route(/\/v1\/(query|me)|\/reports\/|\/analytics\/data/, (route) =>
    status === 'cut' ? route.abort() : route.fulfill({ status, body: '' }),
  )

for (const [status, heading] of [
  [401, 'Please sign in again'],
  [404, 'No such tenant'],
  [503, 'The collector cannot answer just now'],
  [500, 'The collector gave an unexpected answer'],
  ['cut', 'The collector does not answer'],
] as const)
  test(`the page says what to do: ${status}`, async ({ page, demo }) => {
    await answerWith(page, status)
    await page.goto(`${demo.url}/analytics${week}`)
    await expect(page.getByRole('heading', { name: heading })).toBeVisible()
    await expect(page.getByRole('status')).toHaveText('No figures')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })

test('figures stay when the collector stops, and are asked for again', async ({ page, demo }) => {
  await open(page, demo, week)
  const questions = (await page.locator('[data-metric=questions]').textContent()) ?? ''
  await answerWith(page, 503)
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('America/New York')
  await expect(page.getByRole('status')).toHaveText('Not updating')
  await expect(page.locator('[data-metric=questions]')).toHaveText(questions)
  await page.unroute(/\/v1\/(query|me)|\/reports\/|\/analytics\/data/)
  await expect(page.getByRole('status')).toHaveText(/Live|Polling/)
  await isReady(page)
})
