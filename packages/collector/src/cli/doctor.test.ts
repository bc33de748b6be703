/** Runs `hushlog doctor` where no collector runs, and beside one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { loadConfig } from '../config/load.js'
import { createCollector } from '../create-collector.js'
import { describeSink } from './doctor-sinks.js'
import { runCommand } from './run-command.fixture.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  process.exitCode = undefined
})

const configure = (name: string, port: number): string => {
  mkdirSync(join(folder, name), { recursive: true })
  const file = join(folder, name, 'hushlog.yaml')
  writeFileSync(
    file,
    `data_dir: data\nlisten: 127.0.0.1:${port}\nadmin_password: long-enough-password\nsinks: [{ type: file, path: ./export }]\n`,
  )
  return file
}

test('checks every sink before the first start', async () => {
  const said = await runCommand(['doctor', '-c', configure('first', 0)])
  expect(said).toMatch(/^ok {4}127\.0\.0\.1:0 is free$/m)
  expect(said).toMatch(/^ok {4}sink file: its folder will be made$/m)
  expect(said).toMatch(/^ok {4}sink embedded: its file will be made$/m)
})

test('names a store that is damaged', async () => {
  const config = configure('damaged', 0)
  const loaded = loadConfig({ environment: {}, cwd: folder, file: config })
  await (await createCollector(loaded.config)).close()
  writeFileSync(join(folder, 'damaged/data/embedded.duckdb'), 'not a database'.repeat(1000))
  expect(await runCommand(['doctor', '-c', config])).toMatch(
    /^FAIL {2}sink embedded: the embedded store failed: /m,
  )
  expect(process.exitCode).toBe(1)
})

test('names a folder that cannot be written', async () => {
  const config = configure('closed', 0)
  // A file in its place refuses also the superuser.
  writeFileSync(join(folder, 'closed/export'), '')
  expect(await runCommand(['doctor', '-c', config])).toMatch(
    /^FAIL {2}sink file: the file sink failed: EACCES/m,
  )
})

test('works beside a running collector, and shows how its sinks fare', async () => {
  const { config } = loadConfig({ environment: {}, cwd: folder, file: configure('running', 0) })
  const collector = await createCollector(config)
  try {
    const { port } = await collector.listen()
    const said = await runCommand(['doctor', '-c', configure('running', port)])
    expect(said).toMatch(new RegExp(`^ok {4}a collector runs at http://127\\.0\\.0\\.1:${port}: ready`, 'm'))
    expect(said).toMatch(/^ok {4}sink embedded: the running collector has it open$/m)
    for (const name of ['embedded', 'file'])
      expect(said).toMatch(
        new RegExp(`^ok {4}sink ${name} of the running collector: running, 0 records behind$`, 'm'),
      )
    expect(process.exitCode).toBeUndefined()
  } finally {
    await collector.close()
  }
})

test('a sink that fails is a failure', () => {
  const sink = {
    name: 's3',
    state: 'backing_off',
    lag_records: 7,
    failing_since: 'now',
    last_error: { code: 'AccessDenied' },
  }
  expect(describeSink(sink)).toEqual({
    ok: false,
    what: 'sink s3 of the running collector: backing_off, failing with AccessDenied, 7 records behind',
  })
})
