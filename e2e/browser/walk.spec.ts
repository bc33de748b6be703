/**
 * The whole path in one test: a person types an e-mail address into the chat widget, and the dashboard shows
 * `[email]`. The address itself is in no request, no file, no table and no line of output.
 */
import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { acme, adminPassword, type CollectorProcess, startCollector } from '../processes/collector-process.js'
import { type DemoProcess, startDemo } from '../processes/demo-process.js'
import { allDelivered, readObjects } from '../stores/read-stores.js'
import { collectComplaints } from './site.js'
import { filesWith, tablesWith } from './traces.js'

let collector: CollectorProcess
let demo: DemoProcess

test.beforeEach(async () => {
  collector = await startCollector({
    config: {
      tenants: [
        {
          id: acme.id,
          name: 'Acme',
          write_keys: [{ key: acme.writeKey, origins: ['*'] }],
          read_tokens: [acme.readToken],
          content: 'redacted',
        },
      ],
      // A short time makes events appear soon; the default spares a busy store.
      report_cache_seconds: 1,
      sinks: [{ type: 'file', path: './export', roll_seconds: 1, content: 'include' }],
    },
  })
})

test.afterEach(async () => {
  await demo?.stop()
  await collector.dispose()
})

/** Opens the dashboard as a person does, who is asked to sign in first. */
async function openDashboard(page: Page) {
  await page.goto(`${collector.url}/analytics?days=1`)
  await page.getByLabel('Name').fill('admin')
  await page.getByLabel('Password').fill(adminPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('an e-mail typed into the widget reaches the dashboard as [email], and nothing else', async ({
  browser,
}) => {
  demo = await startDemo(collector.url, acme.writeKey, 0)
  // It has only letters, so that no other rule finds it, and is unique, so that a search also finds its
  // parts.
  const name = `zoe${randomBytes(6).toString('hex').replaceAll(/\d/g, 'q')}`
  const address = `${name}@example.org`

  const office = await browser.newContext()
  const officeComplaints = await collectComplaints(office)
  const dashboard = await office.newPage()
  await openDashboard(dashboard)
  await expect(dashboard.getByRole('heading', { name: 'No events yet' })).toBeVisible()
  await expect(dashboard.getByRole('status')).toHaveText('Live')

  const home = await browser.newContext()
  const homeComplaints = await collectComplaints(home)
  const bodies: string[] = []
  home.on('request', (request) => {
    if (request.url().startsWith(collector.url)) bodies.push(`${request.url()}\n${request.postData() ?? ''}`)
  })
  const shop = await home.newPage()
  await shop.goto(demo.url)
  await shop.getByLabel('Your message').fill(`Where is my parcel? Write to ${address} please`)
  await shop.keyboard.press('Enter')
  const sent = shop.getByRole('region', { name: 'What left this page' })
  await expect(sent.locator('.left')).toHaveText('Where is my parcel? Write to [email] please')
  await expect(sent.locator('.typed')).toContainText(address)

  // The dashboard is not reloaded.
  // The widget and the back end each tell of the question.
  await expect(dashboard.locator('[data-metric=questions]')).toHaveText('2')
  await dashboard.getByRole('link', { name: 'Data', exact: true }).click()
  const privacy = dashboard.getByRole('region', { name: 'Privacy ledger' })
  await expect(privacy.getByRole('row', { name: /E-mail addresses/ }).getByRole('cell')).toHaveText([
    '2',
    '0',
  ])
  const delivery = dashboard.getByRole('region', { name: 'Delivery ledger' })
  await expect(delivery.getByText('Adds up')).toHaveCount(3)
  const shown = await dashboard.content()
  const data = await dashboard.evaluate(async () => (await fetch('/analytics/data?days=1')).text())
  const exported = await dashboard.evaluate(async () =>
    (await fetch('/analytics/export?format=json&days=1')).text(),
  )

  await home.close()
  await office.close()
  expect(await demo.stop()).toBe(0)
  await allDelivered(collector.url)
  await expect.poll(() => filesWith(collector.exportDir, '[email]')).not.toEqual([])
  const whileRunning = await filesWith(collector.folder, name)
  const control = await filesWith(collector.dataDir, '[email]')
  expect(await collector.stop()).toBe(0)

  expect(bodies.filter((body) => body.includes('"user_query"') && body.includes('[email]'))).toHaveLength(1)
  expect(bodies.filter((body) => body.includes(name))).toEqual([])
  expect(whileRunning).toEqual([])
  expect(control, 'the log or the database holds the redacted text as plain bytes').not.toEqual([])
  expect(await filesWith(collector.folder, name)).toEqual([])
  expect(await tablesWith(collector.dataDir, name)).toEqual([])
  expect(await tablesWith(collector.dataDir, '[email]')).toContain('conversation')
  const objects = await readObjects(collector.exportDir)
  expect(objects.filter((event) => event.event === 'user_query')).toMatchObject([
    { query_text: 'Where is my parcel? Write to [email] please', tenant_id: acme.id },
  ])
  const ofPage = objects.filter(({ context }) => JSON.stringify(context).includes('"sdk":"browser"'))
  expect(ofPage.length).toBeGreaterThan(2)
  // Headless Chromium says in its header that a program drives it.
  for (const event of ofPage) expect(event).toMatchObject({ context: { device_class: 'bot' } })
  expect(ofPage.filter(({ event }) => event === 'session_start')).toMatchObject([
    { user_agent: `Chrome ${Number.parseInt(browser.version(), 10)}, Linux` },
  ])
  for (const text of [shown, data, exported, collector.output(), demo.output()])
    expect(text).not.toContain(name)
  expect([...homeComplaints, ...officeComplaints]).toEqual([])
})

test('simulated visitors fill the dashboard, and no personal data of theirs arrives', async ({ browser }) => {
  demo = await startDemo(collector.url, acme.writeKey, 12)
  const office = await browser.newContext()
  const dashboard = await office.newPage()
  await openDashboard(dashboard)
  const sessions = dashboard.locator('[data-metric=chat_sessions]')
  await expect(sessions).toHaveText('12', { timeout: 45_000 })
  await expect(dashboard.getByRole('region', { name: 'Topics' }).getByRole('button').first()).toBeVisible()
  await expect(dashboard.getByRole('application', { name: /Time to the answer/ })).toBeVisible()
  await office.close()
  expect(await demo.stop()).toBe(0)
  await allDelivered(collector.url)
  expect(await collector.stop()).toBe(0)
  // Every address of theirs is at example.com, .org or .net; every key starts with ghp_.
  for (const trace of ['@example.', 'ghp_', '4111 1111', 'DE89 3704', '415 555 01']) {
    expect(await filesWith(collector.folder, trace), trace).toEqual([])
    expect(await tablesWith(collector.dataDir, trace), trace).toEqual([])
    expect(collector.output()).not.toContain(trace)
  }
})
