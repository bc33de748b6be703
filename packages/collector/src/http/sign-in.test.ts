/** Tests signing in on a page: who gets a session, what it may do, and when it ends. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CollectorConfig, TenantConfig } from '../config/config.js'
import { type Collector, createCollector } from '../create-collector.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-sign-in-'))
const PASSWORD = 'correct: horse'
const HOUR = 3_600_000
const clock = { now: Date.UTC(2026, 5, 1, 12) }

const tenant = (id: string, readTokens: TenantConfig['readTokens']): TenantConfig => ({
  id,
  name: `${id} Inc`,
  writeKeys: [{ key: `hlw_${id}-key`, origins: ['https://app.example'], eventsPerSecond: undefined }],
  readTokens,
  content: 'off',
  retentionDays: 90,
})

const config: CollectorConfig = {
  listen: { host: '127.0.0.1', port: 0 },
  dataDir: join(folder, 'data'),
  env: 'test',
  adminPassword: PASSWORD,
  tenants: [
    tenant('acme', [
      'hlr_acme-token',
      { token: 'hlr_acme-erases', scopes: ['read', 'erase'] },
      { token: 'hlr_acme-only-erases', scopes: ['erase'] },
      { token: 'hlr_acme-ends', scopes: ['read'], label: 'ends', expiresAt: clock.now + HOUR },
    ]),
    tenant('globex', ['hlr_globex-token']),
  ],
  sinks: [],
  log: { maxBytes: 1e7, dedupeDays: 14, maxAgeDays: 14 },
  drainSeconds: 5,
  reportCacheSeconds: 0,
  trustProxy: 1,
}

const lines: string[] = []
const note = (...line: unknown[]) => void lines.push(JSON.stringify(line))
const start = () =>
  createCollector(config, {
    assets: join(folder, 'built'),
    now: () => clock.now,
    logger: { info: note, warn: note, error: note },
  })

let collector: Collector
let url = ''
beforeAll(async () => {
  mkdirSync(join(folder, 'built/dashboard/assets'), { recursive: true })
  writeFileSync(join(folder, 'built/dashboard/index.html'), '<!doctype html><title>dashboard</title>')
  collector = await start()
  url = `http://127.0.0.1:${(await collector.listen()).port}`
})
afterAll(async () => {
  await collector.close()
  rmSync(folder, { recursive: true })
})

interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

let requests = 0
/** Sends what `fetch` does not let one send, such as `Host`; each request comes from an address of its own. */
const send = (path: string, { method = 'GET', headers = {}, body }: Sent = {}) =>
  new Promise<{
    status: number
    headers: Readonly<Record<string, unknown>>
    cookies: string[]
    text: string
  }>((resolve, reject) => {
    const sent = httpRequest(
      url + path,
      { method, headers: { 'x-forwarded-for': `10.0.0.${++requests % 250}`, ...headers } },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        response.on('end', () => {
          const { statusCode: status = 0, headers: answered } = response
          resolve({ status, headers: answered, cookies: answered['set-cookie'] ?? [], text })
        })
      },
    )
    sent.on('error', reject).end(body)
  })

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const signIn = (user: string, password: string, headers: Record<string, string> = {}, next?: string) =>
  send('/sign-in', {
    method: 'POST',
    headers: { ...FORM, origin: url, ...headers },
    body: new URLSearchParams({ user, password, ...(next !== undefined && { next }) }).toString(),
  })
const cookieOf = async (user: string, password: string) => {
  const [cookie = ''] = (await signIn(user, password)).cookies
  return { cookie: cookie.split(';')[0] ?? '' }
}
const me = async (headers: Record<string, string>) => {
  const { status, text } = await send('/v1/me', { headers })
  return { status, ...(JSON.parse(text) as { who: string; by: string; tenants: { id: string }[] }) }
}
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

test('no browser asks for a password over a page whose session has ended', async () => {
  const { status, headers } = await send('/v1/me', { headers: { ...browser, 'sec-fetch-dest': 'empty' } })
  expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="hushlog"'])
})

