/**
 * The shipped files work on a page whose policy allows only its own scripts, without inline code and
 * eval.
 */
import { fileURLToPath } from 'node:url'
import { vectors } from '@hushlog/schema/vectors'
import { expect, type Page, test } from '@playwright/test'
import { build } from 'esbuild'
import { collectComplaints, createSite, repositoryFile, type Site } from './site.js'

let site: Site

const pageWith = (...scripts: string[]) =>
  `<!doctype html><html lang="en"><title>Page</title>${scripts.join('')}<p>A page.</p></html>`
const module = (path: string) => `<script type="module" src="${path}"></script>`

/** Bundles a module and the packages that it imports, as an application does. */
async function bundled(path: string): Promise<string> {
  const entry = fileURLToPath(repositoryFile(path))
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}

test.beforeEach(async () => {
  site = await createSite({
    '/schema-vectors': pageWith(module('/schema-vectors.js')),
    '/schema-vectors.js': await bundled('e2e/browser/pages/schema-vectors.js'),
    '/bundle-vectors': pageWith(
      '<script src="/packages/sdk-browser/dist/hushlog.js"></script>',
      module('/e2e/browser/pages/bundle-vectors.js'),
    ),
    '/validators': pageWith(module('/validators.js')),
    '/validators.js': await bundled('e2e/browser/pages/validators.js'),
    '/packages/schema/dist/': repositoryFile('packages/schema/dist/'),
    '/packages/sdk-browser/dist/': repositoryFile('packages/sdk-browser/dist/'),
    '/e2e/browser/pages/': repositoryFile('e2e/browser/pages/'),
  })
})

test.afterEach(() => site.close())

async function resultOf<T>(page: Page, path: string): Promise<T> {
  const complaints = await collectComplaints(page.context())
  await page.goto(site.origin + path)
  const result = await page.waitForFunction(() => (window as { result?: unknown }).result, undefined, {
    timeout: 60_000,
  })
  expect(complaints).toEqual([])
  return (await result.jsonValue()) as T
}

test('the sanitizer passes the shared vectors', async ({ page }) => {
  const result = await resultOf<{ ran: number; failed: string[] }>(page, '/schema-vectors')
  expect(result).toEqual({ ran: vectors.length, failed: [] })
  expect(result.ran).toBeGreaterThan(0)
})

test('the built script passes the shared vectors', async ({ page }) => {
  interface Result {
    readonly ran: number
    readonly failed: string[]
    readonly refused: number
    readonly byClient: string[]
  }
  const forBrowser = vectors.filter((vector) => vector.set !== 'full')
  const result = await resultOf<Result>(page, '/bundle-vectors')
  expect(result.failed).toEqual([])
  expect(result.ran).toBeGreaterThan(forBrowser.length * 0.9)
  const errors = forBrowser.filter((vector) => vector.error !== undefined)
  expect(result.refused + result.byClient.length).toBeGreaterThanOrEqual(errors.length)
})

test('the validators work', async ({ page }) => {
  test
    .info()
    .annotations.push({ type: 'note', description: 'the policy itself reports the attempt to evaluate' })
  await page.goto(`${site.origin}/validators`)
  const result = await page.waitForFunction(() => (window as { result?: unknown }).result)
  expect(await result.jsonValue()).toEqual({
    evaluation: 'forbidden',
    events: expect.any(Number),
    answers: ['ok', 'invalid_type at query_length', 'missing_field at id', 'unknown_event at event'],
  })
})
