import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { fuzzCases } from '@hushlog/base/fuzz'
import { build } from 'tsup'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPipeline } from './crash-pipeline.fixture.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'hushlog-fan-out-crash-'))
// The folder is inside the package, so that the program finds its dependencies.
const built = join(here, '../../node_modules/.cache', `fan-out-crash-${process.pid}`)

beforeAll(async () => {
  mkdirSync(built, { recursive: true })
  await build({
    entry: { child: join(here, 'crash-child.fixture.ts') },
    outDir: built,
    format: ['esm'],
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    external: ['lmdb', '@duckdb/node-api', '@hushlog/schema'],
    config: false,
    silent: true,
  })
})
afterAll(() => {
  rmSync(dir, { recursive: true })
  rmSync(built, { recursive: true })
})

async function runAndKill(begin: number, atLeast: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(built, 'child.mjs'), dir, String(begin)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await expect.poll(() => output.split('\n').length, { interval: 5 }).toBeGreaterThan(atLeast)
  child.kill('SIGKILL')
  await ended
  return output
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => line.split(' '))
}

/** So many appends are acknowledged before each kill. */
const LINES = [200, 220, 40, 120, 80]

const exportedIds = (): string[] =>
  readdirSync(join(dir, 'files'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json.gz'))
    .flatMap((name) =>
      gunzipSync(readFileSync(join(dir, 'files', name)))
        .toString()
        .trimEnd()
        .split('\n'),
    )
    .map((line) => String(JSON.parse(line).id))

test('acknowledged records are in DuckDB and in the files exactly once after several SIGKILLs', async () => {
  const acknowledged: string[] = []
  // The rounds are long enough for DuckDB to open and to be in the middle of batches.
  for (const round of fuzzCases(2))
    acknowledged.push(...(await runAndKill(1 + round * 1e6, LINES[round % LINES.length] ?? 0)))

  const { log, fanOut, embedded } = await openPipeline(dir)
  await fanOut.start()
  await expect
    .poll(() => fanOut.stats().map(({ lag_records }) => lag_records), { interval: 50 })
    .toEqual([0, 0])
  const rows = await embedded.reports.rows('SELECT id FROM events', [])
  await fanOut.stop(10_000)
  await log.close()

  const stored = rows.map(({ id }) => String(id))
  const exported = exportedIds()
  expect(acknowledged.length).toBeGreaterThan(8_000)
  expect(stored.length).toBe(new Set(stored).size)
  expect(exported.length).toBe(new Set(exported).size)
  expect(exported.sort()).toEqual(stored.sort())
  const all = new Set(stored)
  expect(acknowledged.filter((id) => !all.has(id))).toEqual([])
})
