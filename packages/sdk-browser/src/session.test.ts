import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLateStorage } from './late-storage.fixture.js'
import { createSession, SESSION_KEY, type SessionEnd } from './session.js'
import { newId } from './ulid.js'

type Totals = Omit<SessionEnd, 'ts'>

const MINUTE = 60_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
/** Sessions are named by ULIDs. */
const s = (n: number) => `01JD000000000000000000000${n}`
const NEXT = '0000000000000009'
const OTHER = '01JDZZZZZZZZZZZZZZZZZZZZZZ'

function setup() {
  createLateStorage().openTab()(() => undefined)
  const state = { now: 1_000_000, started: [] as string[], ended: [] as [Totals, number][], made: 0 }
  /** Opens another tab of the same site, which records the current id in each callback. */
  const tab = () => {
    const session = createSession(
      newId(0),
      () => state.started.push(session.currentId()),
      ({ ts, ...totals }) =>
        state.ended.push([
          { ...totals, end_reason: `${totals.end_reason} ${session.currentId()}` },
          ts.getTime(),
        ]),
      () => true,
      () => state.now,
      () => s(++state.made),
    )
    return session
  }
  return { state, tab, session: tab() }
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
  const { state, session } = setup()
  session.currentId()
  const written = localStorage[SESSION_KEY]
  state.now += MINUTE - 1
  session.currentId()
  expect(localStorage[SESSION_KEY]).toBe(written)
  session.storeSession()
  expect(localStorage[SESSION_KEY]).toBe(`${s(1)}.1000000.${state.now}.0000000000000002`)
  state.now += MINUTE
  session.currentId()
  expect(localStorage[SESSION_KEY]).toBe(`${s(1)}.1000000.${state.now}.0000000000000002`)
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
  const { state, session, tab } = setup()
  const saved = vi.fn(Reflect.set)
  vi.stubGlobal('localStorage', new Proxy(localStorage, { set: saved }))
  for (let i = 0; i < 100; i++) {
    session.currentId()
    session.countEvent('user_query')
  }
  expect(saved).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1000)
  expect(saved).toHaveBeenCalledTimes(2)
  session.countEvent('user_query')
  state.now += 1000
  const other = tab()
  other.currentId()
  other.endSession('reset')
  other.currentId()
  vi.advanceTimersByTime(1000)
  expect(session.currentId()).toBe(s(4))
  session.endSession('reset')
  expect(state.ended.map(([totals]) => totals)).toEqual([
    end(`reset ${s(1)}`, 1, 100, 0, 100),
    end(`reset ${s(4)}`, 0),
  ])
})

test.each([
  '',
  'no dot',
  `${OTHER}.1000000`,
  `.5.5.${NEXT}`,
  `a b.1000000.1000000.${NEXT}`,
  `<script>.1000000.1000000.${NEXT}`,
  `${OTHER}.1000000.soon.${NEXT}`,
  `${OTHER}.1000000.${NEXT}`,
  `${OTHER}.1000000.-1.${NEXT}`,
  `${OTHER}.1000000.1000000.<script>`,
  `no-ulid.1000000.1000000.${NEXT}`,
])('takes nothing from storage that it would not write: %j', (stored) => {
  const { state, session } = setup()
  localStorage[SESSION_KEY] = stored
  expect(session.currentId()).toBe(s(1))
  expect(state.ended).toEqual([])
})

test('a session that was started by another tab is joined', () => {
  const { state, session } = setup()
  localStorage[SESSION_KEY] = `${OTHER}.${state.now - 2000}.${state.now - 1000}.${NEXT}`
  expect(session.currentId()).toBe(OTHER)
  expect(state.started).toEqual([])
})

test('a clock that was set back by a day starts a new session', () => {
  const { state, session } = setup()
  localStorage[SESSION_KEY] = `${OTHER}.${state.now + 1440 * MINUTE}.${state.now + 1440 * MINUTE}.${NEXT}`
  expect(session.currentId()).toBe(`01JD000000${NEXT}`)
})

test('ends on request and reports it; is forgotten without a report', () => {
  const { state, session } = setup()
  session.currentId()
  state.now += 5000
  session.currentId()
  session.endSession('reset')
  expect(state.ended).toEqual([[end(`reset ${s(1)}`, 5), state.now]])
  session.endSession('reset')
  expect(session.currentId()).toBe(s(4))
  session.forgetSession()
  expect(session.currentId()).toBe(s(7))
  expect(state.ended).toHaveLength(1)
})

test('the events that report a start and an end have the same ids in all tabs, and no others', () => {
  let now = 1_000_000
  let made = 0
  const scopes: unknown[] = []
  const record = () => scopes.push(session.currentScope())
  const session = createSession(
    newId(0),
    record,
    record,
    () => true,
    () => now,
    () => s(++made),
  )
  record()
  now += 31 * MINUTE
  record()
  expect(scopes).toEqual([
    { session_id: s(1), markId: s(3) },
    { session_id: s(1) },
    { session_id: s(1), markId: s(1) },
    { session_id: s(2), markId: '01JD0000010000000000000002' },
    { session_id: s(2) },
  ])
})

describe('tabs that see late what others write', () => {
  function openTabs() {
    const { openTab, spreadWrites } = createLateStorage()
    const state = { now: 1_000_000, started: [] as unknown[], ended: [] as Totals[] }
    const open = () => {
      const inTab = openTab()
      const session = createSession(
        newId(0),
        () => state.started.push(session.currentScope()),
        ({ ts, ...totals }) => state.ended.push(totals),
        () => true,
        () => state.now,
      )
      return <T>(step: (own: typeof session) => T) => inTab(() => step(session))
    }
    const [one, two] = [open(), open()]
    one((session) => session.currentId())
    spreadWrites()
    return { state, one, two, spreadWrites }
  }

  test('lose no count', () => {
    const { state, one, two, spreadWrites } = openTabs()
    for (const tab of [one, two])
      tab((session) => {
        session.currentId()
        for (const type of ['user_query', 'agent_response', 'file_upload', 'user_query'])
          session.countEvent(type)
        vi.advanceTimersByTime(1000)
      })
    spreadWrites()
    state.now += 31 * MINUTE
    one((session) => session.currentId())
    spreadWrites()
    expect(state.ended).toEqual([end('timeout', 0, 4, 2, 6)])
    two((session) => session.endSession('reset'))
    expect(state.ended[1]).toEqual(end('reset', 0))
  })

  test('start one session when both find the last one ended', () => {
    const { state, one, two } = openTabs()
    two((session) => session.currentId())
    state.now += 31 * MINUTE
    const ids = [one, two].map((tab) => tab((session) => session.currentId()))
    expect(new Set(ids).size).toBe(1)
    expect(state.started).toHaveLength(3)
    expect(state.started[1]).toEqual(state.started[2])
  })

  test('keep no count of a session that is forgotten', () => {
    const { one, two, spreadWrites } = openTabs()
    two((session) => {
      session.currentId()
      session.countEvent('user_query')
      vi.advanceTimersByTime(1000)
    })
    spreadWrites()
    one((session) => {
      expect(Object.keys(localStorage)).toHaveLength(2)
      session.forgetSession()
      expect(Object.keys(localStorage)).toEqual([])
    })
  })
})
