/** The questions of one request share what they have in common. */
import { HOUR } from '@hushlog/base'
import { expect, test } from 'vitest'
import type { NamedReportStore } from '../sinks/report-store.js'
import { createCleanRanges } from './clean-ranges.js'
import { readFacts } from './facts.js'
import { checkQuery } from './language/check-query.js'

const toIso = (time: number): string => new Date(time).toISOString()

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

test('remembers for a minute that there is nothing to note of the days around a range', async () => {
  let asked = 0
  const rows = async () => {
    asked++
    return []
  }
  const from = { name: 'embedded', sink: 'embedded', store: { rows } } as unknown as NamedReportStore
  const clean = createCleanRanges(() => 0)
  const ask = (start: number) => {
    const query = checkQuery(
      { tenant: 'acme', metrics: ['answers'], date_range: [start, start + HOUR].map(toIso) },
      { admin: true, tenants: ['acme'], who: 'admin' },
      Date.UTC(2026, 0, 3),
    )
    return readFacts(from, clean).exchanges(query)
  }
  const noon = Date.UTC(2026, 0, 2, 12)
  expect(await ask(noon)).toEqual([])
  expect(await ask(noon + 1)).toEqual([])
  expect(asked).toBe(1)
  await ask(noon - 24 * HOUR)
  expect(asked).toBe(2)
})
