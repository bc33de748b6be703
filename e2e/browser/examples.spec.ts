/**
 * The examples for applications build and work under a strict policy, and the SDK sends no text that a person
 * typed.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import { type FakeCollector, startFakeCollector } from '../conformance/fake-collector.js'
import { collectComplaints, createSite, repositoryFile, type Site } from './site.js'

const SECRET = 'my card is 4242 4242 4242 4242'

let collector: FakeCollector
let site: Site
let complaints: string[]

test.beforeAll(() => {
  const cwd = fileURLToPath(repositoryFile('examples/react/'))
  execFileSync('npm', ['run', '--silent', 'build'], { cwd })
})

test.beforeEach(async ({ context }) => {
  collector = await startFakeCollector()
  site = await createSite(
    {
      '/react': `<!doctype html><html lang="en" data-collector="${collector.url}" data-write-key="hlw_react"><title>React</title>
        <div id="root"></div><script type="module" src="/react/app.js"></script></html>`,
      '/element': `<!doctype html><html lang="en"><title>Element</title><script src="/dist/hushlog.js"
        data-endpoint="${collector.url}" data-write-key="hlw_element" data-flush-interval="100"></script>
        <script type="module" src="/element/chat-element.js"></script><hushlog-chat endpoint="/chat" label="help"></hushlog-chat></html>`,
      '/alone': `<!doctype html><html lang="en"><title>Alone</title><script type="module" src="/element/chat-element.js"></script>
        <hushlog-chat endpoint="/chat"></hushlog-chat></html>`,
      '/react/': repositoryFile('examples/react/dist/'),
      '/element/': repositoryFile('examples/chat-element/'),
      '/dist/': repositoryFile('packages/sdk-browser/dist/'),
    },
    ['http://127.0.0.1:*'],
  )
  complaints = await collectComplaints(context)
})

test.afterEach(async () => {
  await site.close()
  await collector.close()
  expect(complaints).toEqual([])
})

const names = () => [...collector.stored.values()].map(({ event }) => event)
const find = (name: string) => [...collector.stored.values()].find(({ event }) => event === name)

async function ask(page: Page) {
  await page.getByRole('textbox', { name: 'Message' }).fill(SECRET)
  await page.getByRole('button', { name: 'Send' }).click()
}

test('the React provider and its hooks track a conversation', async ({ page }) => {
  await page.goto(`${site.origin}/react`)
  await ask(page)
  await expect(page.getByText('You said 30 characters.')).toBeVisible()
  await expect
    .poll(() => names().sort())
    .toEqual(['agent_response', 'page_view', 'session_start', 'user_query', 'widget_loaded'])
  expect(find('user_query')).toMatchObject({ query_length: 30, message_number: 1 })
  await page.getByRole('button', { name: 'Sign in' }).click()
  await ask(page)
  await expect.poll(() => names().filter((name) => name === 'user_query')).toHaveLength(2)
  const users = [...collector.stored.values()].filter(({ user }) => user !== undefined)
  expect(users.map(({ event }) => event)).toEqual(['user_query', 'agent_response'])
  expect(JSON.stringify(collector.requests)).not.toMatch(/4242|ada@example/)
})

test('the web component tracks opening, questions and answers', async ({ page }) => {
  const asked: (string | undefined)[] = []
  let status = 200
  await page.route('**/chat', async (route) => {
    asked.push(route.request().headers()['x-hushlog-session'])
    await route.fulfill({ status, json: { answer: 'It is on its way.' } })
  })
  await page.goto(`${site.origin}/element`)
  await page.getByRole('button', { name: 'Open' }).click()
  await ask(page)
  await expect(page.getByText('It is on its way.')).toBeVisible()
  status = 500
  await ask(page)
  await expect(page.getByText('That did not work.')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => names().filter((name) => name === 'bubble_closed')).toHaveLength(1)
  expect(find('widget_loaded')).toMatchObject({ label: 'help' })
  const answers = [...collector.stored.values()].filter(({ event }) => event === 'agent_response')
  expect(answers).toMatchObject([
    { success: true, response_length: 17 },
    { success: false, error_type: 'Error' },
  ])
  expect(asked).toEqual([find('session_start')?.session_id, find('session_start')?.session_id])
  expect(JSON.stringify(collector.requests)).not.toContain('4242')
})

test('the web component works without the SDK', async ({ page }) => {
  await page.route('**/chat', (route) => route.fulfill({ json: { answer: 'Fine.' } }))
  await page.goto(`${site.origin}/alone`)
  await page.getByRole('button', { name: 'Open' }).click()
  await ask(page)
  await expect(page.getByText('Fine.')).toBeVisible()
  expect(collector.requests).toEqual([])
})
