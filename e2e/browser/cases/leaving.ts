/** Lists cases of events that are tracked at the last moment: they arrive once, without a preflight. */
import { expect } from '@playwright/test'
import type { Tab } from '../engines/engine.js'
import { arrivals, type Case, labelsOf, numbered, type Stage, track } from './case.js'

const ways: Readonly<Record<string, (tab: Tab, stage: Stage) => Promise<void>>> = {
  'goes to another page': (tab, { site }) => tab.goto(`${site.origin}/other`),
  reloads: (tab) => tab.reload(),
  'goes to another site': (tab) => tab.goto('about:blank'),
  'closes the tab': (tab) => tab.close(),
}

export const leavingCases: readonly Case[] = Object.entries(ways).map(
  ([way, leave]): Case => ({
    name: `what is tracked before the person ${way} arrives once`,
    // The next flush is an hour away: events that arrive were sent because the page went away.
    page: 'data-flush-interval="3600000" data-persist="false"',
    async run(stage) {
      const tab = await stage.open()
      await track(tab, 'last', 20)
      expect(labelsOf(stage)).toEqual([])
      await leave(tab, stage)
      await expect.poll(() => labelsOf(stage)).toEqual(numbered('last', 20))
      expect(arrivals(stage)).toHaveLength(20)
      expect(stage.collector.requests.map(({ method }) => method)).toEqual(['POST'])
    },
  }),
)
