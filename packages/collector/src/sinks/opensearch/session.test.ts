import { expect, it } from 'vitest'
import { testId } from '../../log/records.fixture.js'
import {
  addEvents,
  closeIdle,
  isClosed,
  MAX_IDS,
  MAX_VALUES,
  type Session,
  type SessionEvent,
} from './session.js'

const event = (n: number, more: Partial<SessionEvent> = {}): SessionEvent => ({
  id: testId(0, n),
  tenantId: 'acme',
  sessionId: 's1',
  env: 'test',
  time: 1_000_000 + n * 1000,
  receivedAt: 1_000_500 + n * 1000,
  user: undefined,
  module: undefined,
  path: undefined,
  assetTypes: [],
  siteTokens: [],
  endReason: undefined,
  log: 'log1',
  sequence: n + 1,
  ...more,
})

const all = (...batches: (readonly SessionEvent[])[]): Session => {
  let session: Session | undefined
  for (const batch of batches) session = addEvents(session, batch)
  if (session === undefined) throw new Error('no session')
  return session
}

/** Leaves out what a session only remembers. */
const shown = ({ counted: _, ...session }: Session) => session

/** Makes the same numbers again for a seed, so that a failure can be repeated. */
const random = (seed: number) => {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

it('knows the extent, the user and each value once', () => {
  const session = all([
    event(2, { user: 'u2', module: 'billing', path: '/b', assetTypes: ['pdf', 'csv'] }),
    event(0, { user: 'u1', module: 'billing', path: '/a', siteTokens: ['x'] }),
    event(1, { module: 'admin', path: '/a', assetTypes: ['csv'], siteTokens: ['y', 'x'] }),
  ])
  expect(session).toMatchObject({
    user: 'u2',
    users: ['u1', 'u2'],
    modules: ['admin', 'billing'],
    paths: ['/a', '/b'],
    assetTypes: ['csv', 'pdf'],
    siteTokens: ['x', 'y'],
    start: 1_000_000,
    end: 1_002_000,
    eventCount: 3,
    valuesLeftOut: 0,
    lastReceived: 1_002_500,
    closing: undefined,
  })
})

it('is the same whatever order events come in, however often, in whatever batches and from whatever log', () => {
  const events = Array.from({ length: 40 }, (_, n) =>
    event(n, {
      user: n % 3 === 0 ? `u${n % 5}` : undefined,
      module: `m${n % 4}`,
      path: `/p${n % 7}`,
      assetTypes: [`a${n % 2}`, `a${n % 3}`],
      siteTokens: n % 9 === 0 ? [`t${n}`] : [],
      endReason: n === 30 || n === 12 ? `r${n}` : undefined,
    }),
  )
  const expected = shown(all(events))
  for (let seed = 1; seed <= 200; seed++) {
    const next = random(seed)
    const dealt = [...events, ...events.filter(() => next() < 0.5)]
      .map((one) => ({ one: { ...one, log: `log${Math.floor(next() * 3)}` }, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one)
    const cut = Math.floor(next() * dealt.length)
    const again = Math.floor(next() * cut)
    expect(shown(all(dealt.slice(0, cut), dealt.slice(again)))).toEqual(expected)
  }
})

it('gives back the session itself when it knows all of the events', () => {
  const session = all([event(0), event(1)])
  expect(addEvents(session, [event(1), event(0)])).toBe(session)
  expect(addEvents(undefined, [])).toBeUndefined()
})

it('keeps lists bounded and counts what it leaves out', () => {
  const session = all(
    Array.from({ length: MAX_VALUES + 5 }, (_, n) => event(n, { path: `/${n}` })),
    [event(900, { path: '/0' }), event(901, { path: '/new', assetTypes: ['new'] })],
  )
  expect(session.paths).toHaveLength(MAX_VALUES)
  expect(session).toMatchObject({ assetTypes: ['new'], valuesLeftOut: 6, eventCount: MAX_VALUES + 7 })
})

it('counts events of an endless session once by their sequence numbers, for each log separately', () => {
  const events = Array.from({ length: MAX_IDS + 500 }, (_, n) => event(n))
  const session = all(events.slice(0, 1500), events.slice(1000, MAX_IDS + 300), events.slice(100))
  expect(session.eventCount).toBe(events.length)
  expect(session.counted.ids).toHaveLength(MAX_IDS * 26)
  const others = Array.from({ length: 5 }, (_, n) => event(50_000 + n, { log: 'log2', sequence: n + 1 }))
  expect(all(events, others, others, events).eventCount).toBe(events.length + 5)
})

it('is closed by its end or by silence, and opened by what happens after it', () => {
  const open = all([event(0), event(1)])
  expect(isClosed(open)).toBe(false)
  const idle = closeIdle(open)
  expect(idle.closing).toEqual({ at: open.end, reason: 'idle' })
  const late = all([event(0), event(3)])
  expect(isClosed(addEvents(closeIdle(late), [event(2)]) ?? open)).toBe(true)
  expect(isClosed(addEvents(closeIdle(late), [event(4)]) ?? idle)).toBe(false)
  const ended = all([event(5, { endReason: 'logout' }), event(4)])
  expect([isClosed(ended), ended.closing?.reason]).toEqual([true, 'logout'])
  expect(closeIdle(ended)).toBe(ended)
  expect(isClosed(all([event(5, { endReason: 'logout' }), event(6)]))).toBe(false)
  // Said by the client after silence had been taken for the end, at the same moment.
  expect(addEvents(idle, [event(1, { id: testId(0, 77), endReason: 'closed' })])?.closing?.reason).toBe(
    'closed',
  )
})
