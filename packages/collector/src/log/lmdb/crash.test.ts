import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fuzzCases } from '@hushlog/base/fuzz'
import { build } from 'tsup'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLog } from '../index.js'
import { drain } from '../log-contract.fixture.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hushlog-crash-'))
// The folder is inside the package, so that the program finds its dependencies.
const built = join(here, '../../../node_modules/.cache', `log-crash-${process.pid}`)

beforeAll(async () => {
  mkdirSync(built, { recursive: true })
  await build({
    entry: { child: join(here, 'crash-child.fixture.ts') },
    outDir: built,
    format: ['esm'],
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    external: ['lmdb'],
    config: false,
    silent: true,
  })
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(built, { recursive: true })
})

const child = (command: string, args: readonly string[]) => {
  const started = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let output = ''
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return { started, output: () => output, ended: new Promise((resolve) => started.once('close', resolve)) }
}

const program = join(built, 'child.mjs')

test('acknowledged records are there exactly once after several SIGKILLs', async () => {
  const dir = join(folder, 'killed')
  const acknowledged: string[] = []
  let rounds = 0
  for (const round of fuzzCases(2)) {
    rounds++
    const { started, output, ended } = child(process.execPath, [
      program,
      'append',
      dir,
      String(1 + round * 1e6),
    ])
    await expect.poll(() => output().length, { interval: 5 }).toBeGreaterThan(30_000)
    started.kill('SIGKILL')
    await ended
    const lines = output().split('\n').slice(0, -1)
    expect(lines).not.toContain('duplicate')
    acknowledged.push(...lines.flatMap((line) => line.split(' ')))
  }
  const log = await openLog({ dir, maxBytes: 1e9, dedupeDays: 14, now: Date.now })
  const records = await drain(log, 'a')
  const { head } = log.stats()
  await log.close()
  expect(acknowledged.length).toBeGreaterThan(2_000)
  const ids = new Set(records.map(({ id }) => id))
  expect(ids.size).toBe(records.length)
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
  expect(records.map(({ sequence }) => sequence)).toEqual(Array.from({ length: head }, (_, i) => i + 1))
  // Each round may also have stored the five records of the append that the kill interrupted.
  expect(records.length - acknowledged.length).toBeLessThanOrEqual(5 * rounds)
})

test('commits that were flushed are there after a SIGKILL', async () => {
  const dir = join(folder, 'flushed')
  await child(process.execPath, [program, 'flush', dir]).ended
  const log = await openLog({ dir, maxBytes: 1e9, dedupeDays: 14, now: Date.now })
  const lags = ['a', 'b'].map((reader) => log.readerStats(reader, 0).lagRecords)
  await log.close()
  expect(lags).toEqual([13, 5])
})

test('a full disk refuses whole appends, and the log goes on when there is space again', async () => {
  // A limit on the size of files acts like a full disk: 8,192 blocks of 512 or 1,024 bytes.
  const { output, ended } = child('sh', [
    '-c',
    'ulimit -f 8192; exec "$@"',
    'sh',
    process.execPath,
    program,
    'fill',
    join(folder, 'full'),
  ])
  expect(await ended).toBe(0)
  expect(JSON.parse(output())).toEqual({
    reason: 'disk',
    unchanged: true,
    contiguous: true,
    freed: true,
    again: 50,
  })
})
