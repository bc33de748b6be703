/** Runs commands inside this process. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

test('keys are made, listed, rotated and revoked, and printed once', async () => {
  const config = configure('keys')
  const keys = (...args: string[]) => runCommand(['keys', ...args, '-c', config])
  const pair = JSON.parse(await keys('create')) as Record<string, string>
  expect(pair).toEqual({
    write_key: expect.stringMatching(/^hlw_[\w-]{24}$/),
    read_token: expect.stringMatching(/^hlr_[\w-]{24}$/),
  })
  const server = JSON.parse(await keys('create', '--backfill', '--name', 'importer', '--write')) as object
  const eraser = JSON.parse(await keys('create', '--read', '--scopes', 'read,erase')) as object
  expect([Object.keys(server), Object.keys(eraser)]).toEqual([['write_key'], ['read_token']])
  const listed = await keys('list')
  expect(listed.split('\n')[0]).toBe(
    `write   default  …${pair.write_key?.slice(-4)}  -  made ${listed.slice(listed.indexOf('made ') + 5).slice(0, 24)}  origins *`,
  )
  expect(listed).toContain('importer')
  expect(listed).toContain('scopes read,erase')
  expect(await runCommand(['check', '-c', config])).toContain(
    'tenant default (made by the collector): 2 write keys, 2 read tokens',
  )
  const rotated = JSON.parse(await keys('rotate', 'importer', '--grace', '1h')) as object
  expect(rotated).toMatchObject({
    write_key: expect.stringMatching(/^hlw_/),
    former: { hint: expect.stringMatching(/^…/) },
  })
  await keys('revoke', pair.read_token?.slice(-4) ?? '')
  const after = JSON.parse(await keys('list', '--json')) as { keys: object[] }
  expect(after.keys).toMatchObject([
    { kind: 'write', origins: ['*'] },
    { name: 'importer', expires_at: expect.any(String), backfill: true, origins: [] },
    { kind: 'read', scopes: ['read', 'erase'] },
    { name: 'importer', backfill: true, origins: [] },
  ])
  const reset = JSON.parse(await keys('reset-admin')) as Record<string, string>
  const everything =
    readFileSync(join(dirname(config), 'data/keys.json'), 'utf8') + listed + JSON.stringify(after)
  for (const secret of [...Object.values(pair), reset.password ?? ''])
    expect(everything).not.toContain(secret)

  for (const [args, fault] of [
    [['create', '--backfill', '--origins', '*'], 'has no origins'],
    [['create', '--name', 'two'], 'a name is for one key'],
    [['create', '--tenant', 'nobody'], 'no tenant has this id. There are: default'],
    [['rotate', 'importer', '--grace', 'soon'], 'a time such as 7d'],
    [['revoke', 'nothing'], 'no key has this hint or name'],
  ] as const)
    await expect(keys(...args)).rejects.toThrow(fault)
})

test('keys of configured tenants are kept beside those of the configuration', async () => {
  const config = configure('configured')
  writeFileSync(
    config,
    'admin_password: long-enough\ntenants: [{ id: a }, { id: b, read_tokens: [hlr_12345678] }]\n',
    {
      flag: 'a',
    },
  )
  const keys = (...args: string[]) => runCommand(['keys', ...args, '-c', config])
  await expect(keys('create')).rejects.toThrow('--tenant is needed. There are: a, b')
  await keys('create', '--tenant', 'b')
  expect(await keys('list')).toContain(`tenant b: 0 write keys and 1 read tokens more in ${config}`)
  await expect(keys('reset-admin')).rejects.toThrow('change it there')
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
  expect(await runCommand(['check', '-c', config])).toContain('hushlog.yaml: ok')
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