test('only a browser without credentials is sent to the page', async () => {
  const view = '/analytics?place=quality&f=%5B%22is%22%5D'
  const sent = await send(view, { headers: browser })
  expect([sent.status, sent.headers.location]).toEqual([303, `/sign-in?next=${encodeURIComponent(view)}`])
  expect((await send(view, { headers: { ...browser, cookie: 'hushlog_session=x' } })).status).toBe(303)
  const others = [
    { headers: {} },
    { headers: { accept: '*/*' } },
    { headers: { accept: 'text/*' } },
    { headers: { ...browser, ...basic('admin:wrong') } },
  ]
  for (const each of others) {
    const refused = await send('/analytics', each)
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([
      401,
      'Basic realm="hushlog", charset="UTF-8"',
    ])
  }
  expect((await send('/v1/me', { headers: browser })).status).toBe(401)
})

test('the page works without script and asks for nothing else', async () => {
  const { status, headers, text } = await send('/sign-in?next=/analytics?a=%22%3E%3Cscript%3E%26b=1')
  expect(status).toBe(200)
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
  expect(headers['referrer-policy']).toBe('same-origin')
  expect(headers['cache-control']).toBe('no-store')
  expect(text).not.toMatch(/<script|<link|<img|style=/)
  expect(text).toContain('<form method="post" action="/sign-in">')
})

test('a link from another site asks again, so that the cookie is sent', async () => {
  const path = '/sign-in?next=%2Fanalytics%3Fplace%3Dquality'
  const foreign = { 'sec-fetch-site': 'cross-site' }
  const asked = await send(path, { headers: foreign })
  expect([asked.status, asked.text]).toEqual([200, expect.stringContaining(`content="0;url=${path}"`)])
  const cookie = await cookieOf('admin', PASSWORD)
  const returned = await send(path, { headers: { ...cookie, 'sec-fetch-site': 'same-origin' } })
  expect([returned.status, returned.headers.location]).toEqual([303, '/analytics?place=quality'])
})

test('a cookie names nobody and holds no secret', async () => {
  const { status, headers, cookies } = await signIn('acme', 'hlr_acme-token', {}, '/analytics?place=data')
  expect([status, headers.location]).toEqual([303, '/analytics?place=data'])
  expect(cookies).toEqual([
    expect.stringMatching(
      /^hushlog_session=\d+\.[\w-]{43}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    ),
  ])
  const first = cookies[0]?.split(';')[0] ?? ''
  expect(await me({ cookie: first })).toMatchObject({ who: 'read_tokens[0]', by: 'cookie' })
  expect(lines.some((line) => line.includes('sign_in') && line.includes('read_tokens[0]'))).toBe(true)
  expect(lines.join()).not.toContain('hlr_acme-token')
})

test('behind TLS the cookie is for this host by TLS only', async () => {
  const host = { host: 'hush.example' }
  const proxy = { ...host, 'x-forwarded-proto': 'https', origin: 'https://hush.example' }
  const [secure = ''] = (await signIn('admin', PASSWORD, proxy)).cookies
  expect(secure).toMatch(/^__Host-hushlog_session=.*; Path=\/; HttpOnly; SameSite=Strict; .*; Secure$/)
  expect((await me({ cookie: secure.split(';')[0] ?? '' })).by).toBe('cookie')
  // A proxy that does not say so is told by the browser.
  const [told = ''] = (await signIn('admin', PASSWORD, { ...host, origin: 'https://hush.example' })).cookies
  expect(told).toContain('; Secure')
  const named = { host: 'inner:8788', 'x-forwarded-host': 'hush.example', origin: 'https://hush.example' }
  expect((await signIn('admin', PASSWORD, named)).status).toBe(303)
  const plain = await cookieOf('admin', PASSWORD)
  expect((await me({ ...plain, 'x-forwarded-proto': 'https' })).status).toBe(401)
})

