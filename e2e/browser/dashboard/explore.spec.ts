/** Explore: any metric by any dimension, as the collector answers it, with refusals at their controls. */
import AxeBuilder from '@axe-core/playwright'
import { type Demo, expect, isAnswering, isReady, open, panel, test } from './demo-collector.js'

interface Answer {
  readonly rows: readonly {
    readonly dimensions: readonly unknown[]
    readonly metrics: readonly (number | null)[]
  }[]
}

const explore = '?place=explore&tenant=acme&range=7d&tz=UTC&compare=none'
const query = { tenant: 'acme', date_range: '7d', time_zone: 'UTC' }
const count = (n: number | null | undefined) => new Intl.NumberFormat('en').format(n ?? Number.NaN)
const group = (page: import('@playwright/test').Page, name: string) =>
  page.getByRole('region', { name, exact: true })

/** Opens a question that is refused: its figures are hidden, and its control says why. */
async function openRefused(page: import('@playwright/test').Page, demo: Demo, search: string): Promise<void> {
  await page.goto(`${demo.url}/analytics${search}`)
  await expect(page.getByRole('alert')).toBeVisible()
}

test.beforeEach(({ demo }) => isAnswering(demo))

test('a metric and a dimension are found by search, and the figures are those of the collector', async ({
  page,
  demo,
}) => {
  await open(page, demo, explore)
  const metrics = group(page, 'Metrics')
  await metrics.getByRole('button', { name: 'Remove Events' }).click()
  await metrics.locator('summary').click()
  await expect(metrics.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('answers without a match')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/metric=no_match/)
  await metrics.locator('summary').click()
  await expect(page.locator('details[open] input[type=search]')).toBeFocused()
  await page.keyboard.type('answers')
  await metrics
    .getByRole('button', { name: /^Answers / })
    .first()
    .click()
  await expect(metrics.getByText('Number of agent_response and message_sent events.')).toBeVisible()
  const by = group(page, 'By')
  await by.getByRole('button', { name: 'Remove Time' }).click()
  await by.locator('summary').click()
  await expect(page.locator('details[open] input[type=search]')).toBeFocused()
  await page.keyboard.type('topic')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/by=topic/)
  await isReady(page)
  const ids = new URL(page.url()).searchParams.get('metric')?.split(',') ?? []
  expect(ids).toContain('answers')
  const { rows } = await demo.ask<Answer>('/v1/query', { ...query, metrics: ids, dimensions: ['topic'] })
  expect(rows.length).toBeGreaterThan(5)
  const shown = page.locator('#chart-explored tbody tr')
  await expect(shown).toHaveCount(rows.length)
  const at = ids.indexOf('answers')
  for (const [i, row] of rows.slice(0, 5).entries()) {
    await expect(shown.nth(i).locator('th')).toHaveText(String(row.dimensions[0]))
    await expect(shown.nth(i).locator('td').nth(at)).toHaveText(count(row.metrics[at]))
  }
  await page.reload()
  await expect(shown).toHaveCount(rows.length)
  await page.goBack()
  await expect(page).not.toHaveURL(/by=topic/)
})

test('only dimensions that go with all chosen metrics are offered', async ({ page, demo }) => {
  await open(page, demo, `${explore}&metric=uploads`)
  const by = group(page, 'By')
  await by.locator('summary').click()
  await expect(by.getByRole('button', { name: /^File type/ }).first()).toBeVisible()
  await page.keyboard.type('topic')
  await expect(by.getByText('Nothing has these words.')).toBeVisible()
})

test('every dimension and range that is offered is one that the collector takes', async ({ page, demo }) => {
  await open(page, demo, `${explore}&metric=processing_time_ms_p95`)
  const by = group(page, 'By')
  await by.locator('summary').click()
  const ids = await by
    .locator('.found li button')
    .evaluateAll((all) => all.map((each) => each.getAttribute('title') ?? ''))
  expect(ids).toContain('bucket:processing_time_ms')
  for (const id of ids)
    await demo.ask('/v1/query', {
      ...query,
      metrics: ['processing_time_ms_p95'],
      dimensions: [id === 'time' ? 'time:day' : id],
    })
})

