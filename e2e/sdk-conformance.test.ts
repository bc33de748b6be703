/** The built Node SDK, in both module formats, against collectors that behave and collectors that do not. */
import { createRequire } from 'node:module'
import * as esm from '@hushlog/sdk-node'
import { describe, expect, test } from 'vitest'
import { inProcess } from './conformance/driver.js'
import { conformanceCases, observe } from './conformance/suite.js'

const cjs = createRequire(import.meta.url)('@hushlog/sdk-node') as typeof esm

describe.each([
  inProcess('sdk-node, ESM', esm.createHushlog),
  inProcess('sdk-node, CommonJS', cjs.createHushlog),
])('$name', (driver) => {
  test.concurrent.each(conformanceCases)('$id: $description', async (given) => {
    const { expect: wanted } = given
    const seen = await observe(driver, given)
    const { captured, delivered, queued, dropped } = seen.ledger
    expect(delivered + queued + Object.values(dropped).reduce((sum, count) => sum + count, 0)).toBe(captured)
    expect(seen.changed).toEqual([])
    if (wanted.ledger) expect(seen.ledger).toEqual({ delivered: 0, queued: 0, dropped: {}, ...wanted.ledger })
    if (wanted.stored !== undefined) expect(seen.stored).toBe(wanted.stored)
    const [least = 0, most = Number.POSITIVE_INFINITY] = wanted.requests ?? []
    expect(seen.requests).toBeGreaterThanOrEqual(least)
    expect(seen.requests).toBeLessThanOrEqual(most)
    expect(seen.maxBatch).toBeLessThanOrEqual(wanted.max_batch ?? 500)
    expect(seen.concurrency).toBeLessThanOrEqual(wanted.concurrency ?? 2)
    expect(seen.gap).toBeGreaterThanOrEqual(wanted.min_gap ?? 0)
    if (wanted.dropped_only) expect(Object.keys(dropped)).toEqual(wanted.dropped_only)
    if (wanted.reported) expect(seen.reported).toEqual(wanted.reported)
  })
})

test('both builds were loaded, not one twice', () => {
  expect(cjs.createHushlog).not.toBe(esm.createHushlog)
  expect(Object.keys(cjs).sort()).toEqual(Object.keys(esm).sort())
})
