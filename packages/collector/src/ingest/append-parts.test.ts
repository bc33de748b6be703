import { expect, test } from 'vitest'
import type { NewRecord } from '../log/log.js'
import { appendInParts, PART_RECORDS } from './append-parts.js'

const COUNT = PART_RECORDS * 3 + 1
const records = Array.from({ length: COUNT }, (_, i) => ({
  id: '01J9ZB3W5S0000000000000000',
  tenantId: 'acme',
  event: 'page_view',
  time: 1,
  receivedAt: 2,
  hasText: false,
  json: `{"n":${i}}`,
}))
const storeAll = async (part: readonly NewRecord[]) => part.map(() => 'stored' as const)

test('a large batch is appended in parts, with a slice for each', async () => {
  const steps: (number | 'slice')[] = []
  const append = (part: readonly NewRecord[]) => {
    steps.push(part.length)
    return storeAll(part)
  }
  const nextSlice = async () => void steps.push('slice')
  const { results, stored, failure } = await appendInParts(append, records, true, { nextSlice })
  expect(steps).toEqual([...Array(3).fill(['slice', PART_RECORDS]).flat(), 'slice', 1])
  expect(results).toEqual(Array(COUNT).fill('stored'))
  expect([stored, failure]).toEqual([COUNT, undefined])
})

test('a small batch is appended at once', async () => {
  const nextSlice = () => Promise.reject(new Error('there is no need to wait'))
  const few = records.slice(0, PART_RECORDS)
  expect((await appendInParts(storeAll, few, true, { nextSlice })).stored).toBe(PART_RECORDS)
})

test('when a part fails, what was stored is known, and nothing more is appended', async () => {
  const full = new Error('full')
  let calls = 0
  const append = async (part: readonly NewRecord[]) => {
    calls++
    if (calls === 2) throw full
    return storeAll(part)
  }
  const { results, stored, failure } = await appendInParts(append, records, true, {
    nextSlice: () => Promise.resolve(),
  })
  expect(failure).toBe(full)
  expect(stored).toBe(results.filter((result) => result === 'stored').length)
  expect(results.slice(PART_RECORDS, 2 * PART_RECORDS)).toEqual(Array(PART_RECORDS).fill(undefined))
  expect(results.slice(0, PART_RECORDS)).toEqual(Array(PART_RECORDS).fill('stored'))
  expect(results.length).toBeLessThan(COUNT)
})

test('a batch without records needs no log', async () => {
  const never = () => Promise.reject(new Error('there is nothing to append'))
  expect(await appendInParts(never, [], true)).toEqual({ results: [], stored: 0, failure: undefined })
})
