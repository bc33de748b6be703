import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY, HOUR } from '@hushlog/base'
import type { AnalyticsData, OverviewReport } from '@hushlog/schema/reports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReadAccess } from '../http/access.js'
import { type TestRecord, testRecord } from '../log/records.fixture.js'
import { createEmbeddedStore, type EmbeddedStore } from '../sinks/embedded/embedded.js'
import type { ReportStore } from '../sinks/report-store.js'
import { testBatch } from '../testing/sink-contract.js'
import { delivery, NOW, names, type Served, serve } from './server.fixture.js'

let n = 0
const at = (time: number, event: string, fields: TestRecord['fields'] = {}, rest: Partial<TestRecord> = {}) =>
  testRecord({ n: ++n, time, event, fields, ...rest })

/** Twenty answers of 100, 200, …, 2000 ms: the mean is 1050, the 95th percentile (interpolated) 1905. */
const answers = Array.from({ length: 20 }, (_, i) =>
  at(NOW - HOUR, 'agent_response', {
    session_id: i < 10 ? 'a' : 'b',
    processing_time_ms: (i + 1) * 100,
    topic: i < 12 ? 'billing' : i < 15 ? 'refunds' : undefined,
    no_match: i % 4 === 0,
    has_visualization: i < 5,
    success: i >= 10 ? false : undefined,
    response_text: i === 0 ? 'REDACTED TEXT' : undefined,
    context: { page_path: '/chat', redactions: i < 3 ? 'email:2,phone:1' : undefined },
    collector_redactions: i === 13 ? 'email:1,card:4' : undefined,
    collector_removed_fields: i === 4 ? 7 : undefined,
  }),
)

const acme = [
  ...answers,
  at(NOW - HOUR, 'user_query', { session_id: 'a', query_text: 'REDACTED', context: { removed_fields: 2 } }),
  at(NOW - HOUR, 'user_query', { session_id: 'a' }),
  at(NOW - HOUR, 'user_query', { session_id: 'b' }),
  at(NOW - 3 * HOUR, 'session_start', { session_id: 'c' }),
  at(NOW - 2 * HOUR, 'session_end', { session_id: 'c', duration_seconds: 30 }),
  at(NOW - 2 * HOUR, 'session_end', { session_id: 'a', duration_seconds: 90 }),
  at(NOW - 5 * DAY, 'file_upload', { session_id: 'd', file_name: '=cmd()', file_size: -5, user: 'hp_0' }),
  at(NOW - 60_000, 'error', { session_id: 'a', error_type: 'timeout' }),
  at(NOW - HOUR, 'client_report', { session_id: 'z', captured: 9, drops: 'queue_full:3,expired:1' }),
  at(NOW - HOUR, 'client_report', { session_id: 'z', captured: 9, drops: 'queue_full:3,expired:1' }),
  at(NOW - 40 * DAY, 'user_query', { session_id: 'old' }),
  at(NOW + 2 * DAY, 'user_query', { session_id: 'future' }),
]

const other = { tenantId: 'globex' }
const globex = [
  at(NOW, 'workflow_run', { status: 'success', session_id: 'x' }, other),
  at(NOW, 'workflow_run', { status: 'failure' }, other),
  at(NOW, 'workflow_run', { status: 'timed_out' }, other),
  at(NOW, 'workflow_run', { status: 'skipped' }, other),
  at(NOW, 'performance_sample', { p95_latency_ms: 100, throughput: 10 }, other),
  at(NOW, 'performance_sample', { p95_latency_ms: 300, throughput: 30 }, other),
  at(NOW, 'prediction', { probability: 0.25 }, other),
  at(NOW, 'agent_response', { processing_time_ms: 999_999, topic: 'GLOBEX ONLY' }, other),
]

const admin: ReadAccess = { tenants: [...names.keys()], admin: true, who: 'admin' }
const only = (id: string): ReadAccess => ({ tenants: [id], admin: false, who: 'token' })

