import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type KeyFile, openKeyFile } from './key-file.js'

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
  running.addKeys()
  expect(running.pseudonymSecrets('acme')).toContain(before)
  expect(JSON.parse(readFileSync(running.path, 'utf8'))).toMatchObject({
    former_pseudonym_secrets: { acme: [before] },
    write_keys: [expect.any(String)],
  })
})
