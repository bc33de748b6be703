/** Boards: choosing charts, saving, sharing by link, renaming, removing, and what is refused. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { acme } from '../../processes/collector-process.js'
import { expect, isReady, open, panel, test } from './demo-collector.js'

const boards = '?place=boards&tenant=acme&range=7d&tz=UTC'

/** Makes a board of two charts by the form. */
async function make(page: Page, name: string) {
  const form = panel(page, 'New board')
  await form.getByLabel('Name').fill(name)
  await form.getByRole('group', { name: 'Chat widget' }).getByLabel('Messages over time').check()
  await form.getByRole('group', { name: 'Chat widget' }).getByLabel('Topics').check()
  await form.getByRole('button', { name: 'Save the board' }).click()
  await expect(page).toHaveURL(/place=board&/)
  await isReady(page)
}

test('a board is made, renamed, opened by its link and removed', async ({ page, demo, context }) => {
  await open(page, demo, boards)
  await make(page, 'Morning round')
  await expect(page.getByRole('heading', { name: 'Morning round' })).toBeVisible()
  await expect(panel(page, 'Messages over time')).toBeVisible()
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.getByRole('heading', { name: 'Morning round' })).toBeVisible()

  await page.getByText('Change this board').click()
  await page.getByLabel('Name', { exact: true }).fill('Evening round')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await expect(page.getByRole('heading', { name: 'Evening round' })).toBeVisible()
  await page.getByText('Change this board').click()
  await page.getByRole('button', { name: 'Take off Topics' }).click()
  await expect(panel(page, 'Topics')).toHaveCount(0)

  // The other page still has the board as it was.
  await other.getByText('Change this board').click()
  await other.getByRole('button', { name: 'Take off Topics' }).click()
  await expect(other.getByRole('alert')).toContainText('Somebody else changed this board')
  await other.getByRole('button', { name: 'Load it again' }).click()
  await expect(other.getByRole('heading', { name: 'Evening round' })).toBeVisible()

  await page.getByText('Change this board').click()
  await page.getByRole('button', { name: 'Remove the board' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await expect(panel(page, 'Your boards')).not.toContainText('Evening round')
})

test('a chart is added to a new board from its menu, with the filters of the view', async ({
  page,
  demo,
}) => {
  await open(
    page,
    demo,
    `?place=board&shipped=chat-widget&tenant=acme&range=7d&tz=UTC&f=[["is","no_match",[true]]]`,
  )
  await panel(page, 'Topics').locator('summary').press('Enter')
  await panel(page, 'Topics')
    .getByRole('button', { name: /Add to board/ })
    .press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add to a board' })
  await dialog.getByLabel('Name of a new board').fill('From a menu')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('status')).toContainText('It is on From a menu')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  const { sections } = await demo.ask<{ sections: { charts: { title: string; ask: unknown }[] }[] }>(
    '/v1/boards/from-a-menu?tenant=acme',
  )
  expect(sections[0]?.charts).toMatchObject([
    { title: 'Topics', ask: { filters: [['is', 'no_match', [true]]] } },
  ])
})

test('the name of a board is text', async ({ page, demo }) => {
  const names = ['<img src=x onerror=alert(1)>', '=HYPERLINK("x")', 'مرحبا \u202Eevil', 'x'.repeat(128)]
  await page.setViewportSize({ width: 320, height: 800 })
  for (const name of names) {
    await open(page, demo, boards)
    await make(page, name)
    await expect(page.locator('.board-head bdi').first()).toHaveText(name)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  }
  await open(page, demo, boards)
  await expect(panel(page, 'Your boards').locator('img')).toHaveCount(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('a board is made by the keyboard alone', async ({ page, demo }) => {
  await open(page, demo, boards)
  await panel(page, 'New board').getByLabel('Name').focus()
  await page.keyboard.type('By keys')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'By keys' })).toBeVisible()
})

test.describe('a reader without the scope', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('sees boards and is not offered to save, and signs out', async ({ page, demo }) => {
    await page.goto(`${demo.url}/analytics?place=boards&range=7d&tz=UTC`)
    await page.getByLabel('Name').fill(acme.id)
    await page.getByLabel(/Password/i).fill(acme.readToken)
    await page.keyboard.press('Enter')
    await isReady(page)
    await expect(panel(page, 'Ready to use')).toContainText('Chat widget')
    await expect(panel(page, 'New board')).toHaveCount(0)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveTitle('Sign in · Hushlog')
  })
})

for (const board of ['middleware', 'upload-agent', 'orchestrator', 'chat-widget', 'application-usage'])
  test(`a board that comes with it has an answer for each chart: ${board}`, async ({ page, demo }) => {
    await open(page, demo, `?place=board&shipped=${board}&tenant=acme&range=30d&tz=UTC`)
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
    expect(await page.locator('main .panel').count()).toBeGreaterThan(5)
  })

for (const colorScheme of ['light', 'dark'] as const)
  for (const [name, address] of [
    ['boards', boards],
    ['alerts', '?place=alerts&tenant=acme&range=7d&tz=UTC'],
    ['no alerts', '?place=alerts&tenant=globex&range=7d&tz=UTC'],
    ['board', '?place=board&shipped=chat-widget&tenant=acme&range=7d&tz=UTC'],
  ] as const)
    for (const width of [1280, 320])
      test(`axe finds no violation: ${name}, ${width}, ${colorScheme}`, async ({ page, demo }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height: 900 })
        await open(page, demo, address)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(', ')}`)).toEqual([])
      })
