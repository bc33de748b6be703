/** Lists cases of a collector that the page can never reach, and of browsers that refuse to send. */
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
    name: 'a page that an extension blocks stops after a bounded number of attempts',
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
    name: 'events of a blocked page without storage are counted as blocked',
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
    name: 'a page that had an answer waits for the end of an outage, however long',
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
    name: 'events of a canceled last request stay stored, and arrive with the next visit',
    pages: { '/': '', '/slow': 'data-flush-interval="3600000"' },
    before: () => {
      Reflect.set(window, 'tries', 0)
      if (location.pathname === '/slow')
        window.fetch = () => {
          Reflect.set(window, 'tries', Number(Reflect.get(window, 'tries')) + 1)
          return Promise.reject(new TypeError('cancelled'))
        }
    },
    async run(stage) {
      const tab = await stage.open('/slow')
      await track(tab, 'cancelled', 5)
      await expect.poll(() => stored(tab)).toHaveLength(5)
      await tab.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide'))
      })
      // The page lives on in this test, so that a slow machine may see retries after the first try.
      await expect.poll(() => tab.evaluate(() => Reflect.get(window, 'tries'))).toBeGreaterThan(0)
      expect(await stats(tab)).toMatchObject({ captured: 5, delivered: 0, queued: 5 })
      await tab.goto(`${stage.site.origin}/other`)
      expect(stage.collector.requests).toEqual([])
      await tab.goto(stage.site.origin)
      await expect.poll(() => labelsOf(stage), { timeout: 60_000 }).toEqual(numbered('cancelled', 5))
      expect(arrivals(stage)).toHaveLength(5)
    },
  },
]
