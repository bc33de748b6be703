/** Outside a browser there is no `localStorage`: the same code path as where it is refused. */
import { beforeEach, expect, test } from 'vitest'
import { createSession } from './session.js'
import { forget, load, save } from './storage.js'

const MINUTE = 60_000

beforeEach(() => forget('hushlog_session'))

function setup() {
  const state = { now: 1_000_000, started: 0, made: 0 }
  const session = createSession(
    () => state.now,
    () => `s${++state.made}`,
    () => state.started++,
  )
  return { state, session }
}

test('lives as long as there is an event every half hour', () => {
  const { state, session } = setup()
  expect(session.current()).toBe('s1')
  for (let i = 0; i < 10; i++) {
    state.now += 29 * MINUTE
    expect(session.current()).toBe('s1')
  }
  state.now += 30 * MINUTE
  expect(session.current()).toBe('s2')
  expect(state.started).toBe(2)
})

test('is written at most once a minute', () => {
  const { state, session } = setup()
  session.current()
  const written = load('hushlog_session')
  state.now += MINUTE - 1
  session.current()
  expect(load('hushlog_session')).toBe(written)
  state.now += 1
  session.current()
  expect(load('hushlog_session')).toBe(`s1.${state.now}`)
})

test.each(['', 'no dot', '.5', 'a b.1000000', '<script>.1000000', 'ok.soon', 'ok.'])(
  'takes nothing from storage that it would not write: %j',
  (stored) => {
    const { session } = setup()
    save('hushlog_session', stored)
    expect(session.current()).toBe('s1')
  },
)

test('a session that was started by another tab is joined', () => {
  const { state, session } = setup()
  save('hushlog_session', `other.${state.now - 1000}`)
  expect(session.current()).toBe('other')
  expect(state.started).toBe(0)
})

test('a clock that was set back by a day starts a new session', () => {
  const { state, session } = setup()
  save('hushlog_session', `old.${state.now + 1440 * MINUTE}`)
  expect(session.current()).toBe('s1')
})

test('ends when told', () => {
  const { session } = setup()
  session.current()
  session.end()
  expect(session.current()).toBe('s2')
})
