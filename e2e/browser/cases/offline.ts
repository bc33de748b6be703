/** Lists cases of events that could not be delivered: they outlive the page and arrive once. */
import { expect } from '@playwright/test'
import type { Tab } from '../engines/engine.js'
import {
  arrivals,
  type Case,
  call,
  eventsOf,
  labelsOf,
  numbered,
  stats,
  stored,
  traces,
  track,
} from './case.js'

/** Takes away the page's writes, as WebKit does with those that begin when it is unloaded. */
function withoutWrites() {
  if (location.pathname === '/last') IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest
}

/** Reads what a page noted that was unloaded. */
const note = (tab: Tab) => tab.evaluate(() => localStorage.getItem('hushlog_note'))

const BURST = 6_000

const inOrder = (label: string, count: number) => Array.from({ length: count }, (_, i) => `${label} ${i}`)

/** This is longer than the pause between two checks for events that other tabs left. */
const LOOK = { timeout: 60_000 }

export const offlineCases: readonly Case[] = [
  {
    name: 'events of a tab that was closed offline are delivered by the next visit, once',
    async run(stage) {
      const first = await stage.open()
      await stage.setOffline(true)
      // A tab that closes may leave the emulated missing network behind.
      stage.collector.vanish(true)
      await track(first, 'offline', 20)
      await expect.poll(() => stored(first)).toHaveLength(20)
      await first.close()
      await stage.setOffline(false)
      stage.collector.vanish(false)
      const next = await stage.open()
      await expect.poll(() => labelsOf(stage), LOOK).toEqual(numbered('offline', 20))
      await expect.poll(() => stats(next)).toMatchObject({ captured: 0, recovered: 20, delivered: 20 })
      await expect.poll(() => stored(next)).toEqual([])
      await next.reload()
      expect(await stats(next)).not.toHaveProperty('recovered')
      // Each id arrives once, whatever the last request of the closed tab did.
      expect(labelsOf(stage)).toEqual(numbered('offline', 20))
      expect(stage.collector.changed).toEqual([])
    },
  },
  {
    name: 'a burst of 6,000 calls loses nothing: it is delivered at once and in order',
    async run(stage) {
      const tab = await stage.open()
      await track(tab, 'burst', BURST)
      expect(await stats(tab)).toMatchObject({ captured: BURST, dropped: {} })
      await expect
        .poll(() => stats(tab))
        .toEqual({ captured: BURST, delivered: BURST, queued: 0, dropped: {} })
      expect(eventsOf(stage).map(({ label }) => label)).toEqual(inOrder('burst', BURST))
      expect(arrivals(stage)).toHaveLength(BURST)
      await expect.poll(() => stored(tab)).toEqual([])
    },
  },
  {
    name: 'a burst of 6,000 calls without a collector is stored, and delivered by the next visit, once',
    async run(stage) {
      const first = await stage.open()
      stage.collector.vanish(true)
      await track(first, 'burst', BURST)
      expect(await stats(first)).toEqual({ captured: BURST, delivered: 0, queued: BURST, dropped: {} })
      await expect.poll(async () => (await stored(first)).length).toBe(BURST)
      await first.close()
      stage.collector.vanish(false)
      const next = await stage.open()
      await expect
        .poll(() => stats(next), LOOK)
        .toEqual({ captured: 0, recovered: BURST, delivered: BURST, queued: 0, dropped: {} })
      expect(eventsOf(stage).map(({ label }) => label)).toEqual(inOrder('burst', BURST))
      expect(arrivals(stage)).toHaveLength(BURST)
      await expect.poll(() => stored(next)).toEqual([])
    },
  },
  {
    name: 'what a burst leaves beyond its bound is counted as queue_full',
    page: 'data-max-queue-bytes="200000"',
    async run(stage) {
      const tab = await stage.open()
      await track(tab, 'burst', BURST)
      await expect.poll(() => stats(tab)).toMatchObject({ captured: BURST, queued: 0 })
      const { delivered, dropped } = await stats(tab)
      expect(delivered + (dropped.queue_full ?? 0)).toBe(BURST)
      expect(eventsOf(stage).map(({ label }) => label)).toEqual(inOrder('burst', delivered))
    },
  },
  {
    name: 'the last captured events are stored when the page goes away',
    needs: 'last write',
    pages: { '/': '', '/slow': 'data-flush-interval="3600000"' },
    async run(stage) {
      const tab = await stage.open('/slow')
      stage.collector.vanish(true)
      // After a first write the database is open; the events that follow have no time to wait for that.
      await track(tab, 'first', 1)
      await expect.poll(() => stored(tab)).toHaveLength(1)
      await track(tab, 'last', 5)
      await tab.goto(`${stage.site.origin}/other`)
      await expect.poll(() => stored(tab)).toHaveLength(6)
      stage.collector.vanish(false)
      await tab.goto(stage.site.origin)
      await expect
        .poll(() => labelsOf(stage), LOOK)
        .toEqual([...numbered('first', 1), ...numbered('last', 5)])
    },
  },
  {
    name: 'what was captured last without a collector is delivered by the next visit, once',
    pages: { '/': '', '/last': 'data-flush-interval="3600000"' },
    before: withoutWrites,
    async run(stage) {
      const tab = await stage.open('/last')
      stage.collector.vanish(true)
      await track(tab, 'last', 5)
      await tab.goto(`${stage.site.origin}/other`)
      expect(await note(tab)).toContain('last 4')
      stage.collector.vanish(false)
      await tab.goto(stage.site.origin)
      await expect.poll(() => labelsOf(stage), LOOK).toEqual(numbered('last', 5))
      await expect.poll(() => stats(tab)).toMatchObject({ captured: 0, recovered: 5, delivered: 5 })
      expect(await note(tab)).not.toContain('last')
      expect(arrivals(stage)).toHaveLength(5)
      expect(stage.collector.changed).toEqual([])
    },
  },
  {
    name: 'a note of the last events has a bound, and an opt-out deletes it',
    pages: { '/last': 'data-flush-interval="3600000"', '/asking': 'data-consent="pending"' },
    before: withoutWrites,
    async run(stage) {
      const tab = await stage.open('/last')
      stage.collector.vanish(true)
      await track(tab, 'last', 1000)
      await tab.goto(`${stage.site.origin}/other`)
      const text = `${await note(tab)}`
      expect(text).toContain('last 0')
      expect(text.length).toBeLessThan(2 * 65_536)
      await tab.goto(`${stage.site.origin}/asking`)
      await call(tab, 'optOut')
      expect(await traces(tab)).toMatchObject({ hushlog_consent: 'denied' })
      expect(await note(tab)).toBeNull()
    },
  },
  {
    name: 'a tab delivers the events of a tab that died, once, and not those of a living one',
    async run(stage) {
      stage.collector.vanish(true)
      const [one, two, three] = [await stage.open(), await stage.open(), await stage.open()]
      await track(one, 'one', 10)
      await track(two, 'two', 10)
      await track(three, 'three', 10)
      await expect.poll(() => stored(two)).toHaveLength(30)
      await one.close()
      const look = async () => {
        await two.evaluate(() => {
          dispatchEvent(new Event('online'))
        })
        return stats(two)
      }
      await expect.poll(look).toMatchObject({ captured: 10, recovered: 10 })
      expect(await stats(three)).not.toHaveProperty('recovered')
      stage.collector.vanish(false)
      await expect.poll(() => labelsOf(stage), LOOK).toHaveLength(30)
      await expect.poll(() => stored(two), LOOK).toEqual([])
      expect(arrivals(stage)).toHaveLength(30)
    },
  },
  {
    name: 'without locks, as on an insecure page, events wait in memory and arrive',
    before: () => {
      Object.defineProperty(navigator, 'locks', { value: undefined })
    },
    async run(stage) {
      const tab = await stage.open()
      stage.collector.vanish(true)
      await track(tab, 'memory', 3)
      await call(tab, 'flush', 700)
      expect(await stored(tab)).toEqual([])
      expect(await stats(tab)).toMatchObject({ captured: 3, queued: 3, dropped: {} })
      stage.collector.vanish(false)
      await expect.poll(() => labelsOf(stage), LOOK).toEqual(numbered('memory', 3))
    },
  },
  {
    needs: 'way back',
    name: 'other tabs deliver for a page in the back/forward cache, and it goes on when it is back',
    async run(stage) {
      const [one, two] = [await stage.open(), await stage.open('/other')]
      await one.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => Reflect.set(window, 'persisted', persisted))
      })
      stage.collector.vanish(true)
      await track(one, 'kept', 5)
      await expect.poll(() => stored(one)).toHaveLength(5)
      await one.goto(`${stage.site.origin}/other`)
      await two.goto(stage.site.origin)
      await expect.poll(() => stats(two), LOOK).toMatchObject({ recovered: 5 })
      await one.back()
      expect(await one.evaluate(() => Reflect.get(window, 'persisted'))).toBe(true)
      stage.collector.vanish(false)
      await track(one, 'back', 5)
      await expect.poll(() => labelsOf(stage), LOOK).toEqual([...numbered('back', 5), ...numbered('kept', 5)])
      await expect.poll(() => stored(two), LOOK).toEqual([])
      expect(stage.collector.changed).toEqual([])
    },
  },
  {
    name: 'other tabs deliver for a frozen page, and it goes on when it is resumed',
    async run(stage) {
      const one = await stage.open()
      stage.collector.vanish(true)
      await track(one, 'frozen', 5)
      await expect.poll(() => stored(one)).toHaveLength(5)
      await one.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
      })
      await expect
        .poll(() => one.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name)))
        .toEqual([])
      const two = await stage.open()
      await expect.poll(() => stats(two)).toMatchObject({ recovered: 5 })
      stage.collector.vanish(false)
      await one.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      })
      await track(one, 'back', 5)
      await expect.poll(() => labelsOf(stage), LOOK).toHaveLength(10)
      expect(stage.collector.changed).toEqual([])
    },
  },
]
