/** Runs commands inside this process. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { runCommand } from './run-command.fixture.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-commands-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  process.exitCode = undefined
})

/** Makes a configuration with a data folder of its own. */
const configure = (name: string): string => {
  mkdirSync(join(folder, name))
  const file = join(folder, name, 'hushlog.yaml')
  writeFileSync(file, 'data_dir: data\nlisten: 127.0.0.1:0\n')
  return file
}

test('keys create adds a pair, which keys show and check see', async () => {
  const config = configure('keys')
  const keys = async (action: string) =>
    JSON.parse(await runCommand(['keys', action, '-c', config])) as Record<string, string[]>
  const before = await keys('show')
  const added = await keys('create')
  const after = await keys('show')
  expect(after.write_keys).toEqual([...(before.write_keys ?? []), added.write_key])
  expect(after.read_tokens).toEqual([...(before.read_tokens ?? []), added.read_token])
  const checked = await runCommand(['check', '-c', config])
  expect(checked).toContain('tenant default (made by the collector): 2 write keys')
  expect(checked).not.toContain('hlw_')
})

test.each(['', 'tenants: [{ id: acme }]\n'])(
  'check and commands that only read write nothing: %j',
  async (tenants) => {
    const config = configure(`reads-${tenants.length}`)
    writeFileSync(config, tenants, { flag: 'a' })
    const dir = dirname(config)
    const before = readdirSync(dir, { recursive: true })
    expect(await runCommand(['check', '-c', config])).toContain('hushlog.yaml: ok')
    await runCommand(['schema', 'athena', '-c', config, '--bucket', 'events'])
    await runCommand(['dead-letters', 'list', '-c', config])
    expect(readdirSync(dir, { recursive: true })).toEqual(before)
    mkdirSync(join(dir, 'data'))
    await runCommand(['check', '-c', config])
    expect(readdirSync(join(dir, 'data'))).toEqual([])
  },
)

test('check says what the first start makes', async () => {
  expect(await runCommand(['check', '-c', configure('first')])).toContain(
    'tenant default (the first start makes its keys and a password): 0 write keys',
  )
})

test('a key file that got lost is named by check, and renewed only where its cost is accepted', async () => {
  const config = configure('lost')
  const dir = dirname(config)
  mkdirSync(join(dir, 'data/log'), { recursive: true })
  writeFileSync(join(dir, 'data/log/data.mdb'), '')
  await expect(runCommand(['check', '-c', config])).rejects.toThrow(
    'keys.json is missing beside stored events',
  )
  await expect(runCommand(['keys', 'renew', '-c', config])).rejects.toThrow(
    'repeat the command with --accept',
  )
  expect(readdirSync(join(dir, 'data'))).toEqual(['log'])
  const renewed = await runCommand(['keys', 'renew', '--accept-new-pseudonyms', '-c', config])
  expect(JSON.parse(renewed)).toEqual({ key_file: join(dir, 'data/keys.json'), tenants: 1 })
  expect(await runCommand(['check', '-c', config])).toContain('tenant default (made by the collector)')
  await expect(runCommand(['keys', 'renew', '--accept-new-pseudonyms', '-c', config])).rejects.toThrow(
    'nothing is wrong with',
  )
})

test('keys rotate-pseudonyms keeps the former secrets', async () => {
  const config = configure('rotate')
  const rotate = (tenant: string) => runCommand(['keys', 'rotate-pseudonyms', tenant, '-c', config])
  expect(JSON.parse(await rotate('default'))).toEqual({ tenant: 'default', secrets: 2 })
  expect(JSON.parse(await rotate('default'))).toEqual({ tenant: 'default', secrets: 3 })
  await expect(rotate('nobody')).rejects.toThrow('no tenant has this id. There are: default')
})

test('doctor tries the data folder out', async () => {
  expect(await runCommand(['doctor', '-c', configure('doctor')])).toMatch(
    /^ok {4}data folder can be written/m,
  )
})

test('redact prints what is left, or findings with rules and places but no value', async () => {
  const file = join(folder, 'in.txt')
  const pem =
    '-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEAabcdefghij1234567890abcdefghij\n-----END PRIVATE KEY-----\n'
  writeFileSync(file, `to ada@example.com\n${pem}EMP-123456 at 192.0.2.17\n`)
  const redact = (...args: string[]) => runCommand(['redact', ...args])

  const own = ['--rule', 'employee=EMP-[0-9]{6}']
  expect(await redact('-f', file, ...own)).toBe('to [email]\n[secret]\n[employee] at [ip]\n')
  expect(process.exitCode).toBeUndefined()
  expect(await redact('-f', file, '--findings', '--exit-code')).toMatch(
    /^1:3-18 email\n2:0-\d+ secret_token\n5:14-24 ip\n$/,
  )
  expect(process.exitCode).toBe(3)
  expect(await redact('--json', 'I', 'am', 'ada@example.com')).toBe(
    '{"line":1,"text":"I am [email]","findings":[{"rule":"email","start":5,"end":20}]}\n',
  )
  expect(await redact('--set', 'browser', '192.0.2.17')).toBe('192.0.2.17\n')
  await expect(redact('--rule', 'own=(a+)+b', 'x')).rejects.toThrow('write the repetition out')
  await expect(redact('-f', join(folder, 'gone'))).rejects.toThrow('the file cannot be read (ENOENT)')
  await expect(redact('--set', 'all', 'x')).rejects.toThrow('--set is full or browser')
})
