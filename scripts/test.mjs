/**
 * `npm test`: installs what the tests need and runs all of them, on this Node and on the other supported major.
 * Nothing is skipped in silence: what could not be had is named at the end, and is a failure under CI=true.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup } from './setup.mjs'
import { otherBrowsers } from './test/browsers.mjs'
import { chromium, otherNode } from './test/provide.mjs'
import { createRun } from './test/run.mjs'

/** Stages at a time. */
const LANES = 3

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

await setup()
console.log(`✓ Set-up: ${Math.round(performance.now() / 1000)} s`)
const browser = chromium()
const other = otherNode()
const run = createRun(root)
const engines = otherBrowsers(run)
const onThis = `Node ${process.versions.node.split('.')[0]}`
const onOther = `Node ${other.major}`

const vitestOn = (what, project, node) => () => run.vitest(`${what} on ${node.name}`, project, node.path)
const unit = (node) => vitestOn('Unit tests', 'unit', node)
const e2e = (node) => vitestOn('End-to-end tests', 'e2e', node)
const nodes = { this: { name: onThis, path: process.execPath }, other: { name: onOther, path: other.path } }

// What the stages below share is packed here; it was built above.
await run.together(2, [
  () =>
    run.check('Packed packages (publint, are-the-types-wrong)', process.execPath, [
      'scripts/test/packages.mjs',
    ]),
  () =>
    run.check('Generated files are fresh, and v1 of the schema is not broken', process.execPath, [
      'scripts/generate.mjs',
      '--check',
    ]),
  () => run.check('Format, lint, import boundaries', 'npm', ['run', '--silent', 'lint']),
])
// Three for two cores, since the servers' tests mostly wait; the longest first, so that none is left alone at the end.
await run.together(LANES, [
  () =>
    run
      .check('Servers are there (the first fetch takes minutes)', process.execPath, [
        'e2e/backends/install.mjs',
      ])
      .then(() => run.vitest('Tests against servers', 'backends')),
  unit(nodes.this),
  ...(browser.path === undefined
    ? []
    : [
        () =>
          run.playwright('Browser tests', ['--config', 'e2e/playwright.config.ts', '--project=chromium'], {
            CHROMIUM: browser.path,
          }),
      ]),
  e2e(nodes.this),
  ...(other.path === undefined ? [] : [unit(nodes.other), e2e(nodes.other)]),
  ...engines,
  () => run.check('Types', 'npm', ['run', '--silent', 'typecheck']),
])

if (browser.path === undefined) run.missing(`browser tests: ${browser.reason}`)
if (other.path === undefined) run.missing(`tests on ${onOther}: ${other.reason}`)
process.exitCode = run.end()
