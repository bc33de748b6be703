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

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

await setup()
const browser = chromium()
const other = otherNode()
const run = createRun(root)
const engines = otherBrowsers(run)
const onThis = `Node ${process.versions.node.split('.')[0]}`
const onOther = `Node ${other.major}`

await Promise.all([
  run.check('Packed packages (publint, are-the-types-wrong)', process.execPath, [
    'scripts/test/packages.mjs',
  ]),
  inTurn(
    () =>
      run.check('Generated files are fresh, and v1 of the schema is not broken', process.execPath, [
        'packages/schema/generate/run.mjs',
        '--check',
      ]),
    () => run.check('Format, lint, import boundaries', 'npm', ['run', '--silent', 'lint']),
  ),
])
// Three lanes for two cores: the servers' tests mostly wait. What the lanes share was built and packed above.
await Promise.all([
  inTurn(
    () => run.vitest(`Unit tests on ${onThis}`, 'unit'),
    () => other.path && run.vitest(`Unit tests on ${onOther}`, 'unit', other.path),
  ),
  inTurn(
    () => run.vitest(`End-to-end tests on ${onThis}`, 'e2e'),
    () =>
      browser.path &&
      run.playwright('Browser tests', ['--config', 'e2e/playwright.config.ts', '--project=chromium'], {
        CHROMIUM: browser.path,
      }),
    ...engines,
  ),
  inTurn(
    () =>
      run.check('Servers are there (the first fetch takes minutes)', process.execPath, [
        'e2e/backends/install.mjs',
      ]),
    () => run.vitest('Tests against servers', 'backends'),
    () => other.path && run.vitest(`End-to-end tests on ${onOther}`, 'e2e', other.path),
    () => run.check('Types', 'npm', ['run', '--silent', 'typecheck']),
  ),
])

if (browser.path === undefined) run.missing(`browser tests: ${browser.reason}`)
if (other.path === undefined) run.missing(`tests on ${onOther}: ${other.reason}`)
process.exitCode = run.end()

async function inTurn(...stages) {
  for (const stage of stages) await stage()
}
