import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testRecord } from '../log/records.fixture.js'
import { createEmbeddedStore, type EmbeddedStore } from '../sinks/embedded/embedded.js'
import type { ReportStore, SqlValue } from '../sinks/report-store.js'
import { testBatch } from '../testing/sink-contract.js'
import { emptyStore } from './choose-store.js'
import type { QueryAnswer } from './run-query.js'
import { NOW, type Served, serve } from './server.fixture.js'

const acme = { tenants: ['acme'], admin: false, who: 'token' }
const link = (query: unknown) => `/v1/query?q=${encodeURIComponent(JSON.stringify(query))}`
const csv = { headers: { accept: 'text/csv' } }

let folder: string
let embedded: EmbeddedStore
let served: Served

const at = (n: number, event: string, fields: object, time = NOW - 60_000) =>
  testRecord({ n, time, event, fields: { session_id: 's1', ...fields } })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-language-'))
  embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  const signal = new AbortController().signal
  await embedded.sink.open(signal)
  const records = [
    at(1, 'agent_response', { topic: '=SUM(A1)', no_match: true }),
    at(2, 'agent_response', { topic: 'a,"b"' }),
    at(3, 'agent_response', { topic: 'a,"b"' }),
    at(4, 'agent_response', {}, NOW - 86_460_000),
    at(5, 'user_query', { is_suggested_prompt: true }),
  ]
  expect(await embedded.sink.write(testBatch(records), signal)).toEqual({ failed: [] })
  served = await serve(embedded.reports, acme)
})

afterAll(async () => {
  await served.close()
  await embedded.sink.close()
  await rm(folder, { recursive: true })
})

describe('a query by a link', () => {
  it('is answered with the query as the language writes it', async () => {
    const { query, rows } = await served.json<QueryAnswer & { query: unknown }>(
      link({
        metrics: 'answers',
        dimensions: [{ bucket: 'match_score' }],
        filters: [['is', 'event', 'agent_response']],
        limit: '10',
      }),
    )
    expect(query).toEqual({
      tenant: 'acme',
      metrics: ['answers'],
      dimensions: ['bucket:match_score'],
      filters: [['is', 'event', ['agent_response']]],
      date_range: '30d',
      time_zone: 'UTC',
      order_by: [],
      limit: 10,
      offset: 0,
      include: { totals: false, empty_buckets: true, other: false },
    })
    expect(rows).toEqual([{ dimensions: [null], metrics: [4] }])
    const again = await served.json<{ query: unknown }>(link(query))
    expect(again.query).toEqual(query)
  })

  it('is kept by nothing on the way, and told to no other page', async () => {
    const { headers } = await served.get(link({ metrics: ['answers'] }))
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('vary')).toMatch(/accept/i)
  })

  it('leaves nothing of the query in an audit line', () => {
    expect(JSON.stringify(served.audited)).not.toMatch(/agent_response|answers|match_score/)
  })

  it.each([
    ['/v1/query', 'the JSON of a query'],
    ['/v1/query?q=%7BSENTINEL', 'to be JSON'],
    ['/v1/query?q=1&q=2', 'the JSON of a query'],
  ])('%s is refused', async (path, detail) => {
    const response = await served.get(path)
    expect(response.status).toBe(400)
    const body = await response.text()
    expect(body).toContain(detail)
    expect(body).not.toContain('SENTINEL')
  })

  it('has the head of an answer without asking the store', async () => {
    const store: ReportStore = { ...emptyStore, rows: () => Promise.reject(new Error('asked')) }
    const other = await serve(store, acme)
    const { status, headers } = await other.head(link({ metrics: ['answers'] }))
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
    expect((await other.head(link({ metrics: ['none'] }))).status).toBe(400)
    await other.close()
  })
})

