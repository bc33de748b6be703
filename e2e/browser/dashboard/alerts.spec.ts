/** Alerts: what fires and why, and how to configure one. */
import { expect, isReady, open, panel, test } from './demo-collector.js'

interface Alerts {
  readonly alerts: readonly { readonly name: string; readonly state: string; readonly value: number | null }[]
}

test('an alert that fires says why, with its figure beside the threshold', async ({ page, demo }) => {
  const alerts = () => demo.ask<Alerts>('/v1/alerts?tenant=acme')
  await expect.poll(async () => (await alerts()).alerts[0]?.state, { timeout: 60_000 }).toBe('firing')
  const value = (await alerts()).alerts[0]?.value ?? Number.NaN
  await open(page, demo, '?place=alerts&tenant=acme&range=7d&tz=UTC')
  await expect(page.locator('.alerts-sum')).toHaveText('1 of 1 alert fires.')
  const alert = panel(page, 'much-traffic')
  await expect(alert).toContainText('Firing')
  await expect(alert.locator('strong')).toHaveText(new Intl.NumberFormat('en').format(value))
  await expect(alert).toContainText('It fires above 1')
  await alert.getByRole('application').focus()
  await page.keyboard.press('Home')
  await expect(alert.locator('[aria-live]')).toHaveText(/Events [\d,]+, Threshold \(above\) 1$/)
})

test('a tenant without alerts reads how to configure one', async ({ page, demo }) => {
  await open(page, demo, '?place=alerts&tenant=globex&range=7d&tz=UTC')
  await isReady(page)
  await expect(panel(page, 'No alerts are configured')).toContainText('query: { metrics: [no_match_rate] }')
})
