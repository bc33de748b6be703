import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { changedSettings } from './changed-settings.js'
import { loadConfig } from './load.js'

const cwd = mkdtempSync(join(tmpdir(), 'hushlog-changed-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const load = (yaml: string) => {
  writeFileSync(join(cwd, 'hushlog.yaml'), yaml)
  return loadConfig({ environment: {}, cwd }).config
}

const started = load(`
listen: 127.0.0.1:8788
admin_password: SENTINEL-before
tenants:
  - { id: acme, write_keys: [{ key: hlw_SENTINEL-1 }] }
  - { id: globex, read_tokens: [hlr_SENTINEL-1] }
sinks:
  - { type: file, path: ./SENTINEL-export }
  - { type: s3, name: archive, bucket: sentinel-bucket, region: us-east-1 }
log: { max_bytes: 1000000 }
`)

const changed = load(`
listen: 127.0.0.1:9999
admin_password: SENTINEL-after
tenants:
  - { id: acme, write_keys: [{ key: hlw_SENTINEL-2 }] }
  - { id: globex, read_tokens: [hlr_SENTINEL-1] }
  - { id: initech }
sinks:
  - { type: file, path: ./SENTINEL-other }
  - { type: s3, name: archive, bucket: sentinel-bucket, region: us-east-1 }
  - { type: file, name: second, path: ./SENTINEL-second }
log: { max_bytes: 2000000, max_age_days: 3 }
drain_seconds: 3
`)

test('names what a reload takes over, and what needs a restart, without values', () => {
  const names = changedSettings(started, started, changed)
  expect(names).toEqual({
    reloaded: expect.arrayContaining(['admin_password', 'tenants[acme]', 'tenants[initech]']),
    needRestart: expect.arrayContaining([
      'listen',
      'sinks[file]',
      'sinks[second]',
      'log.max_bytes',
      'log.max_age_days',
      'drain_seconds',
    ]),
  })
  expect([names.reloaded.length, names.needRestart.length]).toEqual([3, 6])
  expect(JSON.stringify(names).toLowerCase()).not.toContain('sentinel')
})

test('what needed a restart still does after the next reload, and what was reloaded is not named again', () => {
  expect(changedSettings(started, changed, changed)).toMatchObject({
    reloaded: [],
    needRestart: expect.arrayContaining(['listen', 'log.max_bytes']),
  })
  expect(changedSettings(started, started, started)).toEqual({ reloaded: [], needRestart: [] })
})
