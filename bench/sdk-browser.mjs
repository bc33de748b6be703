/**
 * `npm run bench -- sdk-browser [--rounds 9] [--script <file>]`
 *
 * Measures what a call of `track` takes of a page's main thread in Chromium, in microseconds: over the first
 * 20 calls of a page, and over 1,000 calls in one task. Each SDK has its default settings and a page of its
 * own in every round; a server on the loopback answers at once. Figures are medians over the rounds, with the
 * fastest and the slowest round. `--script` measures another build of the script tag beside the current one.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build } from 'esbuild'
import { findChromium } from '../e2e/browser/engines/find.mjs'
import { median, table } from './ingest/figures.mjs'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, script: { type: 'string' } },
})
const ROUNDS = Number(values.rounds)
/** A call of Hushlog's own SDK may take this many microseconds over 1,000 calls. */
const GOAL = 20

/** Holds what an application passes with each call. */
const FIELDS = `{ response_length: 250 + i, processing_time_ms: 850, topic: 'billing', success: true }`

const tagged = (path) =>
  `<script src="${path}" data-write-key="hlw_bench"></script>
  <script>window.track = (i) => hushlog.track('agent_response', ${FIELDS})</script>`

const imported = {
  'posthog-js': `import posthog from 'posthog-js'
    posthog.init('k', { api_host: location.origin, opt_out_useragent_filter: true })
    window.track = (i) => posthog.capture('agent_response', ${FIELDS})`,
  '@snowplow/browser-tracker': `import { newTracker, trackSelfDescribingEvent } from '@snowplow/browser-tracker'
    newTracker('t', location.origin, { appId: 'a' })
    window.track = (i) => trackSelfDescribingEvent({ event: { schema: 'iglu:x/agent_response/jsonschema/1-0-0', data: ${FIELDS} } })`,
}

const require = createRequire(import.meta.url)
const bodies = new Map([['/hushlog.js', readFileSync(require.resolve('@hushlog/sdk-browser/hushlog.js'))]])
const pages = new Map([['hushlog', tagged('/hushlog.js')]])
if (values.script) {
  bodies.set('/other.js', readFileSync(values.script))
  pages.set('hushlog, --script', tagged('/other.js'))
}
for (const [name, contents] of Object.entries(imported)) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  bodies.set(`/${name}.js`, outputFiles[0].contents)
  pages.set(name, `<script src="/${name}.js"></script>`)
}
for (const [name, body] of pages)
  bodies.set(`/${encodeURIComponent(name)}`, `<!doctype html><title>Billing – Support</title>${body}<p>Hello`)

const server = createServer((request, response) => {
  const body = request.method === 'GET' && bodies.get(request.url.split('?')[0])
  const isScript = request.url.split('?')[0].endsWith('.js')
  // An isolated page has a clock with a resolution of 5 µs.
  response.writeHead(request.method === 'POST' ? 202 : 200, {
    'content-type': isScript ? 'text/javascript' : body ? 'text/html; charset=utf-8' : 'application/json',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  })
  request.resume()
  response.end(body || '{"accepted":0,"duplicates":0,"rejected":[]}')
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${server.address().port}`

const executablePath = findChromium()
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] })

/** Returns microseconds a call in a new profile: of the first 20 calls, and of 1,000 more. */
async function measure(name) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${origin}/${encodeURIComponent(name)}`)
  await page.waitForTimeout(500)
  const figures = await page.evaluate(() => {
    const time = (from, to) => {
      const begun = performance.now()
      for (let i = from; i < to; i++) window.track(i)
      return ((performance.now() - begun) * 1000) / (to - from)
    }
    return [time(0, 20), time(20, 1020)]
  })
  await context.close()
  return figures
}

const results = new Map([...pages.keys()].map((name) => [name, []]))
for (let round = 0; round < ROUNDS; round++)
  for (const [name, list] of results) list.push(await measure(name))

const shown = (list) =>
  `${median(list).toFixed(1)} (${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)})`
const rows = [...results].map(([name, list]) => [name, ...[0, 1].map((i) => shown(list.map((f) => f[i])))])
console.log(table([['µs a call', 'first 20', '1,000 calls'], ...rows]))
console.log(`${browser.version()}, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}`)
const own = median(results.get('hushlog').map(([, many]) => many))
if (own > GOAL) console.log(`hushlog takes ${own.toFixed(1)} µs a call; its goal is ${GOAL}`)
await browser.close()
server.close()
