import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type KeyFile, openKeyFile, renewKeyFile } from './key-file.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

const secretOf = (file: KeyFile, tenantId: string) => file.pseudonymSecretsOf([tenantId]).get(tenantId)

test('rotation keeps the former secrets, newest first, and touches no other tenant', () => {
  const file = openKeyFile(join(folder, 'rotate'))
  const first = secretOf(file, 'acme')
  const other = secretOf(file, 'constructor')
  file.rotatePseudonymSecret('acme')
  const second = secretOf(file, 'acme')
  file.rotatePseudonymSecret('acme')
  const third = secretOf(file, 'acme')
  expect(new Set([first, second, third]).size).toBe(3)
  expect(file.pseudonymSecrets('acme')).toEqual([third, second, first])
  expect(file.pseudonymSecrets('constructor')).toEqual([other])
  expect(openKeyFile(join(folder, 'rotate')).pseudonymSecrets('acme')).toEqual([third, second, first])
  expect(statSync(file.path).mode & 0o777).toBe(0o600)
})

test('makes the secrets of many tenants in one write and returns the same ones again', () => {
  const file = openKeyFile(join(folder, 'many'))
  const ids = Array.from({ length: 500 }, (_, i) => `tenant-${i}`)
  const secrets = file.pseudonymSecretsOf(ids)
  expect(new Set(ids.map((id) => secrets.get(id))).size).toBe(ids.length)
  const { ino } = statSync(file.path)
  expect(openKeyFile(join(folder, 'many')).pseudonymSecretsOf(ids)).toEqual(secrets)
  expect(statSync(file.path).ino).toBe(ino)
})

test('sees and keeps what another process wrote', () => {
  const running = openKeyFile(join(folder, 'shared'))
  const before = secretOf(running, 'acme')
  openKeyFile(join(folder, 'shared')).rotatePseudonymSecret('acme')
  expect(secretOf(running, 'acme')).not.toBe(before)
  running.stored.create({ kind: 'write', tenant: 'acme', origins: [] }, new Date())
  expect(running.pseudonymSecrets('acme')).toContain(before)
  expect(JSON.parse(readFileSync(running.path, 'utf8'))).toMatchObject({
    former_pseudonym_secrets: { acme: [before] },
    keys: [{ kind: 'write', tenant: 'acme' }],
  })
})

/** Makes a folder with a key file, and with a file of events as a collector leaves it. */
function folderWithEvents(name: string, events: string) {
  const dir = join(folder, name)
  const file = openKeyFile(dir)
  const secret = secretOf(file, 'acme')
  mkdirSync(dirname(join(dir, events)), { recursive: true })
  writeFileSync(join(dir, events), '')
  return { dir, file, secret }
}

test.each(['log/data.mdb', 'embedded.duckdb'])(
  'a missing file beside %s is refused and not made anew',
  (events) => {
    const { dir, file } = folderWithEvents(`missing-${events.replace(/\W/g, '-')}`, events)
    rmSync(file.path)
    const refusal =
      /keys\.json is missing beside stored events\..* restore it from a backup\..*`hushlog keys renew --accept/
    expect(() => openKeyFile(dir)).toThrow(refusal)
    // A collector that runs makes no other secret either, and its erasures do not find nothing in silence.
    expect(() => file.pseudonymSecretsOf(['acme'])).toThrow(refusal)
    expect(() => file.pseudonymSecrets('acme')).toThrow(refusal)
    expect(() => file.rotatePseudonymSecret('acme')).toThrow(refusal)
    expect(existsSync(file.path)).toBe(false)
  },
)

test.each([
  ['', 'it is no JSON object'],
  ['{"pseudonym_secrets": {"acme": "SENTI', 'it is no JSON object'],
  ['{"admin_password":"SENTINEL"}', 'it has no pseudonym_secrets, and there are stored events'],
  ['{"pseudonym_secrets": {"acme": ""}}', 'pseudonym_secrets are not one text for each tenant'],
  ['{"pseudonym_secrets": ["SENTINEL"]}', 'pseudonym_secrets are not one text for each tenant'],
])('a damaged file is named and left alone: %s', (text, fault) => {
  const { dir, file } = folderWithEvents('damaged', 'log/data.mdb')
  writeFileSync(file.path, text)
  expect(() => openKeyFile(dir)).toThrow(`${file.path} is damaged: ${fault}. It holds`)
  expect(() => openKeyFile(dir)).not.toThrow(/SENTI/)
  expect(readFileSync(file.path, 'utf8')).toBe(text)
  rmSync(dir, { recursive: true })
})

test('a lost file is begun anew on demand, a sound one never', () => {
  const { dir, file, secret } = folderWithEvents('renewed', 'log/data.mdb')
  expect(() => renewKeyFile(dir)).toThrow('nothing is wrong with')
  expect(secretOf(file, 'acme')).toBe(secret)
  writeFileSync(file.path, '{')
  expect(secretOf(renewKeyFile(dir), 'acme')).not.toBe(secret)
  expect(readFileSync(`${file.path}.damaged`, 'utf8')).toBe('{')
  expect(openKeyFile(dir).pseudonymSecrets('acme')).toHaveLength(1)
})