describe('rows as CSV', () => {
  it('have a column for each dimension and metric, without formulas', async () => {
    const response = await served.get(
      link({ metrics: ['answers', 'no_match_rate'], dimensions: ['topic'] }),
      csv,
    )
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(await response.text()).toBe('topic,answers,no_match_rate\n"a,""b""",2,\n\'=SUM(A1),1,1\n,1,\n')
  })

  it('have two columns for each metric that is compared, and say which row is all others', async () => {
    const query = {
      metrics: ['answers'],
      dimensions: ['topic'],
      date_range: 'today',
      compare: 'previous_period',
      limit: 1,
      include: { other: true },
    }
    const response = await served.get(link(query), csv)
    expect(await response.text()).toBe(
      'topic,answers,answers_before,answers_change,other\n"a,""b""",2,,,false\n,1,1,0,true\n',
    )
  })

  it('have no limit but the one that is asked for', async () => {
    const rows = async (more: object) =>
      (await (await served.get(link({ metrics: ['answers'], dimensions: ['topic'], ...more }), csv)).text())
        .trim()
        .split('\n').length - 1
    expect(await rows({})).toBe(3)
    expect(await rows({ limit: 2 })).toBe(2)
  })

  it('are sent as they come from the store where they are many', async () => {
    const pieces = 60
    let asked = ''
    const statements: [string, readonly SqlValue[]][] = []
    const store: ReportStore = {
      ...emptyStore,
      rows: async (sql) => (sql.includes('AS groups') ? [{ groups: pieces * 2_000 }] : []),
      async *stream(sql, params) {
        asked = sql
        statements.push([sql, params])
        for (let i = 0; i < pieces; i++)
          yield Array.from({ length: 2_000 }, (_, n) => ({ g0: `topic ${i} ${n}`, m0: n }))
      },
    }
    const other = await serve(store, acme)
    const text = await (await other.get(link({ metrics: ['answers'], dimensions: ['topic'] }), csv)).text()
    expect(text.split('\n').length).toBe(pieces * 2_000 + 2)
    expect(asked).toMatch(/ORDER BY/)
    expect(asked).not.toMatch(/LIMIT/)
    const refused = [
      { more: { compare: 'previous_period' }, pointer: '/compare' },
      {
        more: { limit: 10_000, dimensions: ['topic', 'time:day'], include: { other: true } },
        pointer: '/include/other',
      },
    ]
    for (const { more, pointer } of refused) {
      const query = { metrics: ['answers'], dimensions: ['topic'], ...more }
      expect(await (await other.get(link(query), csv)).json()).toMatchObject({ pointer })
    }
    const limited = { metrics: ['answers'], dimensions: ['topic', 'time:day'], limit: 10_000 }
    await (await other.get(link(limited), csv)).text()
    expect(asked).toMatch(/LIMIT 10000/)
    // The embedded store takes the statement, and has the rows of the groups of the limit alone.
    const [sql, params] = statements.at(-1) ?? ['', []]
    expect(await embedded.reports.rows(sql, params)).toHaveLength(3)
    await other.close()
  })
})

describe('a client that leaves', () => {
  it('ends its statement', async () => {
    let ended = false
    let begun = false
    const store: ReportStore = {
      ...emptyStore,
      rows: (_sql, _params, signal) => {
        begun = true
        return new Promise((_, reject) =>
          signal?.addEventListener('abort', () => {
            ended = true
            reject(new Error('INTERRUPT'))
          }),
        )
      },
    }
    const other = await serve(store, acme)
    const client = new AbortController()
    const answer = other.get(link({ metrics: ['answers'] }), { signal: client.signal })
    await expect.poll(() => begun).toBe(true)
    client.abort()
    await expect(answer).rejects.toThrow()
    await expect.poll(() => ended).toBe(true)
    await other.close()
  })
})

describe('equal queries', () => {
  it('are computed once until the store changes', async () => {
    let statements = 0
    let change: () => void = () => undefined
    const store: ReportStore = {
      ...emptyStore,
      rows: async () => {
        statements++
        return []
      },
      onChange: (listener) => {
        change = listener
        return () => undefined
      },
    }
    const other = await serve(store, acme)
    await other.json(link({ metrics: ['events'] }))
    const once = statements
    await other.json(link({ metrics: 'events', date_range: '30d' }))
    expect(statements).toBe(once)
    change()
    await other.json(link({ metrics: ['events'] }))
    expect(statements).toBe(2 * once)
    await other.close()
  })
})
