/**
 * Runs one collector with an invented history for all tests of the dashboard in a worker, and opens pages as
 * its admin. What a page complains about fails its test.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test as base, expect, type Page } from '@playwright/test'
import { adminPassword, type CollectorProcess, prepareCollector } from '../../processes/collector-process.js'

const COMMAND = fileURLToPath(new URL('../../../packages/collector/bin/hushlog.mjs', import.meta.url))

export const admin = { username: 'admin', password: adminPassword }

/** A month and a half, so that there is something before the last 30 days. */
const HISTORY = ['--events', '20000', '--days', '45', '--seed', '7', '--tenants', '2']

/** Fires at the first look, because a day of the history has more events than that. */
const firing = {
  name: 'much-traffic',
  tenant: 'acme',
  query: { metrics: ['events'] },
  above: 1,
  window: '1d',
  notify: ['log'],
}

async function startDemo(): Promise<CollectorProcess> {
  const collector = await prepareCollector({ config: { sinks: [{ type: 'embedded' }], alerts: [firing] } })
  try {
    await promisify(execFile)(process.execPath, [
      COMMAND,
      'demo-data',
      '-c',
      collector.configFile,
      ...HISTORY,
    ])
    await collector.start()
    return collector
  } catch (error) {
    await collector.dispose()
    throw error
  }
}

export interface Demo {
  readonly url: string
  /** Asks the collector as the admin. */
  ask<T>(path: string, body?: unknown): Promise<T>
}

/** Signs in as the admin, as the page for it does. */
async function sessionCookie(url: string) {
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url },
    body: new URLSearchParams({ user: admin.username, password: admin.password }),
  })
  const [name = '', value = ''] = (answer.headers.get('set-cookie') ?? '').split(';')[0]?.split('=') ?? []
  return {
    name,
    value,
    domain: new URL(url).hostname,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Strict' as const,
  }
}

const authorization = `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`

export const test = base.extend<{ complaints: string[] }, { demo: Demo }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here.
    async ({}, use) => {
      const collector = await startDemo()
      const demo: Demo = {
        url: collector.url,
        async ask<T>(path: string, body?: unknown) {
          const response = await fetch(`${collector.url}${path}`, {
            headers: { authorization, 'content-type': 'application/json' },
            ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
          })
          if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
          return (await response.json()) as T
        },
      }
      // The store is opened after the collector listens.
      await expect(() => demo.ask('/reports/overview?days=1')).toPass()
      await use(demo)
      await collector.dispose()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  storageState: async ({ demo }, use) => use({ cookies: [await sessionCookie(demo.url)], origins: [] }),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (/policy/i.test(message.text())) complaints.push(message.text())
      })
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

/** Opens a page of the dashboard, and waits until its figures are there. */
export async function open(page: Page, demo: Demo, search: string): Promise<void> {
  await page.goto(`${demo.url}/analytics${search}`)
  await isReady(page)
}

/** Resolves when the store has opened, which takes a moment after the collector listens. */
export const isAnswering = (demo: Demo): Promise<void> =>
  expect
    .poll(() =>
      demo.ask('/v1/query', { tenant: 'acme', metrics: ['events'] }).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true)

/** Resolves when no panel waits for an answer. */
export async function isReady(page: Page): Promise<void> {
  await expect(page.locator('main .panel').first()).toBeVisible()
  await expect(page.locator('main .ghost, main [aria-busy=true]')).toHaveCount(0)
}

export const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

export { expect }
