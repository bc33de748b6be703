/**
 * Runs the stages of `npm test` as processes, several at a time. A stage that passes is one line; one that fails shows
 * all that it printed when it ends, and its failed tests again at the very end, where a cut log still has them.
 * A stage may tell more than its result: lines of JSON in the file named by HUSHLOG_TEST_NOTES, `{ against }` for what
 * it ran against, `{ lacks }` for what cannot be there by design, `{ missing }` for what could not be had.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { quickFolder } from '../../e2e/backends/quick-folder.mjs'
import { readPlaywright, readVitest } from './reports.mjs'

/** Of this process: what is installed and built before the first stage counts too. */
const started = performance.timeOrigin

/** Seconds between two signs of life while stages run. */
const STILL_RUNNING = 60
/** Lines of a failure's message that are repeated at the end. */
const MESSAGE_LINES = 30

/** Bytes for the files of unit tests, which wait for no disk: that what is flushed outlives a kill is for e2e. */
const UNIT_ROOM = 4 * 2 ** 30

export function createRun(root) {
  const unitFolder = quickFolder('hushlog-test-', UNIT_ROOM)
  const results = mkdtempSync(join(tmpdir(), 'hushlog-test-'))
  const running = new Map()
  const totals = { passed: 0, failed: 0, skipped: 0 }
  const failures = []
  const notes = { against: [], lacks: [], missing: [] }
  const sign = setInterval(() => {
    if (running.size > 0)
      console.log(`  … ${seconds(started)} s, running: ${[...running.values()].join(', ')}`)
  }, STILL_RUNNING * 1000)

  /** @param read what the stage's report says, or undefined for a stage that is one check */
  async function stage(title, command, args, { env = {}, read } = {}) {
    const id = `${running.size}-${title.replaceAll(/\W+/g, '-')}`
    const report = join(results, `${id}.json`)
    const notesFile = join(results, `${id}.notes`)
    const from = Date.now()
    running.set(id, title)
    console.log(`▸ ${title}`)
    const { code, output } = await execute(command, [...args, ...(read?.args?.(report) ?? [])], {
      cwd: root,
      env: { ...process.env, ...env, ...read?.env?.(report), HUSHLOG_TEST_NOTES: notesFile },
    })
    running.delete(id)
    const found = resultOf(
      code,
      output,
      read && (() => read.report(JSON.parse(readFileSync(report, 'utf8')))),
    )
    for (const key of Object.keys(totals)) totals[key] += found[key]
    failures.push(...found.failures.map((failure) => ({ stage: title, ...failure })))
    if (found.skipped > 0) notes.missing.push(`${found.skipped} skipped tests: ${title}`)
    takeNotes(notesFile)
    const counted = read ? `${found.passed} passed, ${found.failed} failed, ` : ''
    if (found.failed > 0) console.log(output)
    console.log(`${found.failed > 0 ? '✗' : '✓'} ${title}: ${counted}${seconds(from)} s`)
  }

  function takeNotes(file) {
    if (!existsSync(file)) return
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean))
      for (const [kind, text] of Object.entries(JSON.parse(line))) notes[kind].push(text)
  }

  return {
    /** Runs stages in their order, so many at a time: whoever is free takes the next. */
    async together(lanes, stages) {
      const waiting = stages.values()
      const lane = async () => {
        for (const next of waiting) await next()
      }
      await Promise.all(Array.from({ length: lanes }, lane))
    },
    /** A stage that is one check. */
    check: (title, command, args) => stage(title, command, args),
    vitest(title, project, nodePath = process.execPath) {
      const path = `${dirname(nodePath)}:${process.env.PATH}` // child processes of a test get the same Node
      const script = join(root, 'node_modules/vitest/vitest.mjs')
      return stage(title, nodePath, [script, 'run', '--project', project], {
        env: { PATH: path, ...(project === 'unit' && { TMPDIR: unitFolder }) },
        read: {
          args: (report) => ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
          report: readVitest,
        },
      })
    },
    playwright(title, args, env) {
      const script = join(root, 'e2e/node_modules/@playwright/test/cli.js')
      return stage(title, process.execPath, [script, 'test', '--reporter=list,json', ...args], {
        env,
        read: { env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }), report: readPlaywright },
      })
    },
    missing: (reason) => notes.missing.push(reason),
    /** Prints what there is to say; answers the exit code. */
    end() {
      clearInterval(sign)
      for (const folder of [results, unitFolder]) rmSync(folder, { recursive: true, force: true })
      for (const { stage: where, name, message } of failures)
        console.log(`\n✗ ${where} › ${name}\n${indent(message.split('\n').slice(0, MESSAGE_LINES))}`)
      console.log(`\nTook ${seconds(started)} s, set-up included.`)
      if (notes.against.length > 0)
        console.log(`Ran against ${[...new Set(notes.against)].sort().join(', ')}.`)
      for (const lack of new Set(notes.lacks)) console.log(`Not there — ${lack}`)
      for (const reason of notes.missing) console.log(`Not run — ${reason}`)
      if (process.env.CI === 'true') totals.failed += notes.missing.length
      for (const { stage: where, name } of failures) console.log(`FAILED — ${where} › ${name}`)
      console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
      return totals.failed === 0 ? 0 : 1
    },
  }
}

/** A run that failed without a failed test (a crash, an unhandled error, no report) counts as one failure. */
function resultOf(code, output, read) {
  const crashed = (why) => ({
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: [{ name: why, message: output.trimEnd().split('\n').slice(-MESSAGE_LINES).join('\n') }],
  })
  if (!read)
    return code === 0 ? { passed: 1, failed: 0, skipped: 0, failures: [] } : crashed(`ended with ${code}`)
  try {
    const found = read()
    if (found.passed + found.failed + found.skipped === 0) return crashed('no tests')
    if (code === 0 || found.failed > 0) return found
    const crash = crashed(`ended with ${code}`)
    return { ...found, failed: 1, failures: crash.failures }
  } catch (error) {
    return crashed(`no report: ${error.message}`)
  }
}

function execute(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    child.once('error', (error) => resolve({ code: error.code ?? 1, output }))
    child.once('close', (code, signal) => resolve({ code: code ?? signal, output }))
  })
}

const seconds = (from) => Math.round((Date.now() - from) / 1000)
const indent = (lines) => lines.map((line) => `    ${line}`).join('\n')
