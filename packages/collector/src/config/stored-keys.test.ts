import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openKeyFile } from './key-file.js'
import { secretDigest } from './secret-digest.js'
import { createCheckPassword, storePassword } from './stored-password.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-stored-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

const NOW = new Date('2026-06-01T12:00:00Z')
const DAY = 86_400_000
const SCOPES = ['read', 'erase'] as const
const opened = (name: string) => {
  const file = openKeyFile(join(folder, name))
  return { file, stored: file.stored, text: () => readFileSync(file.path, 'utf8') }
}

test('a key is returned once, and only its digest is stored', () => {
  const { file, stored, text } = opened('create')
  const write = stored.create({ kind: 'write', tenant: 'acme', name: 'shop', origins: ['*'] }, NOW)
  const read = stored.create({ kind: 'read', tenant: 'acme', scopes: SCOPES }, NOW)
  expect([write, read]).toEqual([
    expect.stringMatching(/^hlw_[\w-]{24}$/),
    expect.stringMatching(/^hlr_[\w-]{24}$/),
  ])
  expect(file.keys()).toMatchObject([
    { kind: 'write', name: 'shop', hint: write.slice(-4), sha256: secretDigest(write), origins: ['*'] },
    { kind: 'read', hint: read.slice(-4), created_at: NOW.toISOString(), scopes: SCOPES },
  ])
  for (const key of [write, read]) expect(text()).not.toContain(key.slice(4, -4))
  expect(() => stored.create({ kind: 'read', tenant: 'acme', name: 'shop', scopes: SCOPES }, NOW)).toThrow(
    'another key of this tenant has this name',
  )
})

test('rotation makes a key with the same properties, and the former one ends', () => {
  const { file, stored } = opened('rotate')
  const first = stored.create({ kind: 'write', tenant: 'acme', name: 'shop', origins: ['https://a.b'] }, NOW)
  const { key } = stored.rotate('shop', undefined, 7 * DAY, NOW)
  expect(key).not.toBe(first)
  expect(file.keys()).toMatchObject([
    { sha256: secretDigest(first), expires_at: '2026-06-08T12:00:00.000Z' },
    { sha256: secretDigest(key), name: 'shop', origins: ['https://a.b'] },
  ])
  expect(file.keys()[1]).not.toHaveProperty('expires_at')
  // The name means the key that lasts; the next rotation drops what has ended.
  const later = new Date(NOW.getTime() + 8 * DAY)
  stored.rotate(`…${key.slice(-4)}`, 'acme', 0, later)
  expect(file.keys().map(({ sha256 }) => sha256)).not.toContain(secretDigest(first))
  expect(file.keys()).toHaveLength(1)
})

test('a key is revoked by its hint or name, when that is the name of one', () => {
  const { file, stored } = opened('revoke')
  const one = stored.create({ kind: 'read', tenant: 'acme', name: 'same', scopes: SCOPES }, NOW)
  stored.create({ kind: 'read', tenant: 'globex', name: 'same', scopes: SCOPES }, NOW)
  expect(() => stored.revoke('same', undefined)).toThrow('several keys have this hint or name: read …')
  expect(() => stored.revoke('nothing', undefined)).toThrow('no key has this hint or name')
  expect(stored.revoke(one.slice(-4), undefined)).toMatchObject({ tenant: 'acme' })
  stored.revoke('same', 'globex')
  expect(file.keys()).toEqual([])
})

test('the first start makes keys and a password once, and keeps them before their digests are stored', () => {
  const { file, stored, text } = opened('first')
  let kept: unknown
  const made = stored.makeFirst(
    true,
    (keys) => {
      kept = keys
      expect(existsSync(file.path)).toBe(false)
    },
    NOW,
  )
  expect(kept).toBe(made)
  for (const secret of Object.values(made ?? {})) expect(text()).not.toContain(secret)
  const admin = file.admin()
  expect(admin && createCheckPassword(admin)(made?.adminPassword ?? '')).toBe(true)
  expect(stored.makeFirst(true, () => expect.unreachable(), NOW)).toBeUndefined()
  for (const { hint } of file.keys()) stored.revoke(hint, undefined)
  // Keys that were revoked do not come back.
  expect(stored.makeFirst(true, () => expect.unreachable(), NOW)).toBeUndefined()
  expect(stored.resetAdmin()).not.toBe(made?.adminPassword)
  expect(file.admin()).not.toEqual(admin)
})

test('keys in plain text, as an earlier version stored them, are valid and are replaced by digests', () => {
  const { file, text } = opened('plain')
  const plain = {
    write_keys: ['hlw_plainplainplain'],
    read_tokens: ['hlr_plainplainplain'],
    admin_password: 'plain-password',
    pseudonym_secrets: { default: 'kept' },
  }
  file.pseudonymSecretsOf([])
  file.stored.create({ kind: 'write', tenant: 'default', origins: [] }, NOW)
  writeFileSync(file.path, JSON.stringify(plain))
  const before = file.keys()
  expect(before).toMatchObject([
    { kind: 'write', tenant: 'default', sha256: secretDigest('hlw_plainplainplain'), origins: ['*'] },
    { kind: 'read', tenant: 'default', sha256: secretDigest('hlr_plainplainplain'), scopes: ['read'] },
  ])
  expect([file.hashPlainKeys(), file.hashPlainKeys()]).toEqual([true, false])
  expect(file.keys()).toEqual(before)
  expect(text()).not.toContain('plain-password')
  expect(text()).not.toContain('plainplain')
  expect(file.pseudonymSecrets('default')).toEqual(['kept'])
  const admin = file.admin()
  expect(admin && createCheckPassword(admin)('plain-password')).toBe(true)
})

test('a lock that a killed process left behind holds nobody up', () => {
  const { file, stored } = opened('lock')
  stored.create({ kind: 'write', tenant: 'acme', origins: [] }, NOW)
  writeFileSync(`${file.path}.lock`, '')
  utimesSync(`${file.path}.lock`, 1, 1)
  stored.create({ kind: 'write', tenant: 'acme', origins: [] }, NOW)
  expect(file.keys()).toHaveLength(2)
  expect(existsSync(`${file.path}.lock`)).toBe(false)
})

describe('the password', () => {
  test('is checked slowly once, and guesses are sorted out fast', () => {
    const check = createCheckPassword(storePassword('the right password'))
    expect(check('the right password')).toBe(true)
    const began = performance.now()
    for (let i = 0; i < 2000; i++) {
      expect(check('the right password')).toBe(true)
      expect(check(`guess ${i}`)).toBe(false)
    }
    // 4,000 slow hashes would take more than a minute.
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test('is not stored, and its hash is salted', () => {
    const [one, other] = [storePassword('same'), storePassword('same')]
    expect(one).not.toEqual(other)
    expect(JSON.stringify(one)).not.toContain('same')
    expect(createCheckPassword({ ...one, scrypt: other.scrypt })('same')).toBe(false)
  })
})
