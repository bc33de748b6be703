/** Outside a browser there is no `localStorage`: the same code path as where it is refused. */
import { expect, test } from 'vitest'
import { createSession, type SessionEnd } from './session.js'
import { createStorage } from './storage.js'

const MINUTE = 60_000
const KEY = 'hushlog_session'
/** Sessions are named by ULIDs. */
const s = (n: number) => `01JD000000000000000000000${n}`
const OTHER = '01JDZZZZZZZZZZZZZZZZZZZZZZ'

function setup() {
  const storage = createStorage(() => true)
  const state = { now: 1_000_000, started: [] as string[], ended: [] as [SessionEnd, number][], made: 0 }
  /** Another tab of the same site; it finds the id that is current when it is told. */
  const tab = () => {
    const session = createSession(storage, {
      now: () => state.now,
      newId: () => s(++state.made),
      started: () => state.started.push(session.current()),
      ended: (totals, at) =>
        state.ended.push([{ ...totals, end_reason: `${totals.end_reason} ${session.current()}` }, at]),
    })
    return session
  }
  return { state, storage, tab, session: tab() }
}

const end = (reason: string, duration: number, queries = 0, uploads = 0, messages = 0) => ({
  duration_seconds: duration,
  total_queries: queries,
  total_uploads: uploads,
  chat_messages: messages,
  end_reason: reason,
})

test('lives as long as there is an event every half hour', () => {
  const { state, session } = setup()
  expect(session.current()).toBe(s(1))
  for (let i = 0; i < 10; i++) {
    state.now += 29 * MINUTE
    expect(session.current()).toBe(s(1))
  }
  const last = state.now
  state.now += 30 * MINUTE
  expect(session.current()).toBe(s(2))
  expect(state.started).toEqual([s(1), s(2)])
  expect(state.ended).toEqual([[end(`timeout ${s(1)}`, 290 * 60), last]])
})

test('lives 24 hours at most', () => {
  const { state, session } = setup()
  for (let minute = 0; minute < 1440; minute += 20) {
    expect(session.current()).toBe(s(1))
    state.now += 20 * MINUTE
  }
  expect(session.current()).toBe(s(2))
  expect(state.ended).toEqual([[end(`max_duration ${s(1)}`, 1420 * 60), state.now - 20 * MINUTE]])
})

test('is written at most once a minute, and when the page goes away', () => {
  const { state, storage, session } = setup()
  session.current()
  const written = storage.load(KEY)
  state.now += MINUTE - 1
  session.current()
  expect(storage.load(KEY)).toBe(written)
  session.keep()
  expect(storage.load(KEY)).toBe(`${s(1)}.1000000.${state.now}.0.0.0`)
  state.now += MINUTE
  session.current()
  expect(storage.load(KEY)).toBe(`${s(1)}.1000000.${state.now}.0.0.0`)
})

test('totals are those of all tabs, told once', () => {
  const { state, tab, session } = setup()
  const other = tab()
  session.current()
  other.current()
  session.count('user_query')
  other.count('agent_response')
  other.count('user_query')
  session.count('file_upload')
  session.count('page_view')
  state.now += 31 * MINUTE
  expect([other.current(), session.current()]).toEqual([s(2), s(2)])
  expect(state.started).toEqual([s(1), s(2)])
  expect(state.ended.map(([totals]) => totals)).toEqual([end(`timeout ${s(1)}`, 0, 2, 1, 3)])
})

test.each([
  '',
  'no dot',
  `${OTHER}.1000000`,
  '.5.5.0.0.0',
  'a b.1000000.1000000.0.0.0',
  '<script>.1000000.1000000.0.0.0',
  `${OTHER}.1000000.soon.0.0.0`,
  `${OTHER}.1000000.1000000.0.0`,
  `${OTHER}.1000000.1000000.-1.0.0`,
  'no-ulid.1000000.1000000.0.0.0',
])('takes nothing from storage that it would not write: %j', (stored) => {
  const { storage, state, session } = setup()
  storage.save(KEY, stored)
  expect(session.current()).toBe(s(1))
  expect(state.ended).toEqual([])
})

test('a session that was started by another tab is joined', () => {
  const { state, storage, session } = setup()
  storage.save(KEY, `${OTHER}.${state.now - 2000}.${state.now - 1000}.0.0.0`)
  expect(session.current()).toBe(OTHER)
  expect(state.started).toEqual([])
})

test('a clock that was set back by a day starts a new session', () => {
  const { state, storage, session } = setup()
  storage.save(KEY, `${OTHER}.${state.now + 1440 * MINUTE}.${state.now + 1440 * MINUTE}.0.0.0`)
  expect(session.current()).toBe(s(1))
})

test('ends when told, and says so; is forgotten without a word', () => {
  const { state, session } = setup()
  session.current()
  state.now += 5000
  session.current()
  session.end('reset')
  expect(state.ended).toEqual([[end(`reset ${s(1)}`, 5), state.now]])
  session.end('reset')
  expect(session.current()).toBe(s(2))
  session.forget()
  expect(session.current()).toBe(s(3))
  expect(state.ended).toHaveLength(1)
})

test('the event that tells the end has the id of the session', () => {
  const storage = createStorage(() => true)
  let now = 1_000_000
  let made = 0
  const scopes: unknown[] = []
  const tell = () => scopes.push(session.scope())
  const session = createSession(storage, {
    now: () => now,
    newId: () => s(++made),
    started: tell,
    ended: tell,
  })
  tell()
  now += 31 * MINUTE
  tell()
  expect(scopes).toEqual([
    { session_id: s(1) },
    { session_id: s(1) },
    { session_id: s(1), end_id: s(1) },
    { session_id: s(2) },
    { session_id: s(2) },
  ])
})
