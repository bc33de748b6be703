import type { Client } from '@hushlog/sdk-core'
import { expect, test } from 'vitest'
import { flushAfter, flushInBackground } from './invocation.js'

function fake(queued: number) {
  const state = { queued, flushed: [] as (number | undefined)[], release: () => undefined as unknown }
  const stats = () => ({ captured: 0, delivered: 0, queued: state.queued, dropped: {} })
  const hush = {
    stats,
    track: () => state.queued++ >= 0,
    trackEvent: () => false,
    flush(timeoutMs?: number) {
      state.flushed.push(timeoutMs)
      return new Promise((resolve) => {
        state.release = () => {
          state.queued = 0
          resolve(stats())
        }
        if (queued > 0) state.release()
      })
    },
  }
  return { state, hush: hush as unknown as Client }
}

test('delivers before it settles, whether the work succeeds or fails', async () => {
  const { state, hush } = fake(3)
  expect(await flushAfter(hush, (a: number) => a + 1)(1)).toBe(2)
  expect(state.flushed).toEqual([2000])
  state.queued = 1
  const failing = flushAfter(hush, () => Promise.reject(new Error('no')), { timeoutMs: 100 })
  await expect(failing()).rejects.toThrow('no')
  expect(state.flushed).toEqual([2000, 100])
})

test('does not flush when nothing is queued', async () => {
  const { state, hush } = fake(0)
  await flushAfter(hush, () => 1)()
  expect(state.flushed).toEqual([])
})

test.each([
  [10_000, [2000]],
  [1200, [700]],
  [400, []],
])('stays within the time when %i ms are left', async (left, expected) => {
  const { state, hush } = fake(3)
  const handler = flushAfter(hush, (_event: string, _context: object) => 1)
  await handler('event', { getRemainingTimeInMillis: () => left })
  expect(state.flushed).toEqual(expected)
})

test('passes one flush at a time to the platform, and only when an event was queued', async () => {
  const { state, hush } = fake(0)
  const works: Promise<unknown>[] = []
  const held = flushInBackground(hush, (work) => works.push(work))
  held.trackEvent('no')
  expect(works).toHaveLength(0)
  held.track('page_view')
  held.track('page_view')
  expect(works).toHaveLength(1)
  await Promise.resolve()
  expect(state.flushed).toHaveLength(1)
  state.release()
  await works[0]
  held.track('page_view')
  expect(works).toHaveLength(2)
})
