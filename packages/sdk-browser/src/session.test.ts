/** Outside a browser there is no `localStorage`: the same code path as where it is refused. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSession, SESSION_KEY, type SessionEnd } from './session.js'
import { createStorage } from './storage.js'

const MINUTE = 60_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
/** Sessions are named by ULIDs. */
const s = (n: number) => `01JD000000000000000000000${n}`
const OTHER = '01JDZZZZZZZZZZZZZZZZZZZZZZ'

function setup() {
  const storage = createStorage(SESSION_KEY, () => true)
  const state = { now: 1_000_000, started: [] as string[], ended: [] as [SessionEnd, number][], made: 0 }
  /** Opens another tab of the same site, which records the current id in each callback. */
  const tab = () => {
    const session = createSession(
      storage,
      () => state.started.push(session.currentId()),
      (totals, at) =>
        state.ended.push([{ ...totals, end_reason: `${totals.end_reason} ${session.currentId()}` }, at]),
      () => state.now,
      () => s(++state.made),
    )
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
  expect(session.currentId()).toBe(s(1))
  for (let i = 0; i < 10; i++) {
    state.now += 29 * MINUTE
    expect(session.currentId()).toBe(s(1))
  }
  const last = state.now
  state.now += 30 * MINUTE
  expect(session.currentId()).toBe(s(2))
  expect(state.started).toEqual([s(1), s(2)])
  expect(state.ended).toEqual([[end(`timeout ${s(1)}`, 290 * 60), last]])
})

test('lives 24 hours at most', () => {
  const { state, session } = setup()
  for (let minute = 0; minute < 1440; minute += 20) {
    expect(session.currentId()).toBe(s(1))
    state.now += 20 * MINUTE
  }
  expect(session.currentId()).toBe(s(2))
  expect(state.ended).toEqual([[end(`max_duration ${s(1)}`, 1420 * 60), state.now - 20 * MINUTE]])
})

test('is written at most once a minute, and when the page goes away', () => {
  const { state, storage, session } = setup()
  session.currentId()
  const written = storage.loadText()
  state.now += MINUTE - 1
  session.currentId()
  expect(storage.loadText()).toBe(written)
  session.storeSession()
  expect(storage.loadText()).toBe(`${s(1)}.1000000.${state.now}.0.0.0`)
  state.now += MINUTE
  session.currentId()
  expect(storage.loadText()).toBe(`${s(1)}.1000000.${state.now}.0.0.0`)
})

test('totals are those of all tabs, reported once', () => {
  const { state, tab, session } = setup()
  const other = tab()
  session.currentId()
  other.currentId()
  session.countEvent('user_query')
  other.countEvent('agent_response')
  other.countEvent('user_query')
  session.countEvent('file_upload')
  session.countEvent('page_view')
  vi.advanceTimersByTime(1000)
  state.now += 31 * MINUTE
  expect([other.currentId(), session.currentId()]).toEqual([s(2), s(2)])
  expect(state.started).toEqual([s(1), s(2)])
  expect(state.ended.map(([totals]) => totals)).toEqual([end(`timeout ${s(1)}`, 0, 2, 1, 3)])
})

test('a burst of counted events is one write, and counts for the session it belongs to', () => {
  const { state, storage, session, tab } = setup()
  const save = vi.spyOn(storage, 'saveText')
  for (let i = 0; i < 100; i++) {
    session.currentId()
    session.countEvent('user_query')
  }
  expect(save).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1000)
  expect(save).toHaveBeenCalledTimes(2)
  session.countEvent('user_query')
  state.now += 1000
  const other = tab()
  other.currentId()
  other.endSession('reset')
  other.currentId()
  vi.advanceTimersByTime(1000)
  expect(session.currentId()).toBe(s(2))
  session.endSession('reset')
  expect(state.ended.map(([totals]) => totals)).toEqual([
    end(`reset ${s(1)}`, 1, 100, 0, 100),
    end(`reset ${s(2)}`, 0),
  ])
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
  storage.saveText(stored)
  expect(session.currentId()).toBe(s(1))
  expect(state.ended).toEqual([])
})

test('a session that was started by another tab is joined', () => {
  const { state, storage, session } = setup()
  storage.saveText(`${OTHER}.${state.now - 2000}.${state.now - 1000}.0.0.0`)
  expect(session.currentId()).toBe(OTHER)
  expect(state.started).toEqual([])
})

test('a clock that was set back by a day starts a new session', () => {
  const { state, storage, session } = setup()
  storage.saveText(`${OTHER}.${state.now + 1440 * MINUTE}.${state.now + 1440 * MINUTE}.0.0.0`)
  expect(session.currentId()).toBe(s(1))
})

test('ends on request and reports it; is forgotten without a report', () => {
  const { state, session } = setup()
  session.currentId()
  state.now += 5000
  session.currentId()
  session.endSession('reset')
  expect(state.ended).toEqual([[end(`reset ${s(1)}`, 5), state.now]])
  session.endSession('reset')
  expect(session.currentId()).toBe(s(2))
  session.forgetSession()
  expect(session.currentId()).toBe(s(3))
  expect(state.ended).toHaveLength(1)
})

test('the event that reports the end has the id of the session', () => {
  const storage = createStorage(SESSION_KEY, () => true)
  let now = 1_000_000
  let made = 0
  const scopes: unknown[] = []
  const record = () => scopes.push(session.currentScope())
  const session = createSession(
    storage,
    record,
    record,
    () => now,
    () => s(++made),
  )
  record()
  now += 31 * MINUTE
  record()
  expect(scopes).toEqual([
    { session_id: s(1) },
    { session_id: s(1) },
    { session_id: s(1), end_id: s(1) },
    { session_id: s(2) },
    { session_id: s(2) },
  ])
})
