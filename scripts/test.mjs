/**
 * `npm test`: installs what the tests need and runs all of them, on this Node and on the other supported major.
 * Nothing is skipped in silence: what could not be had is named at the end, and is a failure under CI=true.
 */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup } from './setup.mjs'
import { checkPackages } from './test/packages.mjs'
import { chromium, otherNode } from './test/provide.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const results = mkdtempSync(join(tmpdir(), 'hushlog-test-'))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const playwright = join(root, 'e2e/node_modules/@playwright/test/cli.js')
const totals = { passed: 0, failed: 0, skipped: 0 }
const missing = []
const started = Date.now()

await setup()
// Minutes when they are not there yet, so beside the first stages; the stage that needs them waits.
const fetching = spawn(process.execPath, [join(root, 'e2e/backends/install.mjs')], { stdio: 'inherit' })
stage('Generated files are fresh, and v1 of the schema is not broken', () =>
  node(['packages/schema/generate/run.mjs', '--check']),
)
stage('Format, lint, import boundaries', () => npmRun('lint'))
stage('Types', () => npmRun('typecheck'))
stage('Packed packages (publint, are-the-types-wrong)', () => checkPackages(root))

vitestStage('Unit tests', 'unit', process.execPath)
// It mostly waits for the servers: beside the next stages, and its output after them.
const servers = vitestBeside('Tests against servers', 'backends')
vitestStage('End-to-end tests', 'e2e', process.execPath)

const browser = chromium()
if (browser.path === undefined) missing.push(`browser tests: ${browser.reason}`)
else playwrightStage(browser.path)
await servers()

const other = otherNode()
if (other.path === undefined) missing.push(`Node ${other.major}: ${other.reason}`)
else {
  vitestStage(`Unit tests on Node ${other.major}`, 'unit', other.path)
  vitestStage(`End-to-end tests on Node ${other.major}`, 'e2e', other.path)
}

finish()

function stage(title, run) {
  const from = Date.now()
  console.log(`\n▸ ${title}`)
  const ok = run()
  if (ok) totals.passed += 1
  else totals.failed += 1
  console.log(`  ${ok ? 'ok' : 'FAILED'} (${Math.round((Date.now() - from) / 1000)} s)`)
}

function vitestRun(title, project) {
  const report = join(results, `${title.replaceAll(/\W+/g, '-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return {
    report,
    without: `${report}.missing`,
    args: [vitest, 'run', '--project', project, ...reporters],
    env: { HUSHLOG_BACKENDS_MISSING: `${report}.missing` },
  }
}

function vitestStage(title, project, nodePath) {
  const run = vitestRun(title, project)
  console.log(`\n▸ ${title} (${version(nodePath)})`)
  countVitest(node(run.args, nodePath, run.env), run)
}

/** Begins a stage, and answers how to wait for its end. */
function vitestBeside(title, project) {
  const run = vitestRun(title, project)
  const output = `${run.report}.log`
  const file = openSync(output, 'w')
  console.log(`\n▸ ${title} (begun)`)
  const child = spawn(process.execPath, run.args, {
    cwd: root,
    stdio: ['ignore', file, file],
    env: { ...process.env, ...run.env },
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  return async () => {
    const code = await ended
    closeSync(file)
    console.log(`\n▸ ${title} (ended)\n${readFileSync(output, 'utf8')}`)
    countVitest(code === 0, run)
  }
}

function countVitest(ok, { report, without }) {
  if (existsSync(without))
    missing.push(...JSON.parse(readFileSync(without, 'utf8')).map((reason) => `tests against ${reason}`))
  count(ok, report, (json) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests + json.numTodoTests,
  }))
}

function playwrightStage(executable) {
  const report = join(results, 'browser.json')
  console.log(`\n▸ Browser tests (${executable})`)
  const ok = node(
    [playwright, 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
    process.execPath,
    {
      CHROMIUM: executable,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  )
  count(ok, report, (json) => ({
    passed: json.stats.expected,
    failed: json.stats.unexpected + json.stats.flaky,
    skipped: json.stats.skipped,
  }))
}

/** A run that failed without a failed test (a crash, an unhandled error, no report) counts as one failure. */
function count(ok, report, read) {
  let found = { passed: 0, failed: 0, skipped: 0 }
  try {
    found = read(JSON.parse(readFileSync(report, 'utf8')))
  } catch (error) {
    console.log(`  no test report: ${error.message}`)
  }
  if ((!ok || found.passed + found.skipped === 0) && found.failed === 0) found.failed = 1
  for (const key of Object.keys(totals)) totals[key] += found[key]
  if (found.skipped > 0) missing.push(`${found.skipped} skipped tests in ${report.split('/').at(-1)}`)
}

function finish() {
  fetching.kill()
  rmSync(results, { recursive: true, force: true })
  console.log(`\nTook ${Math.round((Date.now() - started) / 1000)} s.`)
  for (const reason of missing) console.log(`Not run — ${reason}`)
  if (missing.length > 0 && process.env.CI === 'true') totals.failed += missing.length
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
  process.exit(totals.failed === 0 ? 0 : 1)
}

function node(args, nodePath = process.execPath, env = {}) {
  const path = `${dirname(nodePath)}:${process.env.PATH}` // child processes of a test get the same Node
  return (
    spawnSync(nodePath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path, ...env } })
      .status === 0
  )
}

function npmRun(script) {
  return spawnSync('npm', ['run', '--silent', script], { cwd: root, stdio: 'inherit' }).status === 0
}

function version(nodePath) {
  return spawnSync(nodePath, ['--version'], { encoding: 'utf8' }).stdout.trim()
}
