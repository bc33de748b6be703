import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { createTestClock } from '../runtime/test-clock.fixture.js'
import { cutStalledReader } from './cut-stalled-reader.js'

/** Makes an answer whose client takes so many bytes a second of what waits. */
function watched(bytesPerSecond: number, waiting: number) {
  const clock = createTestClock(0)
  const state = { cut: 0, waiting }
  const response = Object.assign(new EventEmitter(), {
    writableLength: 0,
    socket: {
      get bytesWritten() {
        return state.waiting + Math.floor((clock.now() / 1000) * bytesPerSecond)
      },
      get writableLength() {
        return state.waiting
      },
    },
    destroyed: false,
    destroy() {
      response.destroyed = true
      response.emit('close')
    },
  })
  cutStalledReader(response as unknown as ServerResponse, clock, () => state.cut++)
  return { clock, state, response }
}

test.each([
  ['that reads nothing', 0, 1000, true],
  ['that reads a byte now and then', 1, 1000, true],
  ['that reads slowly', 1000, 1000, false],
  ['for whom there is nothing yet', 0, 0, false],
])('a client %s', async (_name, bytesPerSecond, waiting, isCut) => {
  const { clock, state, response } = watched(bytesPerSecond, waiting)
  await clock.advance(25_000)
  expect(response.destroyed).toBe(false)
  await clock.advance(300_000)
  expect([response.destroyed, state.cut]).toEqual([isCut, isCut ? 1 : 0])
})

test('a client that goes on reading is left alone, and one that has gone is not looked at', async () => {
  const { clock, state, response } = watched(0, 1000)
  await clock.advance(20_000)
  state.waiting = 0
  await clock.advance(20_000)
  state.waiting = 1000
  await clock.advance(20_000)
  expect(response.destroyed).toBe(false)
  response.emit('close')
  await clock.advance(300_000)
  expect(state.cut).toBe(0)
})
