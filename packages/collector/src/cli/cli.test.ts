/** Runs the command as a process, to see what it prints where, how it ends, and what it does on signals. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'tsup'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../runtime/package-root.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-cli-'))
// The program is inside the package, so that it finds its dependencies.
const built = join(packageRoot(), 'node_modules/.cache', `cli-${process.pid}`)
const running = new Set<() => void>()

beforeAll(async () => {
  mkdirSync(built, { recursive: true })
  await build({
    entry: { main: join(packageRoot(), 'src/cli/main.ts') },
    outDir: built,
    format: ['esm'],
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    external: [/^(?!@hushlog\/base$)[a-z@]/],
    config: false,
    silent: true,
  })
})
afterEach(() => {
  for (const kill of running) kill()
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(built, { recursive: true })
})

let runs = 0
const run = (
  args: readonly string[],
  environment: Record<string, string> = {},
  cwd = join(folder, `${++runs}`),
) => {
  mkdirSync(cwd, { recursive: true })
  const child = spawn(process.execPath, [join(built, 'main.mjs'), ...args], {
    cwd,
    env: { PATH: process.env.PATH, HUSHLOG_LISTEN: '127.0.0.1:0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const kill = () => child.kill('SIGKILL')
  running.add(kill)
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      running.delete(kill)
      resolve(code)
    }),
  )
  const lines = () =>
    output.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, string>)
  const ready = async () => {
    const fields = () => lines().find(({ msg }) => msg === 'ready')
    // The two pipes have no order.
    await expect.poll(() => output.stderr).toContain('Hushlog is ready')
    await expect.poll(fields).toBeDefined()
    return fields() ?? {}
  }
  return { child, output, ended, lines, ready, cwd }
}

/** Reads the keys that a first start without a terminal has written to a file. */
const firstKeys = (cwd: string) => {
  const file = join(cwd, 'hushlog-data/first-keys.txt')
  const text = readFileSync(file, 'utf8')
  const key = /Write key +(hlw_\S+)/.exec(text)?.[1] ?? ''
  const password = /Password +(\S+)/.exec(text)?.[1] ?? ''
  return { file, key, password }
}