let folder: string
let embedded: EmbeddedStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-reports-'))
  embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  const signal = new AbortController().signal
  await embedded.sink.open(signal)
  expect(await embedded.sink.write(testBatch([...acme, ...globex]), signal)).toEqual({ failed: [] })
})
afterAll(async () => {
  await embedded.sink.close()
  await rm(folder, { recursive: true })
})

const leftoverFiles = async () =>
  (await readdir(join(folder, 'embedded.tmp'))).filter((name) => name.startsWith('export-'))

async function withServer(
  access: ReadAccess,
  body: (served: Served) => Promise<void>,
  options?: Parameters<typeof serve>[2],
) {
  const served = await serve(embedded.reports, access, options)
  try {
    await body(served)
  } finally {
    await served.close()
  }
}

describe('/analytics/data', () => {
  it('has the exact figures of a tenant', () =>
    withServer(only('acme'), async ({ json, observed }) => {
      const data = await json<AnalyticsData>('/analytics/data?days=30')
      expect(data.totals).toEqual({
        events: 28,
        sessions: 4,
        queries: 3,
        responses: 20,
        uploads: 1,
        errors: 1,
        avg_response_ms: 1050,
        p95_response_ms: expect.closeTo(1905, 6),
        // Session a states 90 s and c 30 s; those of b are at one time, and d has one event.
        avg_session_seconds: 40,
        // Sessions a and b have a question.
        queries_per_session: 1.5,
        // Session c began, and the application ended it.
        completion_rate: 1,
        visualization_share: 0.25,
      })
      expect(data).toMatchObject({
        tenant_id: 'acme',
        days: 30,
        bucket: 'day',
        from: '2025-12-07T00:00:00.000Z',
        to: '2026-01-06T00:00:00.000Z',
        generated_at: '2026-01-05T12:30:00.000Z',
      })
      expect(data.topics).toEqual([
        { topic: 'billing', count: 12, no_match: 3 },
        { topic: 'refunds', count: 3, no_match: 1 },
      ])
      expect(data.by_event).toEqual([
        { event: 'agent_response', count: 20 },
        { event: 'user_query', count: 3 },
        { event: 'session_end', count: 2 },
        { event: 'error', count: 1 },
        { event: 'file_upload', count: 1 },
        { event: 'session_start', count: 1 },
      ])
      expect(data.privacy).toEqual({
        rules: [
          { rule: 'card', client: 0, collector: 4 },
          { rule: 'email', client: 6, collector: 1 },
          { rule: 'phone', client: 3, collector: 0 },
        ],
        removed_fields: { client: 2, collector: 7 },
        events_with_text: 2,
      })
      expect(data.delivery).toEqual({ ...delivery, client_dropped: { queue_full: 6, expired: 2 } })
      expect(JSON.stringify(data)).not.toMatch(/REDACTED|GLOBEX|hp_0/)
      expect(observed).toEqual(['analytics true'])
    }))

  it('has what queries answer, unless it is left out', () =>
    withServer(only('acme'), async ({ json }) => {
      const { figures } = await json<AnalyticsData>('/analytics/data?days=30')
      expect(figures?.totals).toMatchObject({
        questions: 3,
        answers: 20,
        no_match_rate: 0.25,
        visualization_rate: 0.25,
        failed_answers: 10,
        failed_answer_rate: 0.5,
        processing_time_ms_avg: 1050,
        errors: 1,
        uploads: 1,
      })
      expect(figures?.lists.gaps).toEqual([
        { topic: 'billing', no_matches: 3, answers: 12, no_match_rate: 0.25 },
        { topic: 'refunds', no_matches: 1, answers: 3, no_match_rate: expect.closeTo(1 / 3) },
        { topic: null, no_matches: 1, answers: 5, no_match_rate: 0.2 },
      ])
      expect(figures?.lists.pages?.[0]).toEqual({
        page_path: '/chat',
        events: 20,
        questions: 0,
        page_views: 0,
      })
      expect(figures?.lists.days).toHaveLength(30)
      expect(figures?.columns.gaps?.map(({ name }) => name)).toEqual(
        Object.keys(figures?.lists.gaps?.[0] ?? {}),
      )
      expect(await json('/analytics/data?days=30&figures=none')).not.toHaveProperty('figures')
    }))

  it('has all members for one period, also for the last 24 hours', () =>
    withServer(only('acme'), async ({ json }) => {
      for (const days of [1, 2, 30]) {
        const { totals, figures, volume } = await json<AnalyticsData>(`/analytics/data?days=${days}`)
        expect(figures?.totals).toMatchObject({ events: totals.events, answers: totals.responses })
        expect(volume.reduce((sum, { events }) => sum + events, 0)).toBe(totals.events)
        const { totals: alone } = await json<AnalyticsData>(`/analytics/data?days=${days}&figures=none`)
        expect(alone).toEqual(totals)
      }
    }))

  it('shows no single event, and nothing of few sessions, where these are folded', () =>
    withServer(
      only('acme'),
      async ({ json }) => {
        const data = await json<AnalyticsData>('/analytics/data?days=30&figures=none')
        expect(data.recent).toEqual([])
        // There are four sessions in all.
        expect([data.totals.events, data.totals.sessions, data.totals.avg_response_ms]).toEqual([0, 0, null])
        expect([data.topics, data.by_event, data.privacy.rules]).toEqual([[], [], []])
        expect(data.volume.every(({ events }) => events === 0)).toBe(true)
      },
      { minSessions: 5 },
    ))

  it('has a bucket for every day and hour, also for empty ones', () =>
    withServer(only('acme'), async ({ json }) => {
      const days = await json<AnalyticsData>('/analytics/data?days=30')
      expect(days.volume).toHaveLength(30)
      expect(days.volume.at(-1)).toEqual({
        at: '2026-01-05T00:00:00.000Z',
        events: 27,
        sessions: 3,
        queries: 3,
        responses: 20,
      })
      expect(days.volume.at(-2)).toMatchObject({ at: '2026-01-04T00:00:00.000Z', events: 0, sessions: 0 })
      expect(days.volume.at(-6)).toMatchObject({ at: '2025-12-31T00:00:00.000Z', events: 1 })
      const hours = await json<AnalyticsData>('/analytics/data?days=1')
      expect(hours.bucket).toBe('hour')
      expect(hours.response_time).toHaveLength(24)
      expect(hours.response_time.at(-1)).toEqual({
        at: '2026-01-05T12:00:00.000Z',
        responses: 0,
        avg_ms: null,
        p95_ms: null,
      })
      expect(hours.response_time.at(-2)).toEqual({
        at: '2026-01-05T11:00:00.000Z',
        responses: 20,
        avg_ms: 1050,
        p95_ms: expect.closeTo(1905, 6),
      })
      expect(hours.totals.uploads).toBe(0)
    }))

  it('lists the last twenty events with metadata only', () =>
    withServer(only('acme'), async ({ json }) => {
      const { recent } = await json<AnalyticsData>('/analytics/data?days=7')
      expect(recent).toHaveLength(20)
      expect(recent[0]).toEqual({
        id: acme[27]?.id,
        event: 'error',
        ts: '2026-01-05T12:29:00.000Z',
        received_at: '2026-01-05T12:29:01.500Z',
        session_id: 'a',
        page_path: null,
        detail: 'timeout',
        redactions: null,
      })
      expect(recent.find(({ id }) => id === answers[13]?.id)).toMatchObject({
        page_path: '/chat',
        detail: 'refunds, 1400 ms',
        redactions: 'email:1,card:4',
      })
    }))

  it('answers zeros and nulls for a tenant without events', () =>
    withServer(only('empty'), async ({ json }) => {
      const data = await json<AnalyticsData>('/analytics/data')
      expect(data.totals).toEqual({
        events: 0,
        sessions: 0,
        queries: 0,
        responses: 0,
        uploads: 0,
        errors: 0,
        avg_response_ms: null,
        p95_response_ms: null,
        avg_session_seconds: null,
        queries_per_session: null,
        completion_rate: null,
        visualization_share: null,
      })
      expect(data.volume.every(({ events }) => events === 0)).toBe(true)
      expect([data.topics, data.by_event, data.recent, data.privacy.rules]).toEqual([[], [], [], []])
    }))

  it('shows a token its own tenant only, and the admin the tenant of the query', async () => {
    await withServer(only('acme'), async ({ get }) => {
      const refused = await get('/analytics/data?tenant=globex')
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
      expect((await get('/analytics/data?tenant=nobody')).status).toBe(404)
      expect((await get('/analytics/data?tenant=acme&tenant=globex')).status).toBe(404)
      expect((await get('/analytics/data?tenant=acme')).status).toBe(200)
      expect((await get('/analytics/export?tenant=globex')).status).toBe(404)
      expect((await get('/analytics/live?tenant=globex')).status).toBe(404)
    })
    await withServer(admin, async ({ json, get }) => {
      for (const path of [
        '/analytics/data',
        '/analytics/export',
        '/export/csv/events',
        '/analytics/live',
        '/export/csv/gaps',
      ]) {
        const refused = await get(path)
        expect([path, refused.status, await refused.json()]).toMatchObject([
          path,
          400,
          { code: 'invalid_parameter', tenants: ['acme', 'globex', 'empty'] },
        ])
      }
      const data = await json<AnalyticsData>('/analytics/data?tenant=globex')
      expect([data.totals.events, data.topics]).toEqual([
        8,
        [{ topic: 'GLOBEX ONLY', count: 1, no_match: 0 }],
      ])
      expect((await get("/analytics/data?tenant=acme'--")).status).toBe(404)
    })
  })

  it.each(['0', '91', '-1', '1.5', 'x', '', '1e1', '030303'])(
    'refuses days=%s and says what is allowed',
    (days) =>
      withServer(only('acme'), async ({ get }) => {
        const response = await get(`/analytics/data?days=${days}`)
        expect(response.status).toBe(400)
        expect(await response.json()).toMatchObject({
          code: 'invalid_parameter',
          detail: 'days is a whole number from 1 to 90',
        })
      }),
  )

  it('caches an answer by tenant and period, and computes equal questions once', async () => {
    let asked = 0
    const counting: ReportStore = {
      ...embedded.reports,
      rows(sql, params) {
        asked++
        return embedded.reports.rows(sql, params)
      },
    }
    let now = NOW
    const served = await serve(counting, admin, { cacheSeconds: 10, now: () => now })
    try {
      const statementsOf = async (...paths: readonly string[]) => {
        const before = asked
        await Promise.all(paths.map((path) => served.json(path)))
        return asked - before
      }
      const path = '/analytics/data?days=7&tenant=acme'
      const together = await statementsOf(path, path, path)
      expect(await statementsOf(path)).toBe(0)
      expect(await statementsOf('/analytics/data?days=8&tenant=acme')).toBeGreaterThan(0)
      expect(await statementsOf('/analytics/data?days=7&tenant=globex')).toBeGreaterThan(0)
      now += 10_001
      expect(await statementsOf(path)).toBe(together)
    } finally {
      await served.close()
    }
  })
})

