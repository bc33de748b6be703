/** Node has no page, like a server that renders one in advance. */
import { expect, test, vi } from 'vitest'
import { createHushlog } from './create-hushlog.js'

test('without a page the client does nothing, and answers', async () => {
  const timer = vi.spyOn(globalThis, 'setInterval')
  const hush = createHushlog({ endpoint: 'https://collector.example', writeKey: 'hlw_test' })
  expect(hush.track('page_view')).toBe(false)
  expect(hush.trackEvent('ordered', { amount: 1 })).toBe(false)
  hush.identify('ada')
  hush.reset()
  hush.optIn()
  hush.optOut()
  const empty = { captured: 0, delivered: 0, queued: 0, dropped: {} }
  expect(hush.stats()).toEqual(empty)
  expect(await hush.flush()).toEqual(empty)
  expect(await hush.shutdown()).toEqual(empty)
  expect(hush.sessionId()).toBeUndefined()
  expect(timer).not.toHaveBeenCalled()
})