test('serve without configuration prints addresses, writes keys to a file of its owner, and ends with 0', async () => {
  const { child, output, ended, lines, ready, cwd } = run(['serve'])
  const { url, dashboard, endpoint, script } = await ready()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect([dashboard, endpoint, script]).toEqual([
    `${url}/analytics`,
    `${url}/v1/events`,
    `${url}/v1/hushlog.js`,
  ])
  const { file, key, password } = firstKeys(cwd)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(output.stderr).toContain(`Keys        ${file}`)
  const event = {
    id: '01JD0000000000000000000001',
    event: 'page_view',
    ts: new Date().toISOString(),
    schema_version: 1,
  }
  const sent = await fetch(`${endpoint}?key=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ events: [event] }),
  })
  expect([sent.status, await sent.text()]).toEqual([202, '{"accepted":1,"duplicates":0,"rejected":[]}'])
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
  // The password is accepted. The address exists no more than before, and needs no store, which may still be opening.
  expect((await fetch(`${url}/reports/nothing`, { headers: { authorization } })).status).toBe(404)

  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(lines().map(({ msg }) => msg)).toEqual(expect.arrayContaining(['ready', 'stopping', 'stopped']))
  expect(lines()).toContainEqual(
    expect.objectContaining({ file, msg: expect.stringContaining('keys forget') }),
  )
  for (const secret of [key, password]) {
    expect(secret).toMatch(/^[\w-]{24,28}$/)
    expect(output.stdout + output.stderr).not.toContain(secret)
    expect(readFileSync(join(cwd, 'hushlog-data/keys.json'), 'utf8')).not.toContain(secret)
  }
})

test('serve reloads keys on SIGHUP, and keeps the old ones when the file is wrong', async () => {
  const cwd = join(folder, 'reload')
  mkdirSync(cwd)
  const configure = (text: string) => writeFileSync(join(cwd, 'hushlog.yaml'), text)
  const withToken = (token: string) => `tenants: [{ id: a, read_tokens: [${token}] }]`
  configure(withToken('hlr_first-token'))
  const { child, ended, lines, ready } = run(['serve'], {}, cwd)
  const { url } = await ready()
  /** The store may not be open yet; a token that is not known is refused before. */
  const isKnown = async (token: string) =>
    (await fetch(`${url}/analytics/data`, { headers: { authorization: `Bearer ${token}` } })).status !== 401
  const areKnown = () => Promise.all(['hlr_first-token', 'hlr_second-token'].map(isKnown))
  const hasLogged = (text: string) => expect.poll(() => lines().map(({ msg }) => msg)).toContain(text)
  expect(await areKnown()).toEqual([true, false])

  configure(withToken('hlr_second-token'))
  child.kill('SIGHUP')
  await hasLogged('tenants and keys reloaded')
  expect(await areKnown()).toEqual([false, true])
  const settingsOf = (text: string) => lines().find(({ msg }) => msg === text)?.settings
  expect(settingsOf('tenants and keys reloaded')).toEqual(['tenants[a]'])
  expect(settingsOf('changed settings need a restart')).toBeUndefined()

  configure(`${withToken('hlr_second-token')}\nlog: { max_age_days: 3 }\n`)
  child.kill('SIGHUP')
  await hasLogged('changed settings need a restart')
  expect(settingsOf('changed settings need a restart')).toEqual(['log.max_age_days'])

  configure('\ntenants: 5')
  child.kill('SIGHUP')
  await hasLogged('the configuration was not reloaded')
  const { faults } = lines().find(({ msg }) => msg === 'the configuration was not reloaded') ?? {}
  expect(faults).toMatch(/hushlog\.yaml:2:10: tenants: expected /)
  expect(await areKnown()).toEqual([false, true])
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('a running collector takes over keys that a command makes and revokes', async () => {
  const { child, ended, ready, cwd } = run(['serve'])
  const { endpoint = '' } = await ready()
  const keys = async (...args: string[]) => {
    const command = run(['keys', ...args], {}, cwd)
    expect(await command.ended).toBe(0)
    return command.output.stdout
  }
  const statusWith = async (key: string) => {
    const headers = { 'content-type': 'text/plain' }
    return (await fetch(`${endpoint}?key=${key}`, { method: 'POST', headers, body: '{"events":[]}' })).status
  }
  const { write_key: key = '' } = JSON.parse(await keys('create', '--write')) as Record<string, string>
  await expect.poll(() => statusWith(key), { interval: 500 }).toBe(202)
  await keys('revoke', key.slice(-4))
  await expect.poll(() => statusWith(key), { interval: 1000 }).toBe(401)
  const { file } = firstKeys(cwd)
  await keys('forget')
  expect(existsSync(file)).toBe(false)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}, 30_000)

test('export prints what is stored, or writes a file that appears when it is complete', async () => {
  const { child, ended, ready, cwd } = run(['serve'])
  const { url = '', endpoint } = await ready()
  const { key, password } = firstKeys(cwd)
  const id = '01JD0000000000000000000001'
  const event = { id, event: 'page_view', ts: new Date().toISOString(), schema_version: 1 }
  const body = JSON.stringify({ events: [event] })
  const headers = { 'content-type': 'text/plain' }
  expect((await fetch(`${endpoint}?key=${key}`, { method: 'POST', headers, body })).status).toBe(202)

  const exported = async (...args: string[]) => {
    const command = run(['export', ...args, '--url', url], { HUSHLOG_ADMIN_PASSWORD: password }, cwd)
    return [await command.ended, command.output.stdout, command.output.stderr] as const
  }
  await expect.poll(async () => (await exported('ndjson', 'page_view'))[1]).toContain(`"id":"${id}"`)
  expect(await exported('csv', 'events', '-o', 'all.csv')).toEqual([0, '', ''])
  expect(readFileSync(join(cwd, 'all.csv'), 'utf8')).toContain(id)
  expect(await exported('csv', 'events', '--from', 'SENTINEL', '-o', 'none.csv')).toEqual([
    1,
    '',
    expect.stringMatching(
      /^hushlog: the collector refused \(invalid_parameter\): .* from is a day or a time/,
    ),
  ])
  expect(readdirSync(cwd).filter((name) => name.includes('csv'))).toEqual(['all.csv'])
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('a port or a data folder in use is named in words', async () => {
  const first = run(['serve'])
  const { url = '' } = await first.ready()
  const taken = run(['serve'], { HUSHLOG_LISTEN: new URL(url).host })
  expect(await taken.ended).toBe(1)
  expect(taken.output.stderr).toMatch(
    /^hushlog: cannot listen on 127\.0\.0\.1:\d+: another Hushlog collector uses it; stop that one, or set another address/m,
  )
  // Nothing was made for a collector that cannot run, and no key or password shown.
  expect(readdirSync(taken.cwd)).toEqual([])
  expect(taken.output.stdout + taken.output.stderr).not.toMatch(/hlw_|password/i)
  const other = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const beside = run(['serve'], {
    HUSHLOG_LISTEN: `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
  })
  expect(await beside.ended).toBe(1)
  expect(beside.output.stderr).toMatch(/: another program uses it; stop that one, or set another address/)
  other.close()
  const shared = run(['serve'], {}, first.cwd)
  expect(await shared.ended).toBe(1)
  expect(shared.output.stderr).toMatch(
    /^hushlog: the data folder .* is open in process \d+; one collector per data folder\. Stop that one, or /m,
  )
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
})

test('a command ends with 1 and says what is wrong', async () => {
  const cwd = join(folder, 'wrong')
  mkdirSync(cwd)
  writeFileSync(join(cwd, 'hushlog.yaml'), 'listn: 1')
  const results = [['check'], ['sing']].map(async (args) => {
    const { output, ended } = run(args, {}, cwd)
    return [await ended, output.stderr]
  })
  expect(await Promise.all(results)).toEqual([
    [1, expect.stringContaining('hushlog.yaml:1:1: listn: unknown key; did you mean listen?')],
    [1, expect.stringContaining("unknown command 'sing'")],
  ])
})
