/** Lists cases of a session in several tabs, and of its end. */
import { expect } from '@playwright/test'
import { type Case, call, eventsOf, namesOf } from './case.js'

export const sessionCases: readonly Case[] = [
  {
    name: 'a session ends once, with the totals of all tabs, under its own id',
    page: 'data-auto-track="true"',
    before: () => {
      const { now } = Date
      Date.now = () => now() + Number(Reflect.get(window, 'ahead') ?? 0)
    },
    async run(stage) {
      const [one, two] = [await stage.open(), await stage.open()]
      for (const tab of [one, two]) await call(tab, 'track', 'user_query', { query_length: 5 })
      await call(two, 'trackEvent', 'agent_response', { response_length: 5 })
      await call(two, 'track', 'file_upload', { file_size: 5 })
      const id = await call(one, 'sessionId')
      expect(await call(two, 'sessionId')).toBe(id)
      await expect.poll(() => namesOf(stage)).toHaveLength(7)
      for (const tab of [one, two])
        await tab.evaluate(() => {
          Reflect.set(window, 'ahead', 31 * 60_000)
        })
      for (const tab of [one, two]) await call(tab, 'track', 'bubble_opened')
      await expect.poll(() => namesOf(stage)).toHaveLength(11)
      expect(namesOf(stage).filter((name) => name === 'session_start')).toHaveLength(2)
      const ends = eventsOf(stage).filter(({ event }) => event === 'session_end')
      expect(ends).toMatchObject([
        { id, session_id: id, total_queries: 2, total_uploads: 1, chat_messages: 3, end_reason: 'timeout' },
      ])
      expect(Date.parse(String(ends[0]?.ts))).toBeLessThan(Date.now() + 60_000)
      const next = await call(one, 'sessionId')
      expect(next).not.toBe(id)
      await call(one, 'reset')
      await expect.poll(() => eventsOf(stage).at(-1)).toMatchObject({ session_id: next, end_reason: 'reset' })
    },
  },
]
