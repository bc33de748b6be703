import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR } from '@hushlog/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CollectorConfig } from '../../config/config.js'
import { type Collector, createCollector } from '../../create-collector.js'
import { createAlertRoutes } from './alert-routes.js'
import type { AlertStatus } from './alerts.js'
import { alertOf, START } from './watch.fixture.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-alert-routes-'))
const tenant = (id: string) => ({
  id,
  name: id,
  writeKeys: [],
  readTokens: [`hlr_${id}-token`],
  content: 'off' as const,
  retentionDays: 90,
})
const config: CollectorConfig = {
  listen: { host: '127.0.0.1', port: 0 },
  dataDir: join(folder, 'data'),
  env: 'test',
  adminPassword: 'correct horse',
  tenants: [tenant('acme'), tenant('globex')],
  sinks: [{ type: 'embedded', name: 'embedded', enabled: true, content: 'include', events: undefined }],
  log: { maxBytes: 1e7, dedupeDays: 14, maxAgeDays: 14 },
  drainSeconds: 5,
  reportCacheSeconds: 0,
  alerts: [alertOf()],
}
const admin = `Basic ${Buffer.from('admin:correct horse').toString('base64')}`

describe('GET /v1/alerts of a collector', () => {
  let collector: Collector
  let url = ''
  beforeAll(async () => {
    collector = await createCollector(config)
    url = `http://127.0.0.1:${(await collector.listen()).port}`
  })
  afterAll(async () => {
    await collector.close()
    rmSync(folder, { recursive: true })
  })
  const get = (path: string, authorization: string) => fetch(url + path, { headers: { authorization } })
  const names = async (path: string, authorization: string) => {
    const { alerts } = (await (await get(path, authorization)).json()) as {
      alerts: { name: string; tenant: string }[]
    }
    return alerts.map((alert) => `${alert.name} ${alert.tenant}`)
  }

  it('a token sees those of its tenant, the admin all of them or those of one', async () => {
    expect(await names('/v1/alerts', 'Bearer hlr_acme-token')).toEqual(['no-match acme'])
    expect(await names('/v1/alerts', admin)).toEqual(['no-match acme', 'no-match globex'])
    expect(await names('/v1/alerts?tenant=globex', admin)).toEqual(['no-match globex'])
    expect((await get('/v1/alerts?tenant=globex', 'Bearer hlr_acme-token')).status).toBe(404)
  })

  it('has a series for each alert and tenant', async () => {
    const text = await (await get('/metrics', admin)).text()
    expect(text).toContain('hushlog_alert_firing{alert="no-match",tenant="globex"} 0\n')
    expect(text).toContain('hushlog_events_stored_total{tenant="acme",event="decision"} 0\n')
  })

  it('a reload takes over alerts, and one with a wrong query changes nothing', async () => {
    collector.reload({ ...config, alerts: [alertOf({ name: 'other', tenant: 'acme' })] })
    expect(await names('/v1/alerts', admin)).toEqual(['other acme'])
    const wrong = alertOf({ name: 'wrong', query: { metrics: ['nothing'] } })
    expect(() => collector.reload({ ...config, alerts: [wrong] })).toThrow('alerts[0].query.metrics[0]')
    expect(await names('/v1/alerts', admin)).toEqual(['other acme'])
  })
})

it('shows the value, and the query that gives it; those that fire come first', () => {
  const range = { from: START - HOUR, to: START }
  const status: readonly AlertStatus[] = [
    { alert: alertOf(), tenant: 'globex', firing: false, since: undefined, last: undefined },
    { alert: alertOf(), tenant: 'acme', firing: true, since: START, last: { value: 0.5, range } },
  ]
  const [route] = createAlertRoutes({ status: () => status }, { read: () => undefined })
  let answer: unknown
  const response = { set: () => response, json: (body: unknown) => (answer = body) }
  const access = { tenants: ['acme', 'globex'], admin: true, who: 'admin' }
  const handler = route?.handler as unknown as ((...args: readonly unknown[]) => void) | undefined
  handler?.({ query: {} }, response, access)
  const query = {
    tenant: 'acme',
    metrics: ['no_match_rate'],
    date_range: ['2026-01-05T11:00:00.000Z', '2026-01-05T12:00:00.000Z'],
  }
  expect(answer).toEqual({
    alerts: [
      {
        name: 'no-match',
        tenant: 'acme',
        state: 'firing',
        since: '2026-01-05T12:00:00.000Z',
        value: 0.5,
        compare: 'above',
        threshold: 0.2,
        window: '1h',
        periods: 1,
        evaluated_at: '2026-01-05T12:00:00.000Z',
        query,
        link: `/v1/query?q=${encodeURIComponent(JSON.stringify(query))}`,
      },
      expect.objectContaining({
        tenant: 'globex',
        state: 'ok',
        since: null,
        value: null,
        query: null,
        link: null,
      }),
    ],
  })
})
