/** Lists cases of the browser's privacy signals, of a person's choice, and of what stays on the device. */
import { expect } from '@playwright/test'
import { type Case, call, eventsOf, namesOf, stats, stored, traces, track } from './case.js'

const auto = 'data-auto-track="true"'

/** A privacy signal means that nothing is sent or stored; an explicit choice takes precedence. */
const expectOptOut = async (stage: Parameters<Case['run']>[0]) => {
  const tab = await stage.open()
  expect(await call(tab, 'track', 'bubble_opened')).toBe(false)
  await call(tab, 'flush', 500)
  expect(await stats(tab)).toMatchObject({ delivered: 0, queued: 0, dropped: { opted_out: 2 } })
  expect(await call(tab, 'sessionId')).toBeUndefined()
  expect(await traces(tab)).toEqual({ databases: 0 })
  expect(stage.collector.requests).toEqual([])
  await call(tab, 'optIn')
  await tab.reload()
  await expect.poll(() => namesOf(stage)).toEqual(['session_start', 'page_view'])
}

const isIgnored = async (stage: Parameters<Case['run']>[0]) => {
  const tab = await stage.open()
  await expect.poll(() => namesOf(stage)).toEqual(['session_start', 'page_view'])
  expect(await stats(tab)).toMatchObject({ dropped: {} })
}

const globalPrivacyControl = () =>
  Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }) as unknown as undefined
const doNotTrack = () =>
  Object.defineProperty(navigator, 'doNotTrack', { value: '1' }) as unknown as undefined

export const consentCases: readonly Case[] = [
  {
    name: 'Global Privacy Control is an opt-out',
    page: auto,
    before: globalPrivacyControl,
    run: expectOptOut,
  },
  { name: 'Do Not Track is an opt-out', page: auto, before: doNotTrack, run: expectOptOut },
  {
    name: 'Global Privacy Control and Do Not Track are ignored where the site says so',
    page: `${auto} data-respect-privacy-signals="false"`,
    before: () => {
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })
      Object.defineProperty(navigator, 'doNotTrack', { value: '1' })
    },
    run: isIgnored,
  },
  {
    name: 'Do Not Track that is off or unset is no opt-out',
    page: auto,
    before: () => {
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: false })
      Object.defineProperty(navigator, 'doNotTrack', { value: 'unspecified' })
    },
    run: isIgnored,
  },
  {
    name: 'opting out removes what this and other tabs stored, and stores only the choice',
    async run(stage) {
      const [one, two] = [await stage.open(), await stage.open()]
      stage.collector.vanish(true)
      for (const tab of [one, two]) await track(tab, 'mine', 5)
      await expect.poll(() => stored(one)).toHaveLength(10)
      await call(one, 'optOut')
      await expect.poll(() => stored(one)).toEqual([])
      stage.collector.vanish(false)
      await expect
        .poll(() => stats(two))
        .toEqual({ captured: 5, delivered: 0, queued: 0, dropped: { opted_out: 5 } })
      await track(two, 'after', 1)
      await two.reload()
      await expect.poll(() => traces(two)).toEqual({ hushlog_consent: 'denied', databases: 0 })
      expect(stage.collector.requests).toEqual([])
    },
  },
  {
    name: 'nothing is stored or sent before the person chooses; consent sends the waiting events',
    page: `${auto} data-consent="pending"`,
    async run(stage) {
      const tab = await stage.open()
      expect(await call(tab, 'track', 'bubble_opened')).toBe(true)
      await tab.evaluate(() => {
        dispatchEvent(new Event('pagehide'))
      })
      await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)))
      expect(await traces(tab)).toEqual({ databases: 0 })
      expect(await call(tab, 'sessionId')).toBeUndefined()
      expect(stage.collector.requests).toEqual([])
      await call(tab, 'optIn')
      await expect.poll(() => namesOf(stage)).toEqual(['session_start', 'page_view', 'bubble_opened'])
      const id = await call(tab, 'sessionId')
      expect(eventsOf(stage).map(({ session_id }) => session_id)).toEqual([id, id, id])
      await tab.reload()
      await expect.poll(() => namesOf(stage)).toHaveLength(4)
      expect(eventsOf(stage).at(-1)).toMatchObject({ event: 'page_view', session_id: id })
    },
  },
  {
    name: 'a refusal drops the waiting events, also on the next page',
    page: `${auto} data-consent="pending"`,
    async run(stage) {
      const tab = await stage.open()
      await call(tab, 'optOut')
      await tab.reload()
      await call(tab, 'flush', 300)
      expect(await traces(tab)).toEqual({ hushlog_consent: 'denied', databases: 0 })
      expect(await stats(tab)).toMatchObject({ dropped: { opted_out: 1 } })
      expect(stage.collector.requests).toEqual([])
    },
  },
]
