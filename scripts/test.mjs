/**
 * `npm test`: installs what the tests need and runs all of them. What depends on the version of Node runs on
 * the other supported major too; what starts servers runs once. Nothing is skipped in silence: the end names
 * what could not run, and under CI=true each such thing is a failure. `npm run test:long` has what takes
 * longer.
 */
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup } from './setup.mjs'
import { otherBrowsers } from './test/browsers.mjs'
import { chromium, otherNode } from './test/provide.mjs'
import { createRun } from './test/run.mjs'

/** Limits how many stages run at a time: three on two cores, since tests against servers mostly wait. */
const LANES = 3

/** On the other Node, the SDK and the collector start, talk to each other, and pass the shared vectors. */
const SMOKE = ['collector/vectors', 'sdk/vectors', 'sdk/exit', 'exports'].map((name) => `e2e/${name}.test.ts`)

/** Each file tests a tool; `npm run test:long` runs Next 15, whose build takes half a minute. */
const isQuickTool = (name) => name.endsWith('.test.ts') && name !== 'next15.test.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

await setup()
console.log(`✓ Set-up: ${Math.round(performance.now() / 1000)} s`)
const browser = chromium()
const other = otherNode()
const run = createRun(root)
const engines = otherBrowsers(run)
const tools = readdirSync(join(root, 'e2e/tools'))
  .filter(isQuickTool)
  .map((name) => `e2e/tools/${name}`)
const onThis = `Node ${process.versions.node.split('.')[0]}`
const onOther = `Node ${other.major}`

const servers = async () => {
  await run.check('Servers are there (the first fetch takes minutes)', process.execPath, [
    'e2e/servers/install.mjs',
  ])
  await run.vitest('Tests against servers', 'backends')
}
const inChromium = () =>
  run.playwright('Browser tests', ['--config', 'e2e/playwright.config.ts', '--project=chromium'], {
    CHROMIUM: browser.path,
  })
const onOtherNode = [
  () => run.vitest(`Unit tests on ${onOther}`, 'unit', { nodePath: other.path }),
  () => run.vitest(`End-to-end smoke tests on ${onOther}`, 'e2e', { nodePath: other.path, files: SMOKE }),
]

// These read the built packages, which the tests below use and leave alone.
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
// The longest come first, so that none of them runs alone at the end.
await run.together(LANES, [
  servers,
  () => run.vitest(`End-to-end tests on ${onThis}`, 'e2e'),
  () => run.vitest('Packed packages in the tools of their users', 'tools', { files: tools }),
  () => run.vitest(`Unit tests on ${onThis}`, 'unit'),
  ...(browser.path === undefined ? [] : [inChromium]),
  ...engines,
  ...(other.path === undefined ? [] : onOtherNode),
  () => run.check('Types', 'npm', ['run', '--silent', 'typecheck']),
])

if (browser.path === undefined) run.missing(`browser tests: ${browser.reason}`)
if (other.path === undefined) run.missing(`tests on ${onOther}: ${other.reason}`)
process.exitCode = run.end()
