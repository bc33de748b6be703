import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MINUTE } from '@hushlog/base'
import { validate } from '@hushlog/schema'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TEST_TIME, type TestRecord, testRecord } from '../log/records.fixture.js'
import { createScheduler } from '../runtime/scheduler.js'
import { createEmbeddedStore, type EmbeddedStore } from '../sinks/embedded/embedded.js'
import { createSessionEnds, type SessionEnds, type SessionEndsOptions } from './session-ends.js'

const IDLE = 30 * MINUTE

type Fields = Readonly<Record<string, unknown>>

let folder = ''
let store: EmbeddedStore
let sequence = 0
let now = TEST_TIME
let lag = 0
let accepted: (Fields & { tenant: string })[] = []
let warned: string[] = []
let ends: SessionEnds

const { signal } = new AbortController()

const create = (options: Partial<SessionEndsOptions> = {}) =>
  createSessionEnds({
    store: store.reports,
    lagSeconds: () => lag,
    tenants: () => ['acme', 'globex'],
    async accept(tenant, events) {
      accepted.push(...events.map((event) => ({ tenant, ...event })))
    },
    isErased: () => false,
    idle: IDLE,
    scheduler: createScheduler({ onError: (_, thrown) => expect.unreachable(String(thrown)) }),
    now: () => now,
    logger: { warn: (_, message) => warned.push(message) },
    ...options,
  })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hushlog-ends-'))
  store = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  await store.sink.open(signal)
  sequence = 0
  now = TEST_TIME
  lag = 0
  accepted = []
  warned = []
  ends = create()
})

afterEach(async () => {
  await store.sink.close()
  rmSync(folder, { recursive: true })
})

/** @param at minutes after the start of the test */
const write = async (session: string, at: number, event: string, more: Partial<TestRecord> = {}) => {
  sequence++
  const fields = { session_id: session, ...more.fields }
  const record = testRecord({ n: sequence, time: TEST_TIME + at * MINUTE, event, ...more, fields })
  await store.sink.write(
    { records: [{ ...record, sequence }], log: 'testlog0', range: { from: sequence, to: sequence } },
    signal,
  )
}

const checkAt = (minute: number) => {
  now = TEST_TIME + minute * MINUTE
  return ends.check()
}

test('ends a session of which nothing came for half an hour, with its totals', async () => {
  await write('s1', 0, 'session_start')
  await write('s1', 1, 'user_query')
  await write('s1', 2, 'agent_response')
  await write('s1', 3, 'file_upload')
  await checkAt(32)
  expect(accepted).toEqual([])
  await checkAt(34)
  expect(accepted).toEqual([
    {
      tenant: 'acme',
      id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      event: 'session_end',
      ts: new Date(TEST_TIME + 3 * MINUTE).toISOString(),
      schema_version: 1,
      session_id: 's1',
      context: { sdk: 'collector' },
      duration_seconds: 180,
      total_queries: 1,
      total_uploads: 1,
      chat_messages: 2,
      end_reason: 'idle',
    },
  ])
  const [{ tenant: _, ...event } = { tenant: '' }] = accepted
  expect(validate(event)).toEqual({ ok: true })
})

test('leaves alone sessions that have an end, never began here, or are still active', async () => {
  await write('ended', 0, 'session_start')
  await write('ended', 1, 'session_end')
  await write('began elsewhere', 0, 'request')
  await write('active', 0, 'session_start')
  await write('active', 10, 'page_view')
  await checkAt(35)
  expect(accepted).toEqual([])
  await checkAt(41)
  expect(accepted.map(({ session_id }) => session_id)).toEqual(['active'])
})

test('an end that is stored is the only one, whatever comes later, and after a restart', async () => {
  await write('s1', 0, 'session_start')
  await checkAt(31)
  expect(accepted).toHaveLength(1)
  await write('s1', 0, 'session_end')
  await write('s1', 33, 'user_query')
  ends = create()
  await checkAt(80)
  expect(accepted).toHaveLength(1)
})

test('an end that is not stored yet is accepted again under the same id, which the log knows', async () => {
  await write('s1', 0, 'session_start')
  await checkAt(31)
  await checkAt(31.5)
  ends = create()
  await checkAt(90)
  expect(accepted.length).toBeGreaterThanOrEqual(2)
  expect(new Set(accepted.map(({ id }) => id)).size).toBe(1)
})

test('a session that is named by a ULID ends under that id, as its page would send it', async () => {
  const session = '01JD0000000000000000000001'
  await write(session, 0, 'session_start')
  await checkAt(31)
  expect(accepted).toMatchObject([{ id: session, session_id: session }])
})

test('tenants do not share sessions, and their ends have other ids', async () => {
  await write('s1', 0, 'session_start')
  await write('s1', 0, 'session_start', { tenantId: 'globex' })
  await checkAt(31)
  expect(accepted.map(({ tenant }) => tenant)).toEqual(['acme', 'globex'])
  expect(new Set(accepted.map(({ id }) => id)).size).toBe(2)
})

test('ends nothing while the store lags behind the log', async () => {
  await write('s1', 0, 'session_start')
  lag = 31
  await checkAt(40)
  expect(accepted).toEqual([])
  lag = 0
  await checkAt(40)
  expect(accepted).toHaveLength(1)
})

test('an end that could not be accepted is accepted at the next check', async () => {
  await write('s1', 0, 'session_start')
  let fails = true
  ends = create({
    async accept(tenant, events) {
      if (fails) throw new Error('the log is full')
      accepted.push(...events.map((event) => ({ tenant, ...event })))
    },
  })
  await checkAt(31)
  expect(warned).toEqual(['quiet sessions are not ended yet'])
  fails = false
  await checkAt(200)
  expect(accepted).toHaveLength(1)
})

test('ends no session that is being erased', async () => {
  await write('s1', 0, 'session_start')
  ends = create({ isErased: (tenant, { session_id }) => tenant === 'acme' && session_id === 's1' })
  await checkAt(31)
  expect(accepted).toEqual([])
})
