import type { Client } from '@hushlog/sdk-core'
import { expect, test } from 'vitest'
import { flushAtExit } from './exit.js'

function client(queued: number) {
  const flushed: (number | undefined)[] = []
  const stats = () => ({ captured: queued, delivered: 0, queued, dropped: {} })
  const flush = async (timeoutMs?: number) => {
    flushed.push(timeoutMs)
    return stats()
  }
  return { flushed, client: { stats, flush, shutdown: flush } as unknown as Client }
}

/** Calls the listeners that Node calls when it runs out of work, but those of the test runner. */
function runOutOfWork() {
  for (const listener of process.listeners('beforeExit')) if (listener.name === 'onBeforeExit') listener(0)
}

test('flushes what is queued once and not for long, by one listener for all clients', () => {
  const busy = client(3)
  const idle = client(0)
  const ended = client(3)
  flushAtExit(busy.client, { signals: false })
  flushAtExit(idle.client, { signals: false })
  void flushAtExit(ended.client, { signals: false }).shutdown(1)
  runOutOfWork()
  runOutOfWork()
  expect(busy.flushed).toEqual([2000])
  expect(idle.flushed).toEqual([])
  expect(ended.flushed).toEqual([1])
  expect(process.listeners('beforeExit').filter(({ name }) => name === 'onBeforeExit')).toHaveLength(1)
})
