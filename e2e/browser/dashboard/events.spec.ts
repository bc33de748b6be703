/** The event list and the course of a session: what they show is what the collector answers. */
import AxeBuilder from '@axe-core/playwright'
import { expect, isAnswering, isReady, open, panel, test } from './demo-collector.js'

interface Listed {
  readonly events: readonly {
    readonly id: string
    readonly event: string
    readonly ts: string
    readonly session_id: string | null
    readonly fields: Readonly<Record<string, unknown>>
  }[]
  readonly next_cursor: string | null
}

interface Course {
  readonly events_total: number
  readonly events: readonly { readonly event: string; readonly ts: string }[]
}

const list = '?place=events&tenant=acme&range=7d&tz=UTC'
const log = (q: object) =>
  `/v1/event-log?q=${encodeURIComponent(JSON.stringify({ tenant: 'acme', date_range: '7d', ...q }))}`

test.beforeEach(({ demo }) => isAnswering(demo))

test('the list shows the last events first, page by page', async ({ page, demo }) => {
  await open(page, demo, list)
  const first = await demo.ask<Listed>(log({ limit: 50 }))
  const times = panel(page, 'All events').locator('tbody time')
  await expect(times).toHaveCount(50)
  const shown = await times.evaluateAll((all) => all.map((each) => each.getAttribute('datetime')))
  expect(shown).toEqual(first.events.map(({ ts }) => ts))
  await page.getByRole('link', { name: 'Older events' }).click()
  const second = await demo.ask<Listed>(log({ limit: 50, cursor: first.next_cursor }))
  await expect(times.first()).toHaveAttribute('datetime', second.events[0]?.ts ?? '')
  await page.goBack()
  await expect(times.first()).toHaveAttribute('datetime', first.events[0]?.ts ?? '')
})

test('the list has the filters of the view, and a type is chosen by a click', async ({ page, demo }) => {
  const filters = [['is', 'channel', ['chat']]]
  await open(page, demo, `${list}&f=${encodeURIComponent(JSON.stringify(filters))}`)
  const { events } = await demo.ask<Listed>(log({ limit: 50, filters }))
  await expect(page.locator('.events tbody time')).toHaveCount(events.length)
  await page.locator('.event-type a').first().click()
  const chosen = new URL(page.url()).searchParams.get('event')
  await isReady(page)
  const narrowed = await demo.ask<Listed>(log({ limit: 50, filters, event: [chosen] }))
  await expect(page.locator('.events tbody time')).toHaveCount(narrowed.events.length)
})

test('redactions are counts, and an event says all its fields on request', async ({ page, demo }) => {
  await open(page, demo, `${list}&event=user_query`)
  const { events } = await demo.ask<Listed>(log({ limit: 50, event: ['user_query'] }))
  const redacted = events.filter(({ fields }) => 'context.redactions' in fields)
  expect(redacted.length).toBeGreaterThan(0)
  await expect(page.locator('.events td.number bdi')).toHaveCount(redacted.length)
  await page.locator('.event-time button').first().focus()
  await page.keyboard.press('Enter')
  const fields = Object.keys(events[0]?.fields ?? {})
  for (const name of fields)
    await expect(page.locator('.all-fields dt', { hasText: name }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.locator('.all-fields')).toHaveCount(0)
})

test('the course of a session is its events with the times between them', async ({ page, demo }) => {
  const { events } = await demo.ask<Listed>(log({ limit: 1, event: ['user_query'] }))
  const session = events[0]?.session_id ?? ''
  await open(page, demo, `?place=session&tenant=acme&tz=UTC&session=${session}`)
  const course = await demo.ask<Course>(`/v1/sessions/${session}?tenant=acme`)
  const steps = page.locator('.course > li')
  await expect(steps).toHaveCount(course.events_total)
  const shown = await steps
    .locator('time')
    .evaluateAll((all) => all.map((each) => each.getAttribute('datetime')))
  expect(shown).toEqual(course.events.map(({ ts }) => ts))
  await expect(steps.first()).toContainText('begin')
  await expect(page).toHaveTitle(/^Session · Acme/)
})

test('a session that is not there, and no session at all, are explained', async ({ page, demo }) => {
  await open(page, demo, '?place=session&tenant=acme&session=s_none')
  await expect(page.getByText('Nothing of this session is stored any more')).toBeVisible()
  await open(page, demo, '?place=session&tenant=acme')
  await page.getByRole('link', { name: 'Find one among the events' }).click()
  await expect(panel(page, 'All events')).toBeVisible()
})

test('where only figures may be read, it is said why', async ({ page, demo }) => {
  await page.route('**/v1/event-log*', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 403, code: 'aggregates_only', title: 'Only figures may be read' }),
    }),
  )
  await open(page, demo, list)
  await expect(page.getByRole('heading', { name: 'Only figures may be read here' })).toBeVisible()
  await page.getByRole('link', { name: 'Explore the figures' }).click()
  await expect(page).toHaveURL(/place=explore/)
})

test('hostile labels are text, and the page fits', async ({ page, demo }) => {
  const hostile = `<img src=x onerror=alert(1)>\u202eabc =cmd|' ${'x'.repeat(10_000)}`
  await page.route('**/v1/event-log*', async (route) => {
    const response = await route.fetch()
    const answer = (await response.json()) as Listed
    const events = answer.events.map((event) => ({
      ...event,
      event: 'agent_response',
      session_id: hostile,
      fields: { ...event.fields, channel: hostile, topic: hostile, [hostile]: hostile },
    }))
    await route.fulfill({ response, json: { ...answer, events } })
  })
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, demo, list)
  await expect(page.locator('.event-fields bdi').first()).toHaveText(hostile)
  await page.locator('.event-time button').first().click()
  await expect(page.locator('.all-fields')).toBeVisible()
  await expect(page.locator('img')).toHaveCount(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await page.setViewportSize({ width: 1280, height: 900 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280)
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const place of ['events', 'session'])
    for (const [device, viewport] of [
      ['desktop', { width: 1280, height: 900 }],
      ['phone', { width: 320, height: 800 }],
    ] as const)
      test(`axe finds no violation, and the page fits: ${place}, ${device}, ${colorScheme}`, async ({
        page,
        demo,
      }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize(viewport)
        const { events } = await demo.ask<Listed>(log({ limit: 1, event: ['user_query'] }))
        await open(page, demo, `?place=${place}&tenant=acme&range=7d&tz=UTC&session=${events[0]?.session_id}`)
        await page.locator('main [aria-expanded]').first().click()
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(', ')}`)).toEqual([])
      })
