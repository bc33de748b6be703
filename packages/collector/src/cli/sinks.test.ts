/** Runs `hushlog sinks` against a collector in this process, and in a data folder that no collector uses. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { loadConfig } from '../config/load.js'
import { type Collector, createCollector } from '../create-collector.js'
import { runCommand } from './run-command.fixture.js'

const folders: string[] = []
const running: Collector[] = []
afterEach(async () => {
  for (const collector of running.splice(0)) await collector.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function configure(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-sinks-'))
  folders.push(folder)
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'blocked'), '')
  const file = join(folder, 'hushlog.yaml')
  writeFileSync(
    file,
    `data_dir: ${join(folder, 'data')}
listen: 127.0.0.1:0
drain_seconds: 0
admin_password: a-password-of-tests
sinks: [{ type: file, name: archive, path: ${join(folder, 'blocked', 'files')} }]
`,
  )
  return file
}

async function start(file: string): Promise<string> {
  const { config } = loadConfig({ environment: {}, cwd: '/', file })
  const collector = await createCollector(config)
  running.push(collector)
  const { port } = await collector.listen()
  return `http://127.0.0.1:${port}`
}

const stop = async () => {
  for (const collector of running.splice(0)) await collector.close()
}

test('sinks detach and attach ask the running collector, and the state survives a restart', async () => {
  const file = configure()
  const sinks = (url: string, ...args: readonly string[]) =>
    runCommand(['sinks', ...args, '-c', file, '--url', url])
  const first = await start(file)
  await expect.poll(() => sinks(first, 'list')).toMatch(/archive \(file\): backing off, .*last error ENOTDIR/)
  expect(JSON.parse(await sinks(first, 'detach', 'archive'))).toMatchObject({
    name: 'archive',
    state: 'detached',
  })
  expect(await sinks(first, 'list')).toMatch(
    /archive \(file\): detached, .*detached since 20.*, 0 records lost/,
  )
  await expect(sinks(first, 'detach', 'SENTINEL')).rejects.toThrow(
    /^the collector refused \(not_found\): Not found: sinks: embedded, archive$/,
  )
  await stop()

  const second = await start(file)
  const listed = JSON.parse(await sinks(second, 'list', '--json'))
  expect(listed.log.limit_bytes).toBeGreaterThan(0)
  expect(listed.sinks).toMatchObject([
    { name: 'embedded', state: 'running', holds_log_back: false },
    { name: 'archive', state: 'detached' },
  ])
  const attached = JSON.parse(await sinks(second, 'attach', 'archive', '--from', 'now'))
  expect(attached.state).not.toBe('detached')
  expect(attached.detached_since).toBe(null)
}, 30_000)

test('sinks detach and attach say without a collector what the next start does', async () => {
  const file = configure()
  const sinks = (...args: readonly string[]) => runCommand(['sinks', ...args, '-c', file])
  await start(file)
  await expect(sinks('list')).rejects.toThrow('is already open in this process')
  await stop()
  expect(await sinks('list')).toContain('embedded: attached\narchive: attached\n')
  expect(JSON.parse(await sinks('detach', 'archive'))).toMatchObject({ state: 'detached' })
  await expect(sinks('detach', 'SENTINEL')).rejects.toThrow('there is no such sink; sinks: embedded, archive')
  await start(file)
  await stop()
  expect(JSON.parse(await sinks('attach', 'archive'))).toMatchObject({ state: 'attaches at the next start' })
  await start(file)
  await stop()
  expect(await sinks('list')).toContain('archive: attached\n')
}, 30_000)
