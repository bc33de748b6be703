import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openKeyFile } from './key-file.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a rotation keeps the former secrets, newest first, and touches no other tenant', () => {
  const file = openKeyFile(join(folder, 'rotate'))
  const first = file.pseudonymSecret('acme')
  const other = file.pseudonymSecret('constructor')
  file.rotatePseudonymSecret('acme')
  const second = file.pseudonymSecret('acme')
  file.rotatePseudonymSecret('acme')
  const third = file.pseudonymSecret('acme')
  expect(new Set([first, second, third]).size).toBe(3)
  expect(file.pseudonymSecrets('acme')).toEqual([third, second, first])
  expect(file.pseudonymSecrets('constructor')).toEqual([other])
  expect(openKeyFile(join(folder, 'rotate')).pseudonymSecrets('acme')).toEqual([third, second, first])
  expect(statSync(file.path).mode & 0o777).toBe(0o600)
})

test('what another process wrote is seen and not lost', () => {
  const running = openKeyFile(join(folder, 'shared'))
  const before = running.pseudonymSecret('acme')
  openKeyFile(join(folder, 'shared')).rotatePseudonymSecret('acme')
  expect(running.pseudonymSecret('acme')).not.toBe(before)
  running.addKeys()
  expect(running.pseudonymSecrets('acme')).toContain(before)
  expect(JSON.parse(readFileSync(running.path, 'utf8'))).toMatchObject({
    former_pseudonym_secrets: { acme: [before] },
    write_keys: [expect.any(String)],
  })
})