describe('/reports/overview', () => {
  it('has one row per tenant of the caller', async () => {
    await withServer(admin, async ({ json }) => {
      const { tenants } = await json<OverviewReport>('/reports/overview?days=7')
      const none = {
        avg_p95_latency_ms: null,
        avg_throughput: null,
        avg_failure_probability: null,
        failure_rate: null,
      }
      const zero = { total_workflows: 0, failed_workflows: 0, predictions: 0 }
      expect(tenants).toEqual([
        { tenant_id: 'acme', name: 'Acme Corp', events: 28, sessions: 4, ...none, ...zero },
        {
          tenant_id: 'globex',
          name: 'Globex',
          events: 8,
          sessions: 2,
          total_workflows: 4,
          failed_workflows: 2,
          failure_rate: 0.5,
          avg_p95_latency_ms: 200,
          avg_throughput: 20,
          predictions: 1,
          avg_failure_probability: 0.25,
        },
        { tenant_id: 'empty', name: 'Empty Inc', events: 0, sessions: 0, ...none, ...zero },
      ])
    })
    await withServer(only('acme'), async ({ json, get }) => {
      const { tenants } = await json<OverviewReport>('/reports/overview')
      expect(tenants.map(({ tenant_id }) => tenant_id)).toEqual(['acme'])
      expect((await get('/reports/overview?days=1000')).status).toBe(400)
    })
  })
})

