/** Tests who may read what, and the files that are served. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CollectorConfig } from '../config/config.js'
import { type Collector, createCollector } from '../create-collector.js'
import { testId } from '../log/records.fixture.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-reading-'))
const assets = join(folder, 'built')
const PASSWORD = 'correct: horse, Pferd, 馬'

const tenant = (id: string) => ({
  id,
  name: `${id} Inc`,
  writeKeys: [{ key: `hlw_${id}-key`, origins: ['*'], eventsPerSecond: undefined }],
  readTokens: [`hlr_${id}-token`],
  content: 'off' as const,
  retentionDays: 90,
})

const config: CollectorConfig = {
  listen: { host: '127.0.0.1', port: 0 },
  dataDir: join(folder, 'data'),
  env: 'test',
  adminPassword: PASSWORD,
  tenants: [tenant('acme'), tenant('globex')],
  sinks: [{ type: 'embedded', name: 'embedded', enabled: true, content: 'include', events: undefined }],
  log: { maxBytes: 1e7, dedupeDays: 14, maxAgeDays: 14 },
  drainSeconds: 5,
  reportCacheSeconds: 0,
  trustProxy: 1,
}

let collector: Collector
let url = ''
beforeAll(async () => {
  mkdirSync(join(assets, 'dashboard/assets'), { recursive: true })
  writeFileSync(join(assets, 'hushlog.js'), 'window.hushlog')
  writeFileSync(join(assets, 'dashboard/index.html'), '<!doctype html><title>dashboard</title>')
  writeFileSync(join(assets, 'dashboard/assets/index-abc.js'), 'start()')
  writeFileSync(join(assets, 'dashboard/assets/index-abc.js.br'), brotliCompressSync('start()'))
  writeFileSync(join(assets, 'dashboard/assets/index-abc.js.gz'), gzipSync('start()'))
  collector = await createCollector(config, { assets })
  const { port } = await collector.listen()
  url = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  await collector.close()
  rmSync(folder, { recursive: true })
})

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const admin = basic(`admin:${PASSWORD}`)
const token = (value: string) => ({ authorization: `Bearer ${value}` })
let requests = 0
/** Each request comes from an address of its own, so that wrong credentials are not braked. */
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { headers: { 'x-forwarded-for': `10.0.0.${++requests % 250}`, ...headers } })

const readable = [
  '/analytics',
  '/analytics/assets/index-abc.js',
  '/analytics/data',
  '/analytics/export',
  '/analytics/live',
  '/reports/overview',
]

