/**
 * Runs the stages of `npm test` as processes, several at a time. A stage that passes prints one line. One
 * that fails prints all of its output when it ends, and its failed tests again at the very end, where a log
 * that is cut still has them. A stage may report more than its result in the file that HUSHLOG_TEST_NOTES
 * names, as lines of JSON: `{ against }` for what it ran against, `{ lacks }` for what cannot be there by
 * design, `{ missing }` for what could not be installed.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { memoryFolder } from '../../e2e/servers/memory-folder.mjs'
import { readPlaywright, readVitest } from './reports.mjs'

/** Times count from the start of this process, so that they include installing and building. */
const started = performance.timeOrigin

/** So many seconds pass between two lines that say which stages run. */
const PROGRESS_SECONDS = 60
/** Limits how many lines of a failure's message the end repeats. */
const MESSAGE_LINES = 30

/**
 * Bytes that unit tests may write. Their files are in memory: end-to-end tests show that flushed data
 * outlives a kill.
 */
const UNIT_BYTES = 4 * 2 ** 30

export function createRun(root) {
  const unitFolder = memoryFolder('hushlog-test-', UNIT_BYTES)
  const results = mkdtempSync(join(tmpdir(), 'hushlog-test-'))
  const running = new Map()
  const totals = { passed: 0, failed: 0, skipped: 0 }
  const failures = []
  const notes = { against: [], lacks: [], missing: [] }
  const progress = setInterval(() => {
    if (running.size > 0)
      console.log(`  … ${seconds(started)} s, running: ${[...running.values()].join(', ')}`)
  }, PROGRESS_SECONDS * 1000)

  /** @param read how to read the stage's report; undefined for a stage that is one check */
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
    /**
     * Runs stages in their order, several at a time.
     *
     * @param lanes how many run at a time
     */
    async together(lanes, stages) {
      const waiting = stages.values()
      const lane = async () => {
        for (const next of waiting) await next()
      }
      await Promise.all(Array.from({ length: lanes }, lane))
    },
    /** Runs a stage that is one check: a command that ends with 0. */
    check: (title, command, args) => stage(title, command, args),
    /**
     * Runs the tests of a vitest project.
     *
     * @param options.files the test files, all when there are none
     */
    vitest(title, project, { nodePath = process.execPath, files = [], env } = {}) {
      const path = `${dirname(nodePath)}:${process.env.PATH}` // child processes of a test get the same Node
      const script = join(root, 'node_modules/vitest/vitest.mjs')
      return stage(title, nodePath, [script, 'run', '--project', project, ...files], {
        env: { PATH: path, ...(project === 'unit' && { TMPDIR: unitFolder }), ...env },
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
    /** Prints a summary of all stages. @returns the exit code */
    end() {
      clearInterval(progress)
      for (const folder of [results, unitFolder]) rmSync(folder, { recursive: true, force: true })
      for (const { stage: where, name, message } of failures)
        console.log(`\n✗ ${where} › ${name}\n${indent(message.split('\n').slice(0, MESSAGE_LINES))}`)
      console.log(`\nTook ${seconds(started)} s, set-up included.`)
      if (notes.against.length > 0)
        console.log(`Ran against ${[...new Set(notes.against)].sort().join(', ')}.`)
      for (const lack of new Set(notes.lacks)) console.log(`Not supported — ${lack}`)
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
