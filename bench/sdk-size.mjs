/**
 * `npm run bench -- sdk-size`
 *
 * Measures how many bytes a page downloads for each SDK for browsers, plain and with gzip -9. The script tag
 * counts as it is served. SDKs imported from npm are started and track one event, bundled and minified by
 * esbuild for ES2020. What an SDK fetches later does not count, which favors those that load parts on demand
 * (posthog-js,
 * @rudderstack/analytics-js, @segment/analytics-next).
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { table } from './ingest/figures.mjs'

const SDKS = {
  '@hushlog/sdk-browser': `import { createHushlog } from '@hushlog/sdk-browser'
    createHushlog({ endpoint: 'https://e.example', writeKey: 'k' }).track('page_view')`,
  'posthog-js': `import posthog from 'posthog-js'
    posthog.init('k', { api_host: 'https://e.example' })
    posthog.capture('page_view')`,
  '@segment/analytics-next': `import { AnalyticsBrowser } from '@segment/analytics-next'
    AnalyticsBrowser.load({ writeKey: 'k' }).track('page_view')`,
  '@snowplow/browser-tracker': `import { newTracker, trackPageView } from '@snowplow/browser-tracker'
    newTracker('t', 'https://e.example', { appId: 'a' })
    trackPageView()`,
  '@sentry/browser': `import { captureMessage, init } from '@sentry/browser'
    init({ dsn: 'https://k@e.example/1' })
    captureMessage('page_view')`,
  '@rudderstack/analytics-js': `import { RudderAnalytics } from '@rudderstack/analytics-js'
    const analytics = new RudderAnalytics()
    analytics.load('k', 'https://e.example')
    analytics.track('page_view')`,
}

const require = createRequire(import.meta.url)
const gzipped = (code) => gzipSync(code, { level: 9 }).length
const bytes = (code) => [code.length, gzipped(code)].map((n) => n.toLocaleString('en'))

async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2020',
    legalComments: 'none',
    logLevel: 'error',
    // Bundlers of applications define this.
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0].contents
}

const script = require.resolve('@hushlog/sdk-browser/hushlog.js')
const rows = [['hushlog, script tag', '', ...bytes(readFileSync(script))]]
for (const [name, code] of Object.entries(SDKS)) {
  const { version } = JSON.parse(readFileSync(manifest(name), 'utf8'))
  rows.push([`${name}, imported`, version, ...bytes(await bundled(code))])
}

/** Finds the `package.json` of an SDK by its path, since not all SDKs export it. */
function manifest(name) {
  return fileURLToPath(new URL(`node_modules/${name}/package.json`, import.meta.url))
}

console.log(table([['', 'version', 'bytes', 'gzip -9'], ...rows]))
