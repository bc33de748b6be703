/** The questions of one request share what they have in common. */
import { expect, test } from 'vitest'
import type { NamedReportStore } from '../sinks/report-store.js'
import { readFacts } from './facts.js'

test('reads the first event of the same tenants once', async () => {
  let asked = 0
  const store = {
    rows: async () => {
      asked++
      return [{ first: '2026-01-02T00:00:00.000Z' }]
    },
  }
  const facts = readFacts({ name: 'embedded', sink: 'embedded', store } as unknown as NamedReportStore)
  const found = await Promise.all([['acme'], ['acme'], ['acme', 'globex']].map(facts.firstEvent))
  expect(found).toEqual([1, 1, 1].map(() => Date.parse('2026-01-02T00:00:00.000Z')))
  expect(asked).toBe(2)
})