describe('reading', () => {
  test.each(readable)('%s needs the admin password or a read token', async (path) => {
    const nobody = [
      {},
      basic('admin:wrong'),
      basic('root:x'),
      basic(''),
      token('hlr_x'),
      token('hlw_acme-key'),
      { authorization: 'Basic' },
    ]
    for (const headers of nobody) {
      const answer = await get(path, headers as Record<string, string>)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="hushlog", charset="UTF-8"')
      expect(await answer.json()).toMatchObject({ code: 'unknown_reader', status: 401 })
    }
  })

  test('the admin reads every tenant, a token only its own', async () => {
    // The clock of this client is an hour slow.
    const sentAt = new Date(Date.now() - 3_600_000).toISOString()
    const events = [{ id: testId(Date.now(), 1), event: 'page_view', ts: sentAt, schema_version: 1 }]
    const sent = await fetch(`${url}/v1/events?key=hlw_acme-key`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ sent_at: sentAt, events: [...events, { event: 'nothing' }] }),
    })
    expect(sent.status).toBe(202)
    const overview = async (headers: Record<string, string>) => {
      const answer = await get('/reports/overview', headers)
      const { tenants } = (await answer.json()) as {
        tenants: { tenant_id: string; name: string; events: number }[]
      }
      return tenants.map(({ tenant_id, name, events: count }) => [tenant_id, name, count])
    }
    await expect.poll(() => overview(token('hlr_acme-token'))).toEqual([['acme', 'acme Inc', 1]])
    expect(await overview(admin)).toEqual([
      ['acme', 'acme Inc', 1],
      ['globex', 'globex Inc', 0],
    ])
    expect((await get('/analytics/data?tenant=acme', token('hlr_globex-token'))).status).toBe(404)

    const data = await (await get('/analytics/data?tenant=acme', admin)).json()
    expect(data).toMatchObject({
      tenant_id: 'acme',
      delivery: {
        received: 2,
        accepted: 1,
        duplicate: 0,
        rejected: { unknown_event: 1 },
        time_corrected: 1,
        stores: {
          accepted: 1,
          sinks: [
            { name: 'embedded', backlog_at_start: 0, delivered: 1, last_error: null, failing_since: null },
          ],
        },
      },
    })
    // A token does not see what other tenants share.
    const other = await (await get('/analytics/data', token('hlr_globex-token'))).json()
    expect(other).toMatchObject({ delivery: { received: 0, accepted: 0, rejected: {}, stores: null } })
    expect(await (await get('/metrics', admin)).text()).toMatch(
      /^hushlog_report_seconds_count\{report="overview"\} \d+$/m,
    )
  })

  test('/metrics needs the admin or the token for metrics', async () => {
    expect((await get('/metrics')).status).toBe(401)
    expect((await get('/metrics', token('hlr_wrong'))).status).toBe(401)
    const refused = await get('/metrics', token('hlr_acme-token'))
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'admin_only' }])
    const metricsToken = 'a token for metrics'
    collector.reload({ ...config, metricsToken: metricsToken.replaceAll(' ', '-') })
    expect((await get('/metrics', token('a-token-for-metrics'))).status).toBe(200)
    expect((await get('/reports/overview', token('a-token-for-metrics'))).status).toBe(401)
    collector.reload({ ...config, openMetrics: true })
    expect((await get('/metrics')).status).toBe(200)
    collector.reload(config)
  })

  test('a reload that fails changes nothing', async () => {
    const rules = [{ id: 'email', pattern: 'x' }]
    const others = { ...tenant('acme'), readTokens: ['hlr_other-token'], rules }
    expect(() =>
      collector.reload({ ...config, adminPassword: 'another password', tenants: [others] }),
    ).toThrow('custom rule email')
    for (const headers of [admin, token('hlr_acme-token'), token('hlr_globex-token')])
      expect((await get('/analytics', headers)).status).toBe(200)
    expect((await get('/analytics', token('hlr_other-token'))).status).toBe(401)
  })

  test('a reload replaces tokens and keys', async () => {
    const { tenants } = config
    collector.reload({
      ...config,
      tenants: tenants.map((one) => ({ ...one, readTokens: [`hlr_new-${one.id}`] })),
    })
    expect((await get('/reports/overview', token('hlr_acme-token'))).status).toBe(401)
    expect((await get('/reports/overview', token('hlr_new-acme'))).status).toBe(200)
    collector.reload(config)
  })
})

describe('served files', () => {
  test('the dashboard has a policy that allows nothing inline', async () => {
    const answer = await get('/analytics', admin)
    expect(await answer.text()).toContain('<title>dashboard</title>')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none';object-src 'none'",
    )
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const script = await get('/analytics/assets/index-abc.js', admin)
    expect([script.status, await script.text()]).toEqual([200, 'start()'])
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    for (const path of [
      '/analytics/assets/gone.js',
      '/analytics/assets/',
      '/analytics/assets/..%2findex.html',
      '/analytics/assets/index-abc.js.br',
    ]) {
      const missing = await get(path, admin)
      expect([path, missing.status, missing.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json; charset=utf-8',
      ])
    }
  })

  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
    ['br;q=0, gzip;q=0', null],
  ])('a client that accepts %s gets a file as %s', async (accepted, encoding) => {
    const path = '/analytics/assets/index-abc.js'
    const answer = await get(path, { ...admin, 'accept-encoding': accepted })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(answer.headers.get('vary')).toContain('accept-encoding')
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await answer.text()).toBe('start()')
    const etag = answer.headers.get('etag') ?? ''
    const again = await get(path, { ...admin, 'accept-encoding': accepted, 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const other = await get(path, { ...admin, 'accept-encoding': 'identity' })
    expect(other.headers.get('etag') === etag).toBe(encoding === null)
  })

  test('the script is for pages of any origin and is revalidated by its ETag', async () => {
    const first = await get('/v1/hushlog.js')
    expect(await first.text()).toBe('window.hushlog')
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    })
    const again = await get('/v1/hushlog.js', { 'if-none-match': first.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  })

  test('health and readiness are open', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'alive' })
    const ready = await get('/readyz')
    expect([ready.status, await ready.json()]).toMatchObject([200, { ready: true }])
  })
})
