/** Asks a running collector by the client of the official SDK. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CollectorConfig } from '../../config/config.js'
import { type Collector, createCollector } from '../../create-collector.js'
import { testId } from '../../log/records.fixture.js'
import { tools } from './tools/index.js'

const SECRET = 'ada.lovelace@example.com'
const folder = mkdtempSync(join(tmpdir(), 'hushlog-mcp-'))
const config: CollectorConfig = {
  listen: { host: '127.0.0.1', port: 0 },
  dataDir: join(folder, 'data'),
  env: 'test',
  adminPassword: 'admin-password',
  tenants: ['acme', 'globex'].map((id) => ({
    id,
    name: id,
    writeKeys: [{ key: `hlw_${id}-key`, origins: ['*'], eventsPerSecond: undefined }],
    readTokens: [`hlr_${id}-token`],
    content: 'off' as const,
    retentionDays: 90,
  })),
  sinks: [{ type: 'embedded', name: 'embedded', enabled: true, content: 'include', events: undefined }],
  log: { maxBytes: 1e7, dedupeDays: 14, maxAgeDays: 14 },
  drainSeconds: 1,
  reportCacheSeconds: 0,
}

const lines: string[] = []
const write = (fields: object, message: string) => lines.push(JSON.stringify({ ...fields, message }))
let collector: Collector
let url = ''
let client: Client

const connect = async (token: string) => {
  const connecting = new Client({ name: 'test', version: '1' })
  await connecting.connect(
    new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
  )
  return connecting
}

let made = 0
const event = (name: string, fields: object = {}) => ({
  id: testId(Date.now(), ++made),
  event: name,
  ts: new Date(Date.now() - 60_000 + made).toISOString(),
  schema_version: 1,
  session_id: 's1',
  ...fields,
})

beforeAll(async () => {
  collector = await createCollector(config, { logger: { info: write, warn: write, error: write } })
  url = `http://127.0.0.1:${(await collector.listen()).port}`
  const sent = await fetch(`${url}/v1/events?key=hlw_acme-key`, {
    method: 'POST',
    body: JSON.stringify({
      events: [
        event('user_query', { user: 'u1', channel: 'chat' }),
        event('agent_response', { user: 'u1', no_match: true, channel: 'chat' }),
        event('user_query', { user: 'u2', session_id: 's2' }),
        event(SECRET),
      ],
    }),
  })
  expect(sent.status).toBe(202)
  client = await connect('hlr_acme-token')
  await vi.waitFor(async () => {
    expect((await call('query', { metrics: ['events'] })).rows).toEqual([{ dimensions: [], metrics: [3] }])
  }, 20_000)
})

afterAll(async () => {
  await client.close()
  await collector.close()
  rmSync(folder, { recursive: true })
})

interface Result {
  readonly content: readonly { readonly type: string; readonly text: string }[]
  readonly structuredContent?: Readonly<Record<string, unknown>>
  readonly isError?: boolean
}

const resultOf = async (name: string, input: Record<string, unknown>, by = client) =>
  (await by.callTool({ name, arguments: input })) as unknown as Result

/** Returns the answer of a tool, which its text repeats. */
async function call(name: string, input: Record<string, unknown> = {}, by = client) {
  const { content, structuredContent, isError } = await resultOf(name, input, by)
  expect(isError).toBeUndefined()
  expect(JSON.parse(content[0]?.text ?? '')).toEqual(structuredContent)
  return structuredContent as Readonly<Record<string, unknown>>
}

