import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { postWebhook } from './post-webhook.js'
import { alertOf, watch } from './watch.fixture.js'

const URL_WITH_SECRET = 'https://hooks.example/services/SENTINEL?key=SENTINEL'
const notify = [{ webhook: URL_WITH_SECRET, secret: 'a secret of the receiver' }]

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hushlog-webhooks-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('sends signed JSON when an alert fires and when it ends', async () => {
  let value = 0.9
  const watched = await watch({ folder, alerts: [alertOf({ notify })], value: () => value })
  await watched.minutes(1)
  value = 0.1
  await watched.minutes(1)
  expect(watched.sent.map(({ body }) => JSON.parse(body))).toMatchObject([
    { type: 'alert.firing', state: 'firing', name: 'no-match', tenant: 'acme', value: 0.9, threshold: 0.2 },
    { type: 'alert.ok', state: 'ok', metric: 'no_match_rate', compare: 'above', window: '1h', periods: 1 },
  ])
  const [{ url, headers, body, at } = { url: '', headers: {}, body: '', at: 0 }] = watched.sent
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['hushlog-signature'] ?? '') ?? []
  expect([url, Number(t), headers['content-type']]).toEqual([
    URL_WITH_SECRET,
    Math.floor(at / 1000),
    'application/json',
  ])
  expect(v1).toBe(createHmac('sha256', 'a secret of the receiver').update(`${t}.${body}`).digest('hex'))
  // The alert has no log among those who are told.
  expect(watched.states()).toEqual([])
  await watched.stop()
})

it('signs nothing without a secret', async () => {
  const alerts = [alertOf({ notify: [{ webhook: 'http://127.0.0.1/hook' }] })]
  const watched = await watch({ folder, alerts, value: () => 0.9 })
  await watched.minutes(1)
  expect(Object.keys(watched.sent[0]?.headers ?? {})).not.toContain('hushlog-signature')
  await watched.stop()
})

it('tries again with growing waits until the receiver takes it, under the same id', async () => {
  let failures = 4
  const answer = () => (failures-- > 0 ? 503 : 204)
  const watched = await watch({ folder, alerts: [alertOf({ notify })], value: () => 0.9, answer })
  await watched.minutes(3)
  expect(watched.sent).toHaveLength(5)
  expect(new Set(watched.sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  const waits = watched.sent.slice(1).map(({ at }, i) => at - (watched.sent[i]?.at ?? 0))
  expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
  await watched.stop()
})

it('gives up after ten attempts, and logs neither address nor secret', async () => {
  const watched = await watch({ folder, alerts: [alertOf({ notify })], value: () => 0.9, answer: () => 500 })
  await watched.minutes(75)
  expect(watched.sent).toHaveLength(10)
  expect(watched.told).toEqual([
    {
      level: 'warn',
      message: 'a webhook failed; it is tried again',
      fields: { alert: 'no-match', host: 'hooks.example', code: 'status_500' },
    },
    {
      level: 'error',
      message: 'a webhook was not told of an alert',
      fields: { alert: 'no-match', host: 'hooks.example', attempts: 10 },
    },
  ])
  await watched.stop()
})

it('a receiver that is out of reach delays no other', async () => {
  const second = { webhook: 'https://second.example/' }
  const watched = await watch({
    folder,
    alerts: [alertOf({ notify: [...notify, second, 'log'] })],
    value: () => 0.9,
    answer: ({ url }) => (url === second.webhook ? 200 : new Promise<number>(() => undefined)),
  })
  await watched.minutes(1)
  expect([watched.states().length, watched.sent.length]).toEqual([1, 2])
})

it('a restart goes on with what a receiver was not told, and repeats nothing that it was', async () => {
  let isUp = false
  const answer = () => (isUp ? 200 : 500)
  const options = { folder, alerts: [alertOf({ notify })], value: () => 0.9, answer }
  const before = await watch(options)
  await before.minutes(1)
  await before.stop()
  isUp = true
  const after = await watch({ ...options, start: before.clock.now() })
  await after.minutes(1)
  expect(after.sent.map(({ body }) => body)).toEqual([before.sent[0]?.body])
  await after.stop()
  const last = await watch({ ...options, start: after.clock.now() })
  await last.minutes(2)
  expect(last.sent).toEqual([])
  await last.stop()
})

it('a message to a webhook that a reload removes is dropped', async () => {
  const watched = await watch({ folder, alerts: [alertOf({ notify })], value: () => 0.9, answer: () => 500 })
  await watched.minutes(1)
  watched.alerts.setAlerts([alertOf()])
  const { length } = watched.sent
  await watched.minutes(3)
  expect(watched.sent).toHaveLength(length)
  await watched.stop()
})

it.each([
  ['no answer in time', new DOMException('SENTINEL', 'TimeoutError'), 'timeout'],
  ['a refused connection', new TypeError('SENTINEL', { cause: { code: 'ECONNREFUSED' } }), 'ECONNREFUSED'],
  ['anything else', new Error('SENTINEL'), 'failed'],
])('%s is a code without what the error says', async (_name, thrown, code) => {
  const send = () => Promise.reject(thrown)
  const message = { id: '', body: '{}' }
  const { signal } = new AbortController()
  expect(await postWebhook(send, { url: URL_WITH_SECRET }, message, 0, signal)).toBe(code)
})

it.each([
  [204, undefined],
  [302, 'status_302'],
  [404, 'status_404'],
])('an answer of %i is %s', async (status, code) => {
  const { signal } = new AbortController()
  expect(
    await postWebhook(async () => status, { url: 'https://a.example' }, { id: '', body: '' }, 0, signal),
  ).toBe(code)
})
