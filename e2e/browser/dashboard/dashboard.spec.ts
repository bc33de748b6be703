/** The dashboard with answers that a test chooses: what it shows, for whom, and in which states. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { busyData, emptyData } from './fixture.js'
import { createMockCollector, type MockCollector } from './mock-collector.js'

let collector: MockCollector
/** Collects policy violations and errors of the page. */
let complaints: string[]

test.beforeEach(async ({ page }) => {
  collector = await createMockCollector((days, tenant) => busyData(days, tenant))
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  page.on('console', (message) => {
    if (/policy/i.test(message.text())) complaints.push(message.text())
  })
})

test.afterEach(async () => {
  await collector.close()
  expect(complaints).toEqual([])
})

const open = async (page: Page, query = '') => {
  await page.goto(`${collector.origin}/analytics${query}`)
}

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [state, answer] of [
    ['figures', busyData],
    ['nothing yet', emptyData],
    ['a failure', () => 503],
  ] as const) {
    test(`axe finds no violation: ${state}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      collector.answer = answer
      collector.tenants = [...collector.tenants, { tenant_id: 'bolt', name: 'Bolt' }]
      await open(page)
      await expect(page.locator('main h2').first()).toBeAttached()
      await page.getByRole('combobox', { name: 'Tenant' }).waitFor()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(', ')}`)).toEqual([])
    })
  }
}

test('every chart has its figures as a table', async ({ page }) => {
  await open(page)
  for (const [name, rows] of [
    ['Volume over time', 7],
    ['Response time', 7],
    ['Topics', 8],
    ['Events by type', 12],
  ] as const) {
    const region = panel(page, name)
    // The bars of event types are in a table already.
    if (name !== 'Events by type') await expect(region.getByRole('img')).toHaveAccessibleName(/\d/)
    await region.getByRole('button', { name: /Show as table/ }).click()
    await expect(region.locator('tbody tr')).toHaveCount(rows)
    await expect(region.getByRole('img')).toHaveCount(0)
  }
})

test('the ledgers add up and show it', async ({ page }) => {
  await open(page)
  await expect(panel(page, 'Delivery ledger').getByText('Adds up')).toHaveCount(3)
  const privacy = panel(page, 'Privacy ledger')
  await expect(privacy.getByRole('row', { name: /E-mail addresses/ })).toContainText('312')
  await expect(privacy.getByText('578', { exact: true })).toBeVisible()

  collector.answer = (days, tenant) => {
    const data = busyData(days, tenant)
    return { ...data, delivery: { ...data.delivery, received: data.delivery.received + 5 } }
  }
  collector.announce()
  await expect(panel(page, 'Delivery ledger').getByText('5 fewer than received')).toBeVisible()
})

test('the keyboard reaches everything in order, with a visible focus', async ({ page }) => {
  collector.tenants = [...collector.tenants, { tenant_id: 'bolt', name: 'Bolt' }]
  await open(page)
  await page.getByRole('combobox', { name: 'Tenant' }).waitFor()
  await page.getByRole('region', { name: 'Last events', exact: true }).waitFor()
  const stops: string[] = []
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return ''
      // A radio button shows its focus on the text of its label.
      const drawn = element.matches('input') ? element.nextElementSibling : element
      const outlined = drawn !== null && getComputedStyle(drawn).outlineStyle !== 'none'
      const text = element.matches('select, input')
        ? `${element.getAttribute('name') ?? 'tenant'}`
        : element.textContent
      return `${text?.trim().replace(/\s+/g, ' ')}${outlined ? '' : ' (invisible)'}`
    })
    if (stop === '') break
    stops.push(stop)
  }
  expect(stops).toEqual([
    'Skip to the figures',
    'tenant',
    'days',
    'Export CSV',
    'Export JSON',
    'Show as table: Volume over time',
    'Show as table: Topics',
    'Show as table: Response time',
    'Show as table: Events by type',
    'Try the sanitizerWhat would leave of a text, and by which rule. Nothing is sent.',
  ])
})

test('the skip link goes to the figures, the arrow keys choose the period', async ({ page }) => {
  await open(page, '?days=7')
  await panel(page, 'Volume over time').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()

  await page.getByRole('radio', { name: '7 days' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: '30 days' })).toBeChecked()
  await expect(page).toHaveURL(/days=30/)
  await panel(page, 'Volume over time')
    .getByRole('button', { name: /Show as table/ })
    .click()
  await expect(panel(page, 'Volume over time').locator('tbody tr')).toHaveCount(30)
})

test('the tenant chooser asks for the other tenant, and so do the exports', async ({ page }) => {
  collector.tenants = [...collector.tenants, { tenant_id: 'bolt', name: 'Bolt' }]
  const asked: string[] = []
  collector.answer = (days, tenant) => {
    asked.push(tenant)
    return busyData(days, tenant)
  }
  await open(page)
  await page.getByRole('combobox', { name: 'Tenant' }).selectOption('Bolt')
  await expect.poll(() => asked.at(-1)).toBe('bolt')
  await expect(page.getByRole('link', { name: 'Export CSV' })).toHaveAttribute(
    'href',
    `${collector.origin}/analytics/export?format=csv&days=7&tenant=bolt`,
  )
})