describe('the tools', () => {
  it('are listed, each with a schema, a description and an example that fits the schema', async () => {
    const { tools: listed } = await client.listTools()
    expect(listed.map(({ name }) => name)).toEqual([
      'list_metrics',
      'query',
      'compare_periods',
      'funnel',
      'retention',
      'explain_event',
      'why_refused',
    ])
    const ajv = new Ajv2020({ strict: false })
    for (const { name, description, inputSchema } of listed) {
      const tool = tools.find((each) => each.name === name)
      expect(description).toContain(JSON.stringify(tool?.example))
      expect([name, ajv.validate(inputSchema, tool?.example), ajv.errors]).toEqual([name, true, null])
      expect(JSON.stringify(inputSchema)).not.toContain('"tenant"')
    }
  })

  it.each(tools.map(({ name, example }) => [name, example] as const))(
    '%s answers its example',
    async (name, example) => {
      expect(Object.keys(await call(name, { ...example })).length).toBeGreaterThan(0)
    },
  )

  it('list_metrics finds metrics and dimensions by words', async () => {
    expect(await call('list_metrics', { search: 'no_match_rate MATCH' })).toMatchObject({
      metrics: [{ id: 'no_match_rate', unit: 'ratio', better: 'lower' }],
      metrics_found: 1,
    })
    expect(await call('list_metrics')).toMatchObject({
      numbers: { names: expect.arrayContaining(['processing_time_ms']) },
      dimensions: expect.arrayContaining([expect.objectContaining({ id: 'channel' })]),
    })
  })

  it('query, compare_periods, funnel and retention answer with the figures of the tenant', async () => {
    expect(await call('query', { metrics: ['questions', 'users'], dimensions: ['channel'] })).toMatchObject({
      rows: [
        { dimensions: ['chat'], metrics: [1, 1] },
        { dimensions: [null], metrics: [1, 1] },
      ],
    })
    expect(await call('compare_periods', { metrics: ['answers'], date_range: '7d' })).toMatchObject({
      rows: [{ metrics: [1], comparison: { metrics: [0], change: [null] } }],
      totals: { metrics: [1] },
    })
    expect(await call('funnel', { steps: ['user_query', 'agent_response'] })).toMatchObject({
      steps: [{ count: 2 }, { count: 1, from_first: 0.5 }],
    })
    const { rows } = await call('retention', { date_range: '7d' })
    expect((rows as { users: number }[]).reduce((sum, { users }) => sum + users, 0)).toBe(2)
    const globex = await connect('hlr_globex-token')
    expect(await call('query', { metrics: ['events'] }, globex)).toMatchObject({ rows: [{ metrics: [0] }] })
    await globex.close()
  })

  it('explain_event says what the schema does', async () => {
    expect(await call('explain_event', { event: 'feedback' })).toMatchObject({
      event: 'feedback',
      description: expect.stringMatching(/\w/),
      fields: expect.arrayContaining([
        expect.objectContaining({ name: 'comment', privacy: 'text', expected: expect.any(String) }),
      ]),
      metrics: expect.arrayContaining(['feedbacks']),
    })
  })

  it('why_refused says what was expected in place of what was refused', async () => {
    expect(await call('why_refused')).toMatchObject({
      tenant: 'acme',
      refusals: [{ kind: 'event', code: 'unknown_event', path: 'event', count: 1 }],
    })
  })

  it.each([
    ['query', { metrics: ['no_match_rat'] }, { pointer: '/metrics/0', nearest: 'no_match_rate' }],
    ['query', { metrics: ['events'], filters: [['is', 'user', [SECRET]]] }, { pointer: '/filters/0/1' }],
    ['query', { metrics: ['events'], tenant: 'globex' }, { code: 'not_found' }],
    ['query', {}, { pointer: '/metrics' }],
    ['compare_periods', { metrics: ['events'], compare: SECRET }, { pointer: '/compare' }],
    ['funnel', { steps: [SECRET, 'feedback'] }, { pointer: '/steps/0' }],
    ['retention', { first: 'user_qery' }, { pointer: '/first', nearest: 'user_query' }],
    ['explain_event', { event: 'feedbak' }, { pointer: '/event', nearest: 'feedback' }],
    ['list_metrics', { serch: 'x' }, { pointer: '', nearest: 'search' }],
    ['why_refused', { code: 'x' }, { pointer: '' }],
    ['event_log', {}, { pointer: '/name', detail: expect.stringContaining('list_metrics') }],
  ])('%s refuses %j at its place', async (name, input, refusal) => {
    const { content, isError } = await resultOf(name, input)
    expect(isError).toBe(true)
    expect(JSON.parse(content[0]?.text ?? '')).toMatchObject(refusal)
    expect(content[0]?.text).not.toContain(SECRET)
  })
})

describe('the endpoint', () => {
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
  const post = (headers: Readonly<Record<string, string>>, body: unknown = message) =>
    fetch(`${url}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const token = { authorization: 'Bearer hlr_acme-token' }
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
  const codeOf = async (answer: Promise<Response>) => {
    const { status, headers, ...rest } = await answer.then(async (given) => ({
      status: given.status,
      headers: given.headers,
      body: (await given.json()) as { code?: string },
    }))
    return [status, rest.body.code, headers.get('www-authenticate')?.split(' ')[0]]
  }

  it('takes a read token as a bearer only', async () => {
    const answer = await post(token)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    for (const credentials of [
      {},
      basic('admin:admin-password'),
      basic('acme:hlr_acme-token'),
      { cookie: 'hushlog=hlr_acme-token' },
    ])
      expect(await codeOf(post(credentials))).toEqual([401, 'unknown_reader', 'Bearer'])
    expect((await post({ authorization: 'Bearer hlw_acme-key' })).status).toBe(401)
  })

  it('takes nothing from a page of another origin', async () => {
    for (const origin of ['https://evil.example', 'null', 'not an origin'])
      expect(await codeOf(post({ ...token, origin }))).toEqual([403, 'foreign_origin', undefined])
    expect((await post({ ...token, origin: url })).status).toBe(200)
  })

  it('holds no stream open and no session', async () => {
    const get = await fetch(`${url}/mcp`, { headers: { ...token, accept: 'text/event-stream' } })
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
    expect((await post(token)).headers.get('mcp-session-id')).toBeNull()
  })

  it('refuses what is no single message, and repeats nothing of it', async () => {
    for (const [headers, body, status] of [
      [{}, [message, message], 400],
      [{}, '{', 400],
      [{}, { jsonrpc: '2.0', id: 1, method: SECRET }, 200],
      [{}, { jsonrpc: SECRET, id: 1 }, 400],
      [{}, { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 3, arguments: SECRET } }, 200],
      [{ 'mcp-protocol-version': SECRET }, message, 400],
      [{}, ' '.repeat(300 * 1024), 413],
    ] as const) {
      const answer = await post({ ...token, ...headers }, body)
      expect([body, answer.status]).toEqual([body, status])
      expect(await answer.text()).not.toContain(SECRET)
    }
  })

  it('leaves audit lines and no value in them', async () => {
    expect(lines.join()).toContain('"report":"funnel"')
    expect(lines.join()).not.toContain(SECRET)
    expect(lines.join()).not.toContain('a request failed')
  })
})