test('a filter of the form is a filter of the page, which is not', async ({ page, demo }) => {
  await open(page, demo, `${explore}&metric=answers&by=`)
  await page.getByRole('combobox', { name: 'Of', exact: true }).selectOption('topic')
  await page.getByRole('combobox', { name: 'How', exact: true }).selectOption('is_not')
  await page.getByLabel('Value', { exact: true }).fill('delivery times')
  await page.getByRole('button', { name: 'Or another' }).click()
  await page.getByLabel('Or', { exact: true }).fill('billing times')
  await page.getByRole('button', { name: 'Add the filter' }).click()
  await expect(page.getByRole('button', { name: /^Remove the filter topic is not/ })).toBeVisible()
  await isReady(page)
  const { rows } = await demo.ask<Answer>('/v1/query', {
    ...query,
    metrics: ['answers'],
    filters: [['is_not', 'topic', ['delivery times', 'billing times']]],
  })
  await expect(page.locator('[data-metric=answers]')).toHaveText(count(rows[0]?.metrics[0]))
})

test('a refusal is said at its control, with the nearest name to take', async ({ page, demo }) => {
  await openRefused(page, demo, `${explore}&metric=anwers`)
  const metrics = group(page, 'Metrics')
  await expect(metrics.getByRole('alert')).toContainText('expected a metric')
  await metrics.getByRole('button', { name: 'Use answers' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page).toHaveURL(/metric=answers/)
  await isReady(page)
  await openRefused(page, demo, `${explore}&metric=questions&by=rule`)
  await expect(group(page, 'By').getByRole('alert')).toContainText('beside metrics that it goes with')
  await openRefused(page, demo, `${explore}&metric=questions&f=${encodeURIComponent('[["gt","topic",[1]]]')}`)
  await expect(group(page, 'Metrics')).toBeVisible()
  await expect(page.locator('.filter-form').getByRole('alert')).toContainText('expected a number of an event')
  await openRefused(page, demo, `${explore}&metric=questions&by=topic&limit=0`)
  await expect(page.locator('.shape-form').getByRole('alert')).toContainText('expected')
})

test('names of an address are text, whatever they are', async ({ page, demo }) => {
  const hostile = `<img src=x onerror=alert(1)>\u202eabc${'x'.repeat(2_000)}`
  await openRefused(page, demo, `${explore}&metric=${encodeURIComponent(hostile)}`)
  await expect(group(page, 'Metrics').locator('.filter bdi')).toHaveText(hostile)
  await expect(page.locator('img')).toHaveCount(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width)
})

test('a figure leads to its events, an event to its session, and Back returns', async ({ page, demo }) => {
  await open(page, demo, `${explore}&metric=answers,processing_time_ms_p95&by=topic`)
  const row = page.locator('#chart-explored tbody tr').first()
  const topic = (await row.locator('th').textContent()) ?? ''
  const answers = (await row.locator('td').first().textContent()) ?? ''
  await row.getByRole('link', { name: `Answers ${answers}: show the events` }).click()
  await expect(page).toHaveURL(/place=events/)
  await expect(page.getByRole('button', { name: `Remove the filter topic is ${topic}` })).toBeVisible()
  const events = panel(page, 'Events of “Answers”')
  await expect(events.locator('tbody tr')).toHaveCount(Math.min(50, Number(answers.replaceAll(',', ''))))
  for (const text of await events.locator('.event-fields').allTextContents()) expect(text).toContain(topic)
  await events
    .getByRole('link', { name: /^Session / })
    .first()
    .click()
  await expect(page).toHaveURL(/place=session/)
  await expect(page.locator('.course > li').first()).toBeVisible()
  await page.goBack()
  await expect(events.locator('tbody tr').first()).toBeVisible()
  await page.goBack()
  await expect(row.locator('th')).toHaveText(topic)
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const [device, viewport] of [
    ['desktop', { width: 1280, height: 900 }],
    ['phone', { width: 320, height: 800 }],
  ] as const)
    test(`axe finds no violation in an open chooser: ${device}, ${colorScheme}`, async ({ page, demo }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize(viewport)
      await openRefused(page, demo, `${explore}&metric=answers,anwers&by=topic`)
      await group(page, 'Metrics').locator('summary').click()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(', ')}`)).toEqual([])
    })
