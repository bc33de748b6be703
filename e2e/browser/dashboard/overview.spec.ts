/** The pages of the dashboard on a collector with a history: what they show is what the collector answers. */
import AxeBuilder from '@axe-core/playwright'
import { expect, isReady, open, panel, test } from './demo-collector.js'

interface Answer {
  readonly rows: readonly {
    readonly dimensions: readonly unknown[]
    readonly metrics: readonly (number | null)[]
  }[]
}

const week = '?place=overview&tenant=acme&range=7d&tz=Europe/Zurich'
const query = { tenant: 'acme', date_range: '7d', time_zone: 'Europe/Zurich' }
const count = (n: number | null | undefined) => new Intl.NumberFormat('en').format(n ?? Number.NaN)

test('the headline figures are those of the collector', async ({ page, demo }) => {
  await open(page, demo, week)
  const { rows } = await demo.ask<Answer>('/v1/query', {
    ...query,
    metrics: ['questions', 'users', 'failures'],
  })
  const [questions, users, failures] = rows[0]?.metrics ?? []
  expect(questions).toBeGreaterThan(0)
  await expect(page.locator('[data-metric=questions]')).toHaveText(count(questions))
  await expect(page.locator('[data-metric=users]')).toHaveText(count(users))
  await expect(page.locator('[data-metric=failures]')).toHaveText(count(failures))
  await expect(page).toHaveTitle('Overview · Acme · Last 7 days · Hushlog')
})

test('a click on a bar filters every figure, and Back takes it back', async ({ page, demo }) => {
  await open(page, demo, week)
  const topic = panel(page, 'Topics').getByRole('button', { pressed: false }).first()
  const name = (await topic.locator('bdi').textContent()) ?? ''
  const before = (await page.locator('[data-metric=questions]').textContent()) ?? ''
  await topic.click()
  await expect(page.getByRole('button', { name: `Remove the filter topic is ${name}` })).toBeVisible()
  const { rows } = await demo.ask<Answer>('/v1/query', {
    ...query,
    metrics: ['questions'],
    filters: [['is', 'topic', [name]]],
  })
  await expect(page.locator('[data-metric=questions]')).toHaveText(count(rows[0]?.metrics[0]))
  await page.goBack()
  await expect(page.getByRole('region', { name: 'Filters' })).toHaveCount(0)
  await expect(page.locator('[data-metric=questions]')).toHaveText(before)
})

test('a chart is also a table, and its points are read out', async ({ page, demo }) => {
  await open(page, demo, week)
  const chart = panel(page, 'Questions')
  await chart.getByRole('application').focus()
  await page.keyboard.press('Home')
  await expect(chart.locator('[aria-live]')).toHaveText(/Questions \d/)
  const said = (await chart.locator('[aria-live]').textContent()) ?? ''
  await page.keyboard.press('ArrowRight')
  await expect(chart.locator('[aria-live]')).not.toHaveText(said)
  await chart.locator('summary').click()
  await chart.getByRole('button', { name: /Show as table/ }).click()
  await expect(chart.locator('tbody tr')).toHaveCount(7)
  const { rows } = await demo.ask<Answer>('/v1/query', {
    ...query,
    metrics: ['questions'],
    dimensions: ['time:day'],
  })
  await expect(chart.locator('tbody tr').first().locator('td')).toContainText(count(rows[0]?.metrics[0]))
})

test('the period, the comparison and the zone are in the address', async ({ page, demo }) => {
  await open(page, demo, week)
  await page.locator('summary', { hasText: 'Period: ' }).click()
  await page.getByRole('button', { name: 'Last 30 days' }).click()
  await expect(page).toHaveURL(/range=30d/)
  await expect(page).toHaveTitle(/Last 30 days/)
  await page.locator('summary', { hasText: 'Comparison: ' }).click()
  await page.getByRole('button', { name: 'No comparison' }).click()
  await expect(page).toHaveURL(/compare=none/)
  await isReady(page)
  await expect(page.locator('.tile .delta')).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('UTC')
  await expect(page).toHaveURL(/tz=UTC/)
})

test('an address of the former dashboard shows the same days', async ({ page, demo }) => {
  await open(page, demo, '?days=30&tenant=globex')
  await expect(page).toHaveURL(/range=30d&tz=UTC/)
  await expect(page).toHaveTitle('Overview · Globex · Last 30 days · Hushlog')
})

test('an address with credentials works', async ({ page, demo }) => {
  await page.goto(`${demo.url.replace('://', '://admin:wrong@')}/analytics${week}`)
  await isReady(page)
  await expect(page.locator('[data-metric=questions]')).toBeVisible()
})

/** Figures of places, as their tiles have them. */
for (const [place, metrics] of [
  ['conversations', ['sessions', 'uploads']],
  ['quality', ['no_matches']],
  ['automation', ['automated_replies', 'incidents']],
] as const)
  test(`the figures are those of the collector: ${place}`, async ({ page, demo }) => {
    await open(page, demo, `?place=${place}&tenant=globex&range=30d&tz=UTC`)
    const { rows } = await demo.ask<Answer>('/v1/query', {
      tenant: 'globex',
      date_range: '30d',
      time_zone: 'UTC',
      metrics,
    })
    for (const [i, metric] of metrics.entries())
      await expect(page.locator(`[data-metric=${metric}]`)).toHaveText(count(rows[0]?.metrics[i]))
    // A question that is refused shows a way to try again.
    await expect(page.locator('main .panel .nothing button')).toHaveCount(0)
  })

/** Every place is looked at in both color schemes, and as wide and as narrow as it gets. */
const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 320, height: 800 } },
] as const

for (const { colorScheme, viewport } of looks)
  for (const place of ['overview', 'conversations', 'quality', 'speed', 'automation', 'explore', 'data'])
    test(`axe finds no violation, and the page fits: ${place}, ${colorScheme}, ${viewport.width}`, async ({
      page,
      demo,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize(viewport)
      await open(page, demo, `?place=${place}&tenant=acme&range=30d&tz=UTC`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(', ')}`)).toEqual([])
    })
