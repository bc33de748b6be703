import { MINUTE } from '@hushlog/base'
import { expect, it } from 'vitest'
import { createScheduler } from '../../runtime/scheduler.js'
import { createTestClock } from '../../runtime/test-clock.fixture.js'
import type { Refusal } from './refusal.js'
import { createRefusalLog } from './refusal-log.js'
import { createRefusals } from './refusals.js'

const NOW = Date.UTC(2026, 10, 30)

function setUp() {
  const lines: unknown[][] = []
  const clock = createTestClock(NOW)
  const scheduler = createScheduler({ clock, onError: (_job, thrown) => expect.fail(String(thrown)) })
  const write = (fields: object, message: string) => lines.push([message, fields])
  const log = createRefusalLog({ info: write, warn: write, error: write }, scheduler)
  const refusals = createRefusals(log, clock.now)
  const add = (more: Partial<Refusal> = {}) =>
    refusals.add({
      kind: 'event',
      tenantId: 'acme',
      code: 'invalid_value',
      path: 'ts',
      origin: 'https://shop.example',
      expected: 'a time',
      count: 1,
      ...more,
    })
  return { lines, clock, refusals, add, log }
}

const line = (count: number, more: object = {}) => [
  'events refused',
  { tenant: 'acme', code: 'invalid_value', path: 'ts', origin: 'https://shop.example', count, ...more },
]

it('logs the first at once, then one line a minute for each tenant and code', async () => {
  const { lines, clock, add } = setUp()
  for (let n = 0; n < 1000; n++) add()
  add({ tenantId: 'globex' })
  add({ code: 'missing_field', path: 'session_id' })
  expect(lines).toEqual([
    line(1),
    line(1, { tenant: 'globex' }),
    line(1, { code: 'missing_field', path: 'session_id' }),
  ])
  lines.length = 0
  add({ path: 'id', origin: undefined, count: 2000 })
  await clock.advance(MINUTE)
  // The line names the most frequent place, and counts all.
  expect(lines).toEqual([line(2999, { path: 'id', origin: null })])
  lines.length = 0
  await clock.advance(5 * MINUTE)
  expect(lines).toEqual([])
  add()
  expect(lines).toEqual([line(1)])
})

it('writes at its end what it has not logged yet', () => {
  const { lines, add, log } = setUp()
  add()
  add({ count: 4 })
  log.flush()
  expect(lines).toEqual([line(1), line(4)])
})

it('counts by kind, code, path and origin, the most frequent first', async () => {
  const { clock, refusals, add } = setUp()
  add()
  await clock.advance(1000)
  add({ count: 2 })
  add({ kind: 'field', path: 'context.locale', count: 7, expected: undefined, origin: undefined })
  add({ kind: 'request', tenantId: undefined, code: 'unknown_key', path: '' })
  const first_at = new Date(NOW).toISOString()
  const last_at = new Date(NOW + 1000).toISOString()
  const common = { code: 'invalid_value', last_at }
  expect(refusals.rowsOf('acme')).toEqual([
    {
      ...common,
      kind: 'field',
      path: 'context.locale',
      origin: null,
      expected: null,
      count: 7,
      first_at: last_at,
    },
    {
      ...common,
      kind: 'event',
      path: 'ts',
      origin: 'https://shop.example',
      expected: 'a time',
      count: 3,
      first_at,
    },
  ])
  expect(refusals.rowsOf(undefined)).toMatchObject([{ code: 'unknown_key', count: 1 }])
  expect(refusals.rowsOf('globex')).toEqual([])
})

it.each([
  ['https://shop.example:8443/path?secret=1', 'https://shop.example:8443'],
  ['null', 'null'],
  ['chrome-extension://abcdef', 'chrome-extension://abcdef'],
  ['https://ada:secret@shop.example', 'https://shop.example'],
  ['ada@example.com', 'other'],
  ['javascript:alert(1)', 'other'],
  [`https://${'a'.repeat(200)}.example`, 'other'],
  [undefined, null],
])('shows of the origin %s: %s', (origin, shown) => {
  const { refusals, add, lines } = setUp()
  add({ origin })
  expect(refusals.rowsOf('acme')).toMatchObject([{ origin: shown }])
  expect(lines).toEqual([line(1, { origin: shown })])
})

it('keeps 100 origins and 1,000 rows of a tenant, whatever it sends, and counts all the same', () => {
  const { refusals, add } = setUp()
  for (let n = 0; n < 500; n++)
    for (const path of ['a', 'b', 'c', 'd']) add({ origin: `https://${n}.example`, path })
  for (let n = 0; n < 5000; n++) add({ path: `p${n}` })
  const rows = refusals.rowsOf('acme')
  expect(rows.length).toBeLessThanOrEqual(1001)
  expect(new Set(rows.map(({ origin }) => origin)).size).toBeLessThanOrEqual(101)
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(7000)
})
