/** Posts what is refused to a whole collector, and reads why. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CollectorConfig } from '../../config/config.js'
import { type Collector, createCollector } from '../../create-collector.js'
import { testId } from '../../log/records.fixture.js'
import type { RefusalRow } from './refusals.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-refusals-'))
const SECRET = 'ada.lovelace@example.com'
const SHOP = 'https://shop.example'

const config: CollectorConfig = {
  listen: { host: '127.0.0.1', port: 0 },
  dataDir: join(folder, 'data'),
  env: 'test',
  adminPassword: 'admin-password',
  tenants: ['acme', 'globex'].map((id) => ({
    id,
    name: id,
    writeKeys: [{ key: `hlw_${id}-key`, origins: [SHOP], eventsPerSecond: undefined }],
    readTokens: [`hlr_${id}-token`],
    content: 'off' as const,
    retentionDays: 90,
  })),
  sinks: [],
  log: { maxBytes: 1e7, dedupeDays: 14, maxAgeDays: 14 },
  drainSeconds: 1,
  reportCacheSeconds: 0,
}

const lines: { readonly message: string; readonly fields: Readonly<Record<string, unknown>> }[] = []
const write = (fields: Readonly<Record<string, unknown>>, message: string) => lines.push({ message, fields })
let collector: Collector
let url = ''
beforeAll(async () => {
  collector = await createCollector(config, { logger: { info: write, warn: write, error: write } })
  url = `http://127.0.0.1:${(await collector.listen()).port}`
})
afterAll(async () => {
  await collector.close()
  rmSync(folder, { recursive: true })
})

const post = (key: string, origin: string, events: readonly object[]) =>
  fetch(`${url}/v1/events?key=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin },
    body: JSON.stringify({ events }),
  })

interface Answer {
  readonly refusals: readonly RefusalRow[]
}

const read = async (authorization: string, query = ''): Promise<readonly [number, Answer]> => {
  const response = await fetch(`${url}/v1/refusals${query}`, { headers: { authorization } })
  return [response.status, (await response.json()) as Answer]
}
const admin = `Basic ${Buffer.from('admin:admin-password').toString('base64')}`

it('says why events are not there, to their tenant and in the log, without a value', async () => {
  const good = {
    id: testId(Date.now(), 1),
    event: 'session_start',
    ts: new Date().toISOString(),
    schema_version: 1,
    session_id: 's1',
  }
  const bad = [
    { ...good, schema_version: SECRET },
    { ...good, event: SECRET },
    { ...good, event: undefined },
    { ...good, id: testId(Date.now(), 2), context: { device_class: SECRET } },
  ]
  expect((await post('hlw_acme-key', SHOP, [good, ...bad])).status).toBe(202)
  expect((await post('hlw_acme-key', `https://evil.example/?${SECRET}`, [good])).status).toBe(403)
  expect((await post(`hlw_${SECRET}`, SHOP, [good])).status).toBe(401)

  const [status, answer] = await read('Bearer hlr_acme-token')
  expect(status).toBe(200)
  expect(answer).toMatchObject({
    tenant: 'acme',
    refusals: expect.arrayContaining([
      expect.objectContaining({
        kind: 'event',
        code: 'unknown_event',
        path: 'event',
        origin: SHOP,
        count: 1,
      }),
      expect.objectContaining({
        kind: 'event',
        code: 'missing_field',
        path: 'event',
        origin: SHOP,
        count: 1,
      }),
      expect.objectContaining({ kind: 'event', path: 'schema_version', origin: SHOP, count: 1 }),
      expect.objectContaining({
        kind: 'request',
        code: 'origin_not_allowed',
        origin: 'https://evil.example',
      }),
    ]),
  })
  expect(answer.refusals).toHaveLength(5)
  expect(answer.refusals).toContainEqual(
    expect.objectContaining({ kind: 'field', code: 'invalid_value', path: 'context.device_class', count: 1 }),
  )
  expect(answer).not.toHaveProperty('unattributed')
  for (const { expected, kind } of answer.refusals) if (kind !== 'request') expect(expected).toMatch(/\w/)

  expect(await read('Bearer hlr_globex-token')).toMatchObject([200, { tenant: 'globex', refusals: [] }])
  expect(await read('Bearer hlr_globex-token', '?tenant=acme')).toMatchObject([404, {}])
  expect(await read(admin, '?tenant=acme')).toMatchObject([
    200,
    { unattributed: [{ kind: 'request', code: 'unknown_key', origin: SHOP, count: 1 }] },
  ])

  const refused = lines.filter(({ message }) => message === 'events refused')
  expect(refused.map(({ fields }) => fields)).toContainEqual({
    tenant: 'acme',
    code: 'unknown_event',
    path: 'event',
    origin: SHOP,
    count: 1,
  })
  expect(JSON.stringify([lines, await read(admin, '?tenant=acme')])).not.toContain(SECRET)
})