describe('/analytics/export', () => {
  it('writes CSV without formulas, text or pseudonyms', () =>
    withServer(only('acme'), async ({ get }) => {
      const response = await get('/analytics/export?format=csv&days=7')
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="hushlog-acme-2025-12-30-7d.csv"',
      )
      const lines = (await response.text()).trimEnd().split('\n')
      expect(lines).toHaveLength(29)
      expect(lines[0]).toMatch(/^id,event,tenant_id,env,ts,received_at,session_id,schema_version,/)
      expect(lines[0]).not.toMatch(/_text|comment|error_message|\buser\b/)
      expect(lines[1]).toContain(",'=cmd(),")
      expect(lines[1]).toContain(',-5,')
      expect(lines.join()).not.toMatch(/REDACTED|GLOBEX|hp_0/)
    }))

  it('writes JSON', () =>
    withServer(only('acme'), async ({ json, get }) => {
      const events = await json<Record<string, unknown>[]>('/analytics/export?format=json&days=1')
      expect(events).toHaveLength(27)
      expect(events[0]).toEqual({
        id: acme[23]?.id,
        event: 'session_start',
        tenant_id: 'acme',
        env: 'test',
        ts: '2026-01-05T09:30:00.000Z',
        received_at: '2026-01-05T09:30:01.500Z',
        session_id: 'c',
        schema_version: 1,
      })
      const response = await get('/analytics/export?format=json&days=1')
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    }))

  it('is JSON of 30 days by default, as the widget that it replaces', () =>
    withServer(only('acme'), async ({ get }) => {
      const response = await get('/analytics/export')
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="hushlog-acme-2025-12-07-30d.json"',
      )
      const events = (await response.json()) as { event: string }[]
      expect(events.filter(({ event }) => event === 'file_upload')).toHaveLength(1)
      expect(events).toHaveLength(28)
    }))

  it('writes a header or an empty list for a tenant without events', () =>
    withServer(only('empty'), async ({ get, json }) => {
      const csv = await get('/analytics/export?format=csv')
      expect((await csv.text()).trimEnd().split('\n')).toHaveLength(1)
      expect(await json('/analytics/export?format=json')).toEqual([])
    }))

  it('refuses another format and says what is allowed', () =>
    withServer(only('acme'), async ({ get }) => {
      const response = await get('/analytics/export?format=xlsx')
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ detail: 'format is csv or json' })
    }))
})