test('figures update by themselves, and stay when the collector stops', async ({ page }) => {
  await open(page)
  await expect(page.getByRole('status')).toHaveText('Live')
  const errors = page.locator('.figure', { hasText: 'Errors' }).locator('.figure-value')
  await expect(errors).toHaveText('14')

  collector.answer = (days, tenant) => {
    const data = busyData(days, tenant)
    return { ...data, totals: { ...data.totals, errors: 15 } }
  }
  collector.announce()
  await expect(errors).toHaveText('15')

  collector.answer = () => 503
  collector.announce()
  await expect(page.getByRole('status')).toHaveText('Not updating')
  await expect(errors).toHaveText('15')

  collector.answer = busyData
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('status')).toHaveText('Live')
})

test('the dashboard polls where there is no event stream', async ({ page }) => {
  await page.clock.install()
  collector.live = false
  let errors = 14
  collector.answer = (days, tenant) => {
    const data = busyData(days, tenant)
    return { ...data, totals: { ...data.totals, errors } }
  }
  await open(page)
  await page.clock.runFor(1_000)
  await expect(page.getByRole('status')).toHaveText('Polling')
  errors = 99
  await page.clock.runFor(17_000)
  await expect(page.locator('.figure', { hasText: 'Errors' }).locator('.figure-value')).toHaveText('99')
})

test('each state shows what to do', async ({ page }) => {
  collector.answer = () => 'hang'
  await open(page)
  await expect(page.getByRole('status')).toHaveText('Loading')
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'true')

  collector.answer = emptyData
  await page.reload()
  await expect(page.getByText(`<script async src="${collector.origin}/v1/hushlog.js"`)).toBeVisible()
  collector.answer = busyData
  collector.announce()
  await expect(panel(page, 'Volume over time')).toBeVisible()

  for (const [status, heading] of [
    [401, 'Please sign in again'],
    [404, 'No such tenant'],
    [503, 'The collector cannot answer just now'],
    [500, 'The collector gave an unexpected answer'],
  ] as const) {
    collector.answer = () => status
    await page.reload()
    await expect(page.getByRole('heading', { name: heading })).toBeVisible()
  }
})

test('the page fits on 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 })
  await open(page)
  await panel(page, 'Last events').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('hostile names are shown as text and break nothing', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 })
  const hostile = [
    '<img src=x onerror=alert(1)>',
    'x'.repeat(128),
    '__proto__',
    '\u202e]lmth[',
    '👩‍👩‍👧‍👦'.repeat(11),
  ]
  collector.answer = (days, tenant) => {
    const data = busyData(days, tenant)
    return {
      ...data,
      tenant_id: hostile[0] ?? '',
      topics: hostile.map((topic, i) => ({ topic, count: 10 - i, no_match: 1 })),
      by_event: hostile.map((event, i) => ({ event, count: 10 - i })),
      recent: data.recent.map((event, i) => ({
        ...event,
        detail: hostile[i % 5] ?? null,
        page_path: `/${hostile[1]}`,
      })),
      privacy: { ...data.privacy, rules: hostile.map((rule) => ({ rule, client: 1, collector: 1 })) },
      delivery: { ...data.delivery, client_dropped: Object.fromEntries(hostile.map((name) => [name, 1])) },
    }
  }
  await open(page)
  await expect(panel(page, 'Topics').getByText('<img src=x onerror=alert(1)>')).toBeVisible()
  await expect(page.locator('img[src]')).toHaveCount(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('a hidden page requests nothing, and catches up when it is shown', async ({ page }) => {
  let asked = 0
  collector.answer = (days, tenant) => {
    asked += 1
    return busyData(days, tenant)
  }
  const look = (state: 'hidden' | 'visible') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  await open(page)
  await expect(page.getByRole('status')).toHaveText('Live')
  await look('hidden')
  const before = asked
  collector.announce()
  // This is longer than the dashboard waits between two fetches.
  await page.waitForTimeout(1_500)
  expect(asked).toBe(before)
  await look('visible')
  await expect.poll(() => asked).toBe(before + 1)
})

test('colors follow the system without a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await open(page)
  const canvas = panel(page, 'Volume over time').locator('canvas')
  await canvas.waitFor()
  const pixels = () => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL())
  const light = await pixels()
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expect.poll(pixels).not.toBe(light)
})

test('an address with credentials works', async ({ page }) => {
  await page.goto(`${collector.origin.replace('://', '://admin:secret@')}/analytics`)
  await expect(panel(page, 'Volume over time')).toBeVisible()
})