test.each([
  'https://evil.example/analytics',
  '//evil.example/analytics',
  '/\\evil.example/analytics',
  '\\\\evil.example',
  '/\t/evil.example/analytics',
  'javascript:alert(1)',
  '/analytics/../v1/hushlog.js',
  '/analytics.evil',
  '/export/csv/events',
  `/analytics?${'x'.repeat(5000)}`,
])('nobody is sent to %s', async (next) => {
  const { status, headers } = await signIn('admin', PASSWORD, {}, next)
  expect([status, headers.location]).toEqual([303, '/analytics'])
})

test.each([
  ['another origin', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['another port', { origin: 'http://127.0.0.1:1' }],
  ['another scheme', { 'x-forwarded-proto': 'https' }],
  ['no host', { origin: 'http://' }],
])('a form of %s signs nobody in or out', async (_name, headers) => {
  const { status, cookies } = await signIn('admin', PASSWORD, headers)
  expect([status, cookies]).toEqual([403, []])
  expect((await send('/sign-out', { method: 'POST', headers: { origin: url, ...headers } })).status).toBe(403)
})

test('a wrong password shows the page again, and guessing is braked', async () => {
  const from = { 'x-forwarded-for': '203.0.113.9' }
  const answers = []
  for (let i = 0; i < 12; i++) answers.push(await signIn('admin', `zqx-wrong-${i}`, from))
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429, 429])
  for (const { text, headers, cookies } of answers) {
    expect(text).toContain('role="alert"')
    expect(text).not.toContain('zqx-wrong')
    expect(cookies).toEqual([])
    expect(headers['www-authenticate']).toBeUndefined()
  }
  expect(answers.at(-1)?.headers['retry-after']).toMatch(/^\d+$/)
  expect((await signIn('admin', PASSWORD, from)).status).toBe(303)
  expect(lines.join()).not.toContain('zqx-wrong')
})

test.each([
  ['the token of another tenant', 'globex', 'hlr_acme-token', 401],
  ['a token as the admin', 'admin', 'hlr_acme-token', 401],
  ['the password as a tenant', 'acme', PASSWORD, 401],
  ['a write key', 'acme', 'hlw_acme-key', 401],
  ['nothing', '', '', 401],
  ['a token that may not read', 'acme', 'hlr_acme-only-erases', 403],
])('%s signs nobody in', async (_name, user, password, status) => {
  const refused = await signIn(user, password)
  expect([refused.status, refused.cookies]).toEqual([status, []])
})

test('a form is small, and a form', async () => {
  const post = (body: string, headers: Record<string, string>) =>
    send('/sign-in', { method: 'POST', headers: { origin: url, ...headers }, body })
  expect((await post('{}', { 'content-type': 'application/json' })).status).toBe(415)
  expect((await post(`user=${'x'.repeat(20_000)}`, FORM)).status).toBe(413)
  expect((await post('user[a]=1&password=x&user=y&user=z', FORM)).status).toBe(401)
})

test('who signed in as a tenant reads that tenant alone', async () => {
  const cookie = await cookieOf('acme', 'hlr_acme-token')
  expect((await me(cookie)).tenants).toEqual([
    {
      id: 'acme',
      name: 'acme Inc',
      retention_days: 90,
      content: 'off',
      write_keys: [{ name: 'write_keys[0]', origins: ['https://app.example'], expires_at: null }],
    },
  ])
  expect((await send('/analytics', { headers: { ...browser, ...cookie } })).status).toBe(200)
  expect((await send('/v1/refusals?tenant=globex', { headers: cookie })).status).toBe(404)
  expect((await me(await cookieOf('admin', PASSWORD))).tenants.map(({ id }) => id)).toEqual([
    'acme',
    'globex',
  ])
})

test('the id of a tenant with its token reads by Basic', async () => {
  expect(await me(basic('acme:hlr_acme-token'))).toMatchObject({ status: 200, by: 'basic' })
  expect((await send('/v1/refusals', { headers: basic('acme:hlr_acme-token') })).status).toBe(200)
  for (const wrong of ['globex:hlr_acme-token', 'admin:hlr_acme-token', ':hlr_acme-token', 'hlr_acme-token'])
    expect((await send('/v1/refusals', { headers: basic(wrong) })).status).toBe(401)
})