describe('/export/{format}/{type}', () => {
  const span = 'from=2025-12-01&to=2026-01-06'

  it('puts a byte-order mark before CSV when asked to, and before nothing else', () =>
    withServer(only('acme'), async ({ get }) => {
      const firstBytes = async (format: string, bom: string) =>
        Buffer.from(await (await get(`/export/${format}/events?${span}${bom}`)).arrayBuffer()).subarray(0, 3)
      const mark = Buffer.from([0xef, 0xbb, 0xbf])
      expect(await firstBytes('csv', '&bom=true')).toEqual(mark)
      for (const bom of ['', '&bom=false']) expect(await firstBytes('csv', bom)).toEqual(Buffer.from('id,'))
      expect(await firstBytes('ndjson', '&bom=true')).not.toEqual(mark)
      const refused = await get(`/export/csv/events?${span}&bom=yes`)
      expect([refused.status, await refused.json()]).toMatchObject([400, { detail: 'bom is true or false' }])
      const days = await get('/analytics/export?format=csv&days=7&bom=true')
      expect(Buffer.from(await days.arrayBuffer()).subarray(0, 3)).toEqual(mark)
    }))

  it('writes one type as CSV with its own columns; the file name has tenant, type and days', () =>
    withServer(only('acme'), async ({ get }) => {
      const response = await get(`/export/csv/file_upload?${span}`)
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="hushlog-acme-file_upload-2025-12-01-2026-01-06.csv"',
      )
      const lines = (await response.text()).trimEnd().split('\n')
      expect(lines).toHaveLength(2)
      expect(lines[0]).toContain('file_size')
      expect(lines[0]).not.toMatch(/processing_time_ms|\buser\b/)
      expect(lines[1]).toContain("'=cmd()")
    }))

  it('writes every type of the period as JSON lines', () =>
    withServer(only('acme'), async ({ get }) => {
      const linesOf = async (query: string) =>
        (await (await get(`/export/ndjson/events?${query}`)).text())
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as Record<string, unknown>)
      expect(await linesOf(span)).toHaveLength(28)
      expect(await linesOf('from=2025-11-01&to=2026-02-01')).toHaveLength(30)
      const [first, ...more] = await linesOf('from=2026-01-05T09:30:00Z&to=2026-01-05T09:30:00.001Z')
      expect([first?.event, more]).toEqual(['session_start', []])
      expect(await linesOf('from=2020-01-01&to=2020-01-02')).toEqual([])
    }))

  it('has text only of a tenant that captures it, and no event of another tenant', async () => {
    const read = (served: Served) => served.get(`/export/ndjson/events?${span}`).then((one) => one.text())
    await withServer(only('acme'), async (served) =>
      expect(await read(served)).not.toMatch(/REDACTED|GLOBEX/),
    )
    const open = await serve(embedded.reports, only('acme'), { capturesText: (tenant) => tenant === 'acme' })
    expect(await read(open)).toMatch(/REDACTED TEXT/)
    expect((await open.get(`/export/csv/events?tenant=globex&${span}`)).status).toBe(404)
    await open.close()
  })

  it('writes Parquet that reads back, and leaves no file', () =>
    withServer(only('acme'), async ({ get }) => {
      const response = await get(`/export/parquet/agent_response?${span}`)
      expect(response.headers.get('content-type')).toBe('application/vnd.apache.parquet')
      const file = join(folder, 'answers.parquet')
      await writeFile(file, new Uint8Array(await response.arrayBuffer()))
      const sum = `SELECT count(*) AS n, sum(processing_time_ms) AS ms FROM read_parquet('${file}')`
      expect(await embedded.reports.rows(sum, [])).toEqual([{ n: 20, ms: 21_000 }])
      await expect.poll(() => leftoverFiles()).toEqual([])
    }))

  it('frees its slot and its file when the client disconnects', () =>
    withServer(only('acme'), async ({ get }) => {
      for (let n = 0; n < 4; n++) {
        const response = await get(`/export/parquet/events?${span}`)
        expect(response.status).toBe(200)
        await response.body?.cancel()
        await expect.poll(() => leftoverFiles()).toEqual([])
      }
    }))

  it('refuses unknown formats, types and periods without repeating them', () =>
    withServer(only('acme'), async ({ get }) => {
      const answers = []
      for (const path of [
        '/export/xlsx/events',
        '/export/csv/of_no_family',
        '/export/csv/events?from=SENTINEL',
        '/export/csv/events?from=2026-02-31T99:00:00Z',
        '/export/csv/events?from=2026-01-02&to=2026-01-02',
      ]) {
        const response = await get(path)
        const text = await response.text()
        expect(text).not.toContain('SENTINEL')
        answers.push([response.status, (JSON.parse(text) as { code: string }).code])
      }
      const wrong = [400, 'invalid_parameter']
      expect(answers).toEqual([[404, 'not_found'], [404, 'not_found'], wrong, wrong, wrong])
    }))

  it('writes Parquet from the store that can, though another one answers', async () => {
    const { parquet: _, ...others } = embedded.reports
    const served = await serve(
      [
        { name: 'postgres', sink: 'postgres', store: others },
        { name: 'embedded', sink: 'embedded', store: embedded.reports },
      ],
      only('acme'),
    )
    const storeOf = async (path: string) => {
      const response = await served.get(path)
      await response.arrayBuffer()
      return [response.status, response.headers.get('hushlog-store')]
    }
    expect(await storeOf('/export/parquet/events')).toEqual([200, 'embedded'])
    expect(await storeOf('/export/csv/events')).toEqual([200, 'postgres'])
    await served.close()
  })

  it('has the first list of a report as CSV, safe for spreadsheets', () =>
    withServer(admin, async ({ get }) => {
      const response = await get('/export/csv/overview?days=1')
      expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([
        'text/csv; charset=utf-8',
        'attachment; filename=overview_report.csv',
      ])
      const lines = (await response.text()).trimEnd().split('\n')
      expect(lines[0]).toBe(
        'tenant_id,tenant_name,total_workflows,failed_workflows,failure_rate_percent,avg_p95_latency_ms,avg_throughput_rps,total_predictions,avg_failure_probability,events,sessions',
      )
      expect(lines.slice(2)).toEqual([
        'globex,Globex,4,2,50,200,20,1,0.25,8,2',
        'empty,Empty Inc,0,0,,,,0,,0,0',
      ])
      const compared = await get('/export/csv/tenant?tenant=globex&days=1&compare=previous_period&bom=true')
      expect((await compared.text()).split('\n')[0]).toMatch(/total_workflows_before,total_workflows_change/)
      const refusals = await Promise.all(
        [
          '/export/parquet/overview',
          '/export/csv/health?compare=previous_year',
          '/export/csv/trends',
          '/reports/tenant/nobody',
          '/reports/mttr?days=0',
          '/reports/mttr?from=2026-01-02&to=2026-01-01',
        ].map(async (path) => (await get(path)).status),
      )
      expect(refusals).toEqual([400, 400, 400, 404, 400, 400])
    }))

  it('refuses Parquet when the store cannot write it', async () => {
    const { parquet: _, ...others } = embedded.reports
    const served = await serve(others, only('acme'))
    expect((await served.get('/export/parquet/events')).status).toBe(400)
    await served.close()
  })
})

