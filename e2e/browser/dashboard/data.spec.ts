/** The place about data: what was refused and why, and what to check. */
import { acme } from '../../processes/collector-process.js'
import { expect, open, panel, test } from './demo-collector.js'

test('a refused event is shown with its code, path, origin, what was expected and what to do', async ({
  page,
  demo,
}) => {
  const response = await fetch(`${demo.url}/v1/events`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${acme.writeKey}`,
      'content-type': 'application/json',
      origin: 'https://shop.example',
    },
    body: JSON.stringify({ events: [{ id: '01KE5ZZZZZZZZZZZZZZZZZZZZZ', event: 'zqx_secret', v: 1 }] }),
  })
  expect(response.status).toBeLessThan(300)
  await open(page, demo, '?place=data&tenant=acme&range=7d&tz=UTC')
  const refused = panel(page, 'Refused')
  const row = refused.getByRole('row').filter({ hasText: 'https://shop.example' }).first()
  await expect(row.locator('code').first()).toHaveText(/^[a-z_]+$/)
  await row.locator('summary').press('Enter')
  await expect(row).toContainText('Do:')
  await expect(page.locator('body')).not.toContainText('zqx_secret')
})

test('versions of SDKs are those of the collector, and both kinds and clocks are told', async ({
  page,
  demo,
}) => {
  await open(page, demo, '?place=data&tenant=acme&range=7d&tz=UTC')
  const { rows } = await demo.ask<{ rows: { dimensions: (string | null)[]; metrics: number[] }[] }>(
    '/v1/query',
    {
      tenant: 'acme',
      date_range: '7d',
      time_zone: 'UTC',
      metrics: ['events'],
      dimensions: ['sdk', 'sdk_version'],
    },
  )
  const versions = panel(page, 'SDK versions')
  await expect(versions.locator('tbody tr')).toHaveCount(rows.length)
  await expect(versions).toContainText(new Intl.NumberFormat('en').format(rows[0]?.metrics[0] ?? Number.NaN))
  await expect(panel(page, 'What to check').locator('[data-figure=time_corrected]')).toBeVisible()
  await expect(panel(page, 'What to check')).toContainText('Exchanges told twice')
})
