/** The command as its own process: what it prints where, how it ends, what it does on signals. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'tsup'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../runtime/package-root.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-cli-'))
// Inside the package, so that the program finds its dependencies.
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
    const told = () => lines().find(({ msg }) => msg === 'ready')
    // Two pipes, in no order.
    await expect.poll(() => output.stderr).toContain('Hushlog is ready')
    await expect.poll(told).toBeDefined()
    return told() ?? {}
  }
  return { child, output, ended, lines, ready, cwd }
}

test('serve without configuration works, says where on stdout and with which keys on stderr, and ends with 0', async () => {
  const { child, output, ended, lines, ready } = run(['serve'])
  const { url, dashboard, endpoint, script } = await ready()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect([dashboard, endpoint, script]).toEqual([
    `${url}/analytics`,
    `${url}/v1/events`,
    `${url}/v1/hushlog.js`,
  ])
  const key = /Write key +(hlw_\S+)/.exec(output.stderr)?.[1] ?? ''
  const password = /Password +(\S+)/.exec(output.stderr)?.[1] ?? ''
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
  // Behind the door there is nothing at this address; the store of the reports may still be opening.
  expect((await fetch(`${url}/reports/nothing`, { headers: { authorization } })).status).toBe(404)

  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(lines().map(({ msg }) => msg)).toEqual(expect.arrayContaining(['ready', 'stopping', 'stopped']))
  for (const secret of [key, password]) expect(output.stdout).not.toContain(secret)
})

test('serve takes over keys on SIGHUP, and keeps the old ones when the file is wrong', async () => {
  const cwd = join(folder, 'reload')
  mkdirSync(cwd)
  const configure = (text: string) => writeFileSync(join(cwd, 'hushlog.yaml'), text)
  const withToken = (token: string) => `tenants: [{ id: a, read_tokens: [${token}] }]`
  configure(withToken('hlr_first-token'))
  const { child, ended, lines, ready } = run(['serve'], {}, cwd)
  const { url } = await ready()
  const status = async (token: string) =>
    (await fetch(`${url}/analytics/data`, { headers: { authorization: `Bearer ${token}` } })).status
  const said = (text: string) => expect.poll(() => lines().map(({ msg }) => msg)).toContain(text)
  expect([await status('hlr_first-token'), await status('hlr_second-token')]).toEqual([200, 401])

  configure(withToken('hlr_second-token'))
  child.kill('SIGHUP')
  await said('tenants and keys reloaded')
  expect([await status('hlr_first-token'), await status('hlr_second-token')]).toEqual([401, 200])

  configure('tenants: 5')
  child.kill('SIGHUP')
  await said('the configuration was not reloaded')
  expect(await status('hlr_second-token')).toBe(404)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('export prints what is stored, or writes a file that appears when it is whole', async () => {
  const { child, output, ended, ready, cwd } = run(['serve'])
  const { url = '', endpoint } = await ready()
  const key = /Write key +(hlw_\S+)/.exec(output.stderr)?.[1] ?? ''
  const id = '01JD0000000000000000000001'
  const event = { id, event: 'page_view', ts: new Date().toISOString(), schema_version: 1 }
  const body = JSON.stringify({ events: [event] })
  const headers = { 'content-type': 'text/plain' }
  expect((await fetch(`${endpoint}?key=${key}`, { method: 'POST', headers, body })).status).toBe(202)

  const exported = async (...args: string[]) => {
    const command = run(['export', ...args, '--url', url], {}, cwd)
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

test('a port that is taken, and a data folder that is, are said in words', async () => {
  const first = run(['serve'])
  const { url = '' } = await first.ready()
  const taken = run(['serve'], { HUSHLOG_LISTEN: new URL(url).host })
  expect(await taken.ended).toBe(1)
  expect(taken.output.stderr).toMatch(
    /^hushlog: cannot listen on 127\.0\.0\.1:\d+: it is in use; set another/m,
  )
  const shared = run(['serve'], {}, first.cwd)
  expect(await shared.ended).toBe(1)
  expect(shared.output.stderr).toMatch(
    /^hushlog: the log in .* is open in process \d+; one collector per data folder$/m,
  )
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
})

test('check, keys and doctor', async () => {
  const cwd = join(folder, 'commands')
  mkdirSync(cwd)
  const done = async (...args: string[]) => {
    const { output, ended } = run(args, {}, cwd)
    return { code: await ended, ...output }
  }
  const shown = await done('keys', 'show')
  const added = await done('keys', 'create')
  const both = JSON.parse((await done('keys', 'show')).stdout) as { write_keys: string[] }
  expect(both.write_keys).toEqual([
    ...(JSON.parse(shown.stdout) as { write_keys: string[] }).write_keys,
    (JSON.parse(added.stdout) as { write_key: string }).write_key,
  ])
  const checked = await done('check')
  expect([checked.code, checked.stdout]).toEqual([
    0,
    expect.stringContaining('tenant default (made by the collector): 2 write keys'),
  ])
  expect(checked.stdout).not.toContain('hlw_')
  expect((await done('doctor')).stdout).toContain('ok    data folder can be written')

  writeFileSync(join(cwd, 'hushlog.yaml'), 'listn: 1')
  const wrong = await done('check')
  expect([wrong.code, wrong.stderr]).toEqual([
    1,
    expect.stringContaining('hushlog.yaml:1:1: listn: unknown key; did you mean listen?'),
  ])
  expect((await done('sing')).code).toBe(1)
})

test('redact shows what would be left, and tells rules and places but no value', async () => {
  const cwd = join(folder, 'redact')
  mkdirSync(cwd)
  const pem =
    '-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEAabcdefghij1234567890abcdefghij\n-----END PRIVATE KEY-----\n'
  writeFileSync(join(cwd, 'in.txt'), `to ada@example.com\n${pem}EMP-123456 at 192.0.2.17\n`)
  const done = async (...args: string[]) => {
    const { output, ended } = run(['redact', ...args], {}, cwd)
    return [await ended, output.stdout, output.stderr] as const
  }
  const own = ['--rule', 'employee=EMP-[0-9]{6}']
  expect(await done('-f', 'in.txt', ...own)).toEqual([0, 'to [email]\n[secret]\n[employee] at [ip]\n', ''])
  const [code, places] = await done('-f', 'in.txt', '--findings', '--exit-code')
  expect([code, places]).toEqual([
    3,
    expect.stringMatching(/^1:3-18 email\n2:0-\d+ secret_token\n5:14-24 ip\n$/),
  ])
  expect(await done('--json', 'I', 'am', 'ada@example.com')).toEqual([
    0,
    '{"line":1,"text":"I am [email]","findings":[{"rule":"email","start":5,"end":20}]}\n',
    '',
  ])
  expect((await done('--set', 'browser', '192.0.2.17'))[1]).toBe('192.0.2.17\n')
  expect(await done('--rule', 'own=(a+)+b', 'x')).toEqual([
    1,
    '',
    expect.stringContaining('write the repetition out'),
  ])
  expect(await done('-f', 'gone')).toEqual([1, '', 'hushlog: the file cannot be read (ENOENT)\n'])
  expect((await done('--set', 'all', 'x'))[0]).toBe(1)
})

test('keys rotate-pseudonyms keeps the former secrets', async () => {
  const { ended, output, cwd } = run(['keys', 'rotate-pseudonyms', 'default'])
  expect(await ended).toBe(0)
  expect(JSON.parse(output.stdout)).toEqual({ tenant: 'default', secrets: 2 })
  const again = run(['keys', 'rotate-pseudonyms', 'nobody'], {}, cwd)
  expect([await again.ended, again.output.stdout]).toEqual([1, ''])
})