describe('/analytics/live', () => {
  it('notifies once that the store has changed, without content, and ends on demand', () =>
    withServer(only('acme'), async ({ get, endLive }) => {
      const response = await get('/analytics/live')
      expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
      expect((await reader?.read())?.value).toBe('retry: 3000\n\n')
      const signal = new AbortController().signal
      for (const k of [1, 2, 3])
        await embedded.sink.write(
          testBatch([testRecord({ n: 9000 + k, tenantId: 'nobody' })], 1000 + k),
          signal,
        )
      expect((await reader?.read())?.value).toMatch(/^event: change\ndata: \{"at":"[^"]+"\}\n\n$/)
      endLive()
      expect((await reader?.read())?.done).toBe(true)
    }))

  it('tells the pages of a tenant alone that its boards changed', () =>
    withServer(only('acme'), async ({ get, announceBoards }) => {
      const response = await get('/analytics/live')
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
      expect((await reader?.read())?.value).toBe('retry: 3000\n\n')
      announceBoards('globex')
      announceBoards('acme')
      expect((await reader?.read())?.value).toMatch(/^event: boards\ndata: \{"at":"[^"]+"\}\n\n$/)
      await reader?.cancel()
    }))
})

describe('what is read', () => {
  it('leaves audit lines with who, period and rows, and without a value', () =>
    withServer(only('acme'), async ({ get, audited }) => {
      for (const path of ['/analytics/data?days=7', '/analytics/data?days=7', '/reports/overview'])
        await (await get(path)).text()
      await (await get('/export/csv/user_query?from=2026-01-01&to=2026-01-06')).text()
      await (await get('/export/parquet/events?from=2026-01-01&to=2026-01-06')).arrayBuffer()
      const rows = (await (await get('/export/ndjson/events?from=2026-01-01&to=2026-01-06')).text())
        .trimEnd()
        .split('\n').length
      await expect.poll(() => audited.length).toBe(5)
      const by = { who: 'token', tenant: 'acme' }
      const from = '2025-12-30T00:00:00.000Z'
      const span = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-06T00:00:00.000Z' }
      const exported = { action: 'export', ...by, ...span, complete: true }
      expect(audited).toEqual([
        { action: 'read', ...by, report: 'analytics', from, times: 1, rows: 28 },
        { action: 'read', ...by, report: 'overview', from: expect.any(String), times: 1, rows: 1 },
        { ...exported, format: 'csv', type: 'user_query', rows: expect.any(Number) },
        { ...exported, format: 'parquet', type: 'events', rows },
        { ...exported, format: 'ndjson', type: 'events', rows },
      ])
    }))

  it('is not sent in answer to HEAD, which ends at once', () =>
    withServer(only('acme'), async ({ head, audited }) => {
      for (const path of ['/analytics/live', '/export/csv/events', '/export/parquet/events']) {
        const answer = await head(path)
        expect([path, answer.status, await answer.text()]).toEqual([path, 200, ''])
      }
      expect(audited).toMatchObject([{ report: 'live' }])
    }))

  it('is sent to other tenants while one holds as many streams as it can', () =>
    withServer(admin, async ({ get }) => {
      const open = await Promise.all(Array.from({ length: 60 }, () => get('/analytics/live?tenant=acme')))
      const statuses = open.map(({ status }) => status)
      expect(statuses.filter((status) => status === 200)).toHaveLength(50)
      expect(statuses.filter((status) => status === 503)).toHaveLength(10)
      const other = await get('/analytics/live?tenant=globex')
      expect(other.status).toBe(200)
      await Promise.all([...open, other].map(({ body }) => body?.cancel()))
    }))
})

describe('without a store', () => {
  it.each(['/reports/overview', '/analytics/export', '/export/csv/events', '/analytics/live'])(
    '%s answers reports_disabled',
    async (path) => {
      const served = await serve(undefined, admin)
      const response = await served.get(path)
      expect(response.status).toBe(503)
      expect(await response.json()).toMatchObject({ code: 'reports_disabled' })
      await served.close()
    },
  )

  it('answers store_unavailable while the store is not open', async () => {
    const closed = createEmbeddedStore({ name: 'embedded', dataDir: folder })
    const served = await serve(closed.reports, admin)
    for (const path of ['/reports/overview', '/analytics/export', '/export/parquet/events']) {
      const response = await served.get(`${path}?tenant=acme`)
      expect([path, response.status, response.headers.get('retry-after')]).toEqual([path, 503, '5'])
      expect(response.headers.has('hushlog-store')).toBe(false)
    }
    await served.close()
  })

  it('still shows the delivery ledger, and says that no figure is from a store', async () => {
    const closed = createEmbeddedStore({ name: 'embedded', dataDir: folder })
    for (const store of [closed.reports, undefined]) {
      const served = await serve(store, admin)
      const response = await served.get('/analytics/data?tenant=acme')
      expect([response.status, response.headers.get('hushlog-store')]).toEqual([200, null])
      expect(await response.json()).toMatchObject({
        store: null,
        totals: { events: 0 },
        recent: [],
        delivery: { ...delivery, client_dropped: {} },
      })
      await served.close()
    }
  })
})
