/** Tests saved boards: who may save them, what a board may hold, and that nobody overwrites what another saved. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Collector, createCollector } from '../../create-collector.js'
import { MAX_BOARDS } from './board-files.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-boards-'))
const SENTINEL = 'zqxSentinel'
const tenant = (id: string) => ({
  id,
  name: id,
  writeKeys: [],
  readTokens: [`hlr_${id}-reads`, { token: `hlr_${id}-saves`, scopes: ['read', 'boards'] as const }],
  content: 'off' as const,
  retentionDays: 90,
  rules: [{ id: 'badge', placeholder: '[badge]', pattern: 'BADGE-\\d{4}' }],
})

const lines: string[] = []
const note = (...line: unknown[]) => void lines.push(JSON.stringify(line))

let collector: Collector
let url = ''
beforeAll(async () => {
  collector = await createCollector(
    {
      listen: { host: '127.0.0.1', port: 0 },
      dataDir: join(folder, 'data'),
      env: 'test',
      adminPassword: 'correct horse',
      tenants: [tenant('acme'), tenant('globex')],
      sinks: [],
      log: { maxBytes: 1e7, dedupeDays: 14, maxAgeDays: 14 },
      drainSeconds: 5,
      reportCacheSeconds: 0,
    },
    { logger: { info: note, warn: note, error: note } },
  )
  url = `http://127.0.0.1:${(await collector.listen()).port}`
})
afterAll(async () => {
  await collector.close()
  rmSync(folder, { recursive: true })
})

const admin = `Basic ${Buffer.from('admin:correct horse').toString('base64')}`
const saves = 'Bearer hlr_acme-saves'
const reads = 'Bearer hlr_acme-reads'

interface Answer {
  readonly status: number
  readonly etag: string
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}

const send = async (
  method: string,
  path: string,
  authorization: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const answer = await fetch(`${url}/v1/boards${path}`, {
    method,
    headers: { authorization, ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    etag: answer.headers.get('etag') ?? '',
    text,
    body: text === '' ? {} : (JSON.parse(text) as Answer['body']),
  }
}

const ask = { metrics: ['answers'], dimensions: ['time', 'topic'], order_by: [['time', 'asc']], limit: 5 }
const chart = (more: object = {}) => ({ id: 'c', title: 'Answers', size: 'half', draw: 'line', ask, ...more })
const board = (...charts: object[]) => ({ title: 'Ours', question: 'How?', sections: [{ charts }] })

test('a board is saved, listed, read, replaced and removed', async () => {
  const saved = await send('PUT', '/ours', saves, { id: 'ours', ...board(chart()) })
  expect([saved.status, saved.body]).toMatchObject([201, { id: 'ours', ...board(chart()) }])
  const read = await send('GET', '/ours', reads)
  expect([read.status, read.body, read.etag]).toEqual([200, saved.body, saved.etag])
  const { body: listed } = await send('GET', '', reads)
  expect(listed).toMatchObject({
    boards: [{ id: 'ours', title: 'Ours', question: 'How?', charts: 1, etag: saved.etag }],
  })
  const replaced = await send('PUT', '/ours', saves, board(chart(), chart({ id: 'd' })), {
    'if-match': saved.etag,
  })
  expect([replaced.status, replaced.etag === saved.etag]).toEqual([200, false])
  expect((await send('DELETE', '/ours', saves, undefined, { 'if-match': saved.etag })).status).toBe(412)
  expect((await send('DELETE', '/ours', saves, undefined, { 'if-match': replaced.etag })).status).toBe(204)
  expect((await send('GET', '/ours', reads)).status).toBe(404)
  expect((await send('DELETE', '/ours', saves)).status).toBe(404)
  const audited = lines.filter((line) => line.includes('"audit"')).join()
  expect(audited).toContain('save_board')
  expect(audited).toContain('remove_board')
})

test('nobody overwrites what another saved', async () => {
  const first = await send('PUT', '/shared', saves, board(chart()), { 'if-none-match': '*' })
  expect(first.status).toBe(201)
  const again = await send('PUT', '/shared', saves, board(chart()), { 'if-none-match': '*' })
  expect([again.status, again.body.code, again.etag]).toEqual([412, 'board_changed', first.etag])
  const blind = await send('PUT', '/shared', saves, board(chart()))
  expect([blind.status, blind.body.code, blind.etag]).toEqual([428, 'match_needed', first.etag])
  const both = await Promise.all(
    ['One', 'Two'].map((title) =>
      send('PUT', '/shared', saves, { ...board(chart()), title }, { 'if-match': first.etag }),
    ),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  expect((await send('PUT', '/other', saves, board(chart()), { 'if-match': '*' })).status).toBe(412)
  const unchanged = await send('GET', '/shared', reads, undefined, { 'if-none-match': '"x"' })
  expect(unchanged.status).toBe(200)
})

test('the admin and the scope boards save, every reader of the tenant reads', async () => {
  expect((await send('PUT', '/mine', reads, board(chart()))).body.code).toBe('scope_missing')
  expect((await send('DELETE', '/shared', reads)).body.code).toBe('scope_missing')
  expect((await send('PUT', '/mine', admin, board(chart()))).status).toBe(400)
  expect((await send('PUT', '/mine?tenant=globex', admin, board(chart()))).status).toBe(201)
  expect((await send('GET', '/mine', reads)).status).toBe(404)
  expect((await send('GET', '/mine?tenant=globex', saves)).status).toBe(404)
  expect((await send('GET', '/mine', 'Bearer hlr_globex-reads')).status).toBe(200)
  expect((await send('GET', '/mine', 'Bearer none')).status).toBe(401)
})

const wrong: readonly [string, unknown, string, object][] = [
  ['no object', [], '', {}],
  ['an unknown member', { ...board(chart()), [SENTINEL]: 1 }, '', {}],
  ['no title', { sections: [{ charts: [] }] }, '/title', {}],
  ['a long title', { ...board(), title: SENTINEL.repeat(20) }, '/title', {}],
  ['another id', { ...board(chart()), id: SENTINEL }, '/id', {}],
  ['no sections', { title: 'x', sections: [] }, '/sections', {}],
  ['no charts', { title: 'x', sections: [{}] }, '/sections/0/charts', {}],
  ['an unknown drawing', board(chart({ draw: 'lines' })), '/sections/0/charts/0/draw', { nearest: 'line' }],
  ['an unknown size', board(chart({ size: SENTINEL })), '/sections/0/charts/0/size', {}],
  ['a funnel that asks', board(chart({ draw: 'funnel' })), '/sections/0/charts/0', {}],
  ['two charts of an id', board(chart(), chart()), '/sections/0/charts/1/id', {}],
  [
    'too many charts',
    board(...Array.from({ length: 41 }, (_, i) => chart({ id: `c${i}` }))),
    '/sections/0/charts/40',
    {},
  ],
  [
    'a tenant of its own',
    board(chart({ ask: { ...ask, tenant: 'globex' } })),
    '/sections/0/charts/0/ask',
    {},
  ],
  [
    'an unknown metric',
    board(chart({ ask: { metrics: ['answer'] } })),
    '/sections/0/charts/0/ask/metrics/0',
    { nearest: 'answers' },
  ],
  [
    'an unknown dimension',
    board(chart({ ask: { metrics: ['answers'], dimensions: [SENTINEL] } })),
    '/sections/0/charts/0/ask/dimensions/0',
    {},
  ],
  [
    'an unknown step',
    board(chart({ draw: 'funnel', ask: undefined, funnel: { steps: ['user_query', 'agent_respons'] } })),
    '/sections/0/charts/0/funnel/steps/1',
    { nearest: 'agent_response' },
  ],
  [
    'an unknown change',
    board(chart({ draw: 'changes', ask: undefined, changes: [{ metric: 'answers', dimension: SENTINEL }] })),
    '/sections/0/charts/0/changes/0/dimension',
    {},
  ],
  ['a title of nothing', board(chart({ titles: { [SENTINEL]: 'x' } })), '/sections/0/charts/0/titles', {}],
  [
    'a wrong selection',
    board(chart({ draw: 'retention', ask: undefined, retention: { first: 5 } })),
    '/sections/0/charts/0/retention/first',
    {},
  ],
]

test.each(wrong)('a board with %s is refused with where', async (_name, body, pointer, more) => {
  const { status, body: problem, text } = await send('PUT', '/wrong', saves, body)
  expect([status, problem]).toMatchObject([400, { code: 'invalid_query', pointer, ...more }])
  expect(text).not.toContain(SENTINEL)
})

test('what is no board id, no JSON or too large is refused', async () => {
  for (const id of ['/Ours', '/..%2fx', '/-x', `/${'x'.repeat(41)}`, '/4111-1111-1111-1111'])
    expect([id, (await send('PUT', id, saves, board(chart()))).status]).toEqual([id, 400])
  expect((await send('PUT', '/x', saves, SENTINEL)).status).toBe(400)
  expect((await send('PUT', '/x', saves, `{"a":"${'x'.repeat(140_000)}"}`)).status).toBe(413)
})

test('every question of the query language can be on a board', async () => {
  const saved = await send(
    'PUT',
    '/kinds',
    saves,
    board(
      chart(),
      { id: 'f', title: 'F', size: 'full', draw: 'funnel', funnel: { steps: ['user_query', 'feedback'] } },
      { id: 'r', title: 'R', size: 'full', draw: 'retention', retention: {} },
      { id: 'g', title: 'G', size: 'half', draw: 'health' },
      {
        id: 'm',
        title: 'M',
        size: 'half',
        draw: 'changes',
        changes: [{ metric: 'answers', dimension: 'topic' }],
        titles: { topic: 'Subject' },
      },
      chart({ id: 'h', draw: 'histogram', ask: { metrics: ['uploads'], dimensions: ['bucket:file_size'] } }),
    ),
  )
  expect([saved.status, saved.text]).toEqual([201, expect.any(String)])
})

test('no person is named by a board, in an answer or on disk', async () => {
  const filters = [
    ['is', 'topic', ['anna@example.com']],
    ['not', ['contains', 'topic', ['BADGE-1234']]],
  ]
  const saved = await send('PUT', '/names', saves, {
    title: 'For anna@example.com',
    question: 'How is BADGE-1234?',
    sections: [
      {
        title: 'anna@example.com',
        charts: [
          chart({
            title: 'anna@example.com',
            note: 'BADGE-1234',
            titles: { topic: 'BADGE-1234' },
            ask: { ...ask, filters },
          }),
          chart({
            id: 'f',
            draw: 'funnel',
            ask: undefined,
            funnel: { steps: [{ event: 'user_query', filters }, 'feedback'] },
          }),
        ],
      },
    ],
  })
  expect(saved.status).toBe(201)
  const stored = readFileSync(join(folder, 'data/boards/acme/names.json'), 'utf8')
  for (const text of [saved.text, stored, lines.join()]) expect(text).not.toMatch(/anna@|BADGE-1234/)
  expect(saved.body).toMatchObject({ title: 'For [email]', question: 'How is [badge]?' })
  expect(stored).toContain('[badge]')
})

test('files are private and whole, and a tenant has a bounded number of boards', async () => {
  const data = join(folder, 'data/boards/globex')
  expect(statSync(data).mode & 0o777).toBe(0o700)
  expect(statSync(join(data, 'mine.json')).mode & 0o777).toBe(0o600)
  const token = 'Bearer hlr_globex-saves'
  for (let i = 1; i < MAX_BOARDS; i++)
    expect((await send('PUT', `/b${i}`, token, board(chart()))).status).toBe(201)
  const { status, body } = await send('PUT', '/one-more', token, board(chart()))
  expect([status, body.code]).toEqual([409, 'too_many_boards'])
  expect((await send('PUT', '/b1', token, board(chart()), { 'if-match': '*' })).status).toBe(200)
  expect(readdirSync(data)).toHaveLength(MAX_BOARDS)
})
