/** Cases of a collector that the page can never reach, and of browsers that refuse to send. */
import { expect } from '@playwright/test'
import { arrivals, type Case, call, labelsOf, numbered, stats, stored, track } from './case.js'

/** Makes minutes of back-off pass in seconds, and counts requests to the collector. */
function hurried() {
  const wait = window.setTimeout
  const hurry = (run: () => void, ms = 0) => wait(run, ms > 100 ? ms / 200 : ms)
  window.setTimeout = hurry as typeof window.setTimeout
  const send = window.fetch
  Reflect.set(window, 'tries', 0)
  window.fetch = (...given) => {
    Reflect.set(window, 'tries', Number(Reflect.get(window, 'tries')) + 1)
    return send(...given)
  }
}

const MAX_TRIES = 20

/** Expects that the page gives up, keeps stored events for the next visit, and counts later ones. */
const givesUp = async (stage: Parameters<Case['run']>[0]) => {
  const tab = await stage.open()
  const tries = () => tab.evaluate(() => Number(Reflect.get(window, 'tries')))
  await track(tab, 'blocked', 3)
  await expect.poll(() => stats(tab), { timeout: 60_000 }).toMatchObject({ queued: 0, kept: 3 })
  expect(await tries()).toBe(MAX_TRIES)
  expect(await call(tab, 'track', 'bubble_opened')).toBe(false)
  await call(tab, 'flush', 1_000)
  expect(await stats(tab)).toMatchObject({ captured: 4, delivered: 0, kept: 3, dropped: { blocked: 1 } })
  expect(await tries()).toBe(MAX_TRIES)
  expect(await stored(tab)).toHaveLength(3)
  expect(stage.collector.requests).toEqual([])
}

export const networkCases: readonly Case[] = [
  {
    name: 'blocked by an extension: a bounded number of tries, then none',
    needs: 'block',
    before: hurried,
    async run(stage) {
      await stage.engine.block(stage.collector.url)
      await givesUp(stage)
    },
  },
  {
    name: "blocked by the page's own policy: a bounded number of tries, then none",
    before: hurried,
    cut: true,
    run: givesUp,
  },
  {
    name: 'blocked without storage: counted as blocked',
    page: 'data-persist="false"',
    before: hurried,
    cut: true,
    async run(stage) {
      const tab = await stage.open()
      await track(tab, 'blocked', 3)
      await expect
        .poll(() => stats(tab), { timeout: 60_000 })
        .toEqual({ captured: 3, delivered: 0, queued: 0, dropped: { blocked: 3 } })
    },
  },
  {
    name: 'an outage after a first answer is waited for, however long',
    before: hurried,
    async run(stage) {
      const tab = await stage.open()
      await track(tab, 'before', 1)
      await expect.poll(() => labelsOf(stage)).toHaveLength(1)
      stage.collector.vanish(true)
      await track(tab, 'outage', 3)
      const tries = () => tab.evaluate(() => Number(Reflect.get(window, 'tries')))
      await expect.poll(tries, { timeout: 60_000 }).toBeGreaterThan(MAX_TRIES + 2)
      stage.collector.vanish(false)
      await expect.poll(() => labelsOf(stage)).toEqual([...numbered('before', 1), ...numbered('outage', 3)])
    },
  },
  {
    name: 'a browser without keepalive whose beacon is refused: the events stay, and arrive later',
    pages: { '/': '', '/slow': 'data-flush-interval="3600000"' },
    before: () => {
      Reflect.deleteProperty(Request.prototype, 'keepalive')
      Reflect.set(window, 'beacons', 0)
      navigator.sendBeacon = () => {
        Reflect.set(window, 'beacons', Number(Reflect.get(window, 'beacons')) + 1)
        return false
      }
    },
    async run(stage) {
      const tab = await stage.open('/slow')
      await track(tab, 'refused', 5)
      await expect.poll(() => stored(tab)).toHaveLength(5)
      // The page's own retries do not arrive either.
      stage.collector.vanish(true)
      await tab.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide'))
      })
      await expect.poll(() => tab.evaluate(() => Reflect.get(window, 'beacons'))).toBe(1)
      expect(await stats(tab)).toMatchObject({ captured: 5, delivered: 0, queued: 5 })
      await tab.goto(`${stage.site.origin}/other`)
      expect(stage.collector.requests).toEqual([])
      stage.collector.vanish(false)
      await tab.goto(stage.site.origin)
      await expect.poll(() => labelsOf(stage), { timeout: 60_000 }).toEqual(numbered('refused', 5))
      expect(arrivals(stage)).toHaveLength(5)
    },
  },
  {
    name: 'a browser without keepalive sends by beacon when the page goes, once',
    page: 'data-flush-interval="3600000"',
    before: () => {
      Reflect.deleteProperty(Request.prototype, 'keepalive')
    },
    async run(stage) {
      const tab = await stage.open()
      await track(tab, 'beacon', 5)
      await tab.goto(`${stage.site.origin}/other`)
      await expect.poll(() => labelsOf(stage)).toEqual(numbered('beacon', 5))
      expect(stage.collector.requests.map(({ method }) => method)).toEqual(['POST'])
    },
  },
]
