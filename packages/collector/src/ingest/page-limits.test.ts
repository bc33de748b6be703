import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createPageLimits } from './page-limits.js'
import type { BatchItem } from './read-batch.js'

const LIMITS = { session: { burst: 4, perSecond: 1 }, address: { burst: 100, perSecond: 10 } }

const parsed = (session?: unknown): BatchItem => ({
  leftOut: 0,
  parsed: { event: 'page_view', ...(session !== undefined && { session_id: session }) },
})
/** An event of the fast path is the text without its closing brace. */
const unchanged = (session: string): BatchItem => ({
  json: `{"event":"page_view","session_id":"${session}","context":{}`,
  end: 0,
  hasText: false,
  id: '',
  event: 'page_view',
  ts: '',
  redactions: undefined,
  hasDevice: false,
  sdk: undefined,
})

function limited(address: string | undefined = '203.0.113.7') {
  const limits = createPageLimits({ limits: LIMITS, clientAddress: () => address, elapsed: () => 0 })
  const request = { headers: { origin: 'https://app.example' } } as unknown as IncomingMessage
  return (items: readonly BatchItem[]): string | undefined => {
    try {
      limits(request)?.count(items)
      return undefined
    } catch (thrown) {
      return (thrown as { code: string }).code
    }
  }
}

describe('the events of a session', () => {
  test('are counted in texts and in objects alike', () => {
    const count = limited()
    expect(count([unchanged('one'), unchanged('one'), parsed('one')])).toBeUndefined()
    expect(count([unchanged('one'), parsed('one')])).toBe('session_limited')
    expect(count([parsed('one')])).toBeUndefined()
    expect(count([unchanged('one')])).toBe('session_limited')
  })

  test('are told apart when one name begins with the other, and in any order', () => {
    const count = limited()
    const alternating = ['ab', 'a', 'ab', 'a', 'abc', 'ab', 'a'].map(unchanged)
    expect(count(alternating)).toBeUndefined()
    expect(count([unchanged('ab'), unchanged('ab')])).toBe('session_limited')
    expect(count([unchanged('a')])).toBeUndefined()
  })

  test('without a session, or with an odd one, are limited by the address alone', () => {
    const count = limited()
    const odd = [parsed(), parsed(5), { parsed: null, leftOut: 0 }, { parsed: 'text', leftOut: 0 }]
    for (let i = 0; i < 25; i++) expect(count(odd)).toBeUndefined()
    expect(count([parsed()])).toBe('address_limited')
  })
})

test('without an address only sessions are limited', () => {
  const count = limited('')
  expect(count([])).toBeUndefined()
  const unknown = createPageLimits({ limits: LIMITS, clientAddress: () => undefined, elapsed: () => 0 })
  const request = { headers: { origin: 'https://app.example' } } as unknown as IncomingMessage
  for (let i = 0; i < 200; i++) unknown(request)?.count([parsed(`session-${i}`)])
  expect(() => unknown(request)?.count(Array(5).fill(parsed('session-1')))).toThrow()
})

test('a server is not limited', () => {
  const limits = createPageLimits({ limits: LIMITS, clientAddress: () => 'a', elapsed: () => 0 })
  expect(limits({ headers: {} } as unknown as IncomingMessage)).toBeUndefined()
})