test('what changes anything needs the same origin, of a cookie and of a browser that knows a password', async () => {
  const cookie = await cookieOf('acme', 'hlr_acme-erases')
  const erase = (headers: Record<string, string>) => send('/v1/sessions/s1', { method: 'DELETE', headers })
  expect((await erase(cookie)).status).toBe(403)
  expect((await erase({ ...cookie, origin: 'https://evil.example' })).status).toBe(403)
  expect((await erase({ ...cookie, origin: url })).status).toBe(202)
  const token = basic('acme:hlr_acme-erases')
  expect((await erase({ ...token, origin: 'https://evil.example' })).status).toBe(403)
  expect((await erase(token)).status).toBe(202)
  const reads = await cookieOf('acme', 'hlr_acme-token')
  expect((await erase({ ...reads, origin: url })).text).toContain('scope_missing')
})

test('ingest and assistants ignore cookies, and reading has no CORS', async () => {
  const cookie = await cookieOf('admin', PASSWORD)
  const post = (path: string) =>
    send(path, { method: 'POST', headers: { ...cookie, 'content-type': 'application/json' }, body: '{}' })
  expect((await post('/v1/events')).status).toBe(401)
  expect((await post('/mcp')).status).toBe(401)
  const read = await send('/v1/me', { headers: { ...cookie, origin: 'https://evil.example' } })
  expect(Object.keys(read.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('a changed cookie is nobody’s', async () => {
  const { cookie } = await cookieOf('acme', 'hlr_acme-token')
  const [, ends = '', name = '', signature = ''] = /=(\d+)\.(.*)\.(.*)$/.exec(cookie) ?? []
  const other = (await cookieOf('admin', PASSWORD)).cookie.split('.')[1]
  for (const [e, n, s] of [
    [Number(ends) + 1, name, signature],
    [ends, other, signature],
    [ends, name, `${signature.slice(0, -2)}AA`],
    [ends, name, ''],
  ])
    expect((await me({ cookie: `hushlog_session=${e}.${n}.${s}` })).status).toBe(401)
})

test('signing out makes the browser forget both cookies', async () => {
  const out = await send('/sign-out', { method: 'POST', headers: { origin: url } })
  expect([out.status, out.headers.location]).toEqual([303, '/sign-in'])
  expect(out.cookies.map((each) => each.split('=')[0])).toEqual(['hushlog_session', '__Host-hushlog_session'])
  for (const each of out.cookies) expect(each).toContain('; Max-Age=0')
})

test('a session ends with its token, its password, and its day, and not with a restart', async () => {
  const ends = await cookieOf('acme', 'hlr_acme-ends')
  const acme = await cookieOf('acme', 'hlr_acme-token')
  const admin = await cookieOf('admin', PASSWORD)
  const statuses = async () =>
    Promise.all([ends, acme, admin].map(async (cookie) => (await me(cookie)).status))
  expect(await statuses()).toEqual([200, 200, 200])
  clock.now += 2 * HOUR
  expect(await statuses()).toEqual([401, 200, 200])

  await collector.close()
  collector = await start()
  url = `http://127.0.0.1:${(await collector.listen()).port}`
  expect(await statuses()).toEqual([401, 200, 200])

  const [first, ...rest] = config.tenants
  if (first === undefined) throw new Error('there is no tenant')
  collector.reload({ ...config, tenants: [{ ...first, readTokens: [] }, ...rest] })
  expect(await statuses()).toEqual([401, 401, 200])
  collector.reload({ ...config, adminPassword: 'another' })
  expect(await statuses()).toEqual([401, 200, 401])
  collector.reload(config)
  clock.now += 10 * HOUR
  expect(await statuses()).toEqual([401, 401, 401])
})
