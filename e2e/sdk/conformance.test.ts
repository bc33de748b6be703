/**
 * The built Node SDK, in both module formats, conforms with collectors that behave and with those that do
 * not.
 */
import { createRequire } from 'node:module'
import * as esm from '@hushlog/sdk-node'
import { describe, expect, test } from 'vitest'
import { inProcess } from '../conformance/driver.js'
import { judge } from '../conformance/judge.js'
import { type Case, conformanceCases, type Observation, observe } from '../conformance/suite.js'

const cjs = createRequire(import.meta.url)('@hushlog/sdk-node') as typeof esm

describe.each([
  inProcess('sdk-node, ESM', esm.createHushlog),
  inProcess('sdk-node, CommonJS', cjs.createHushlog),
])('$name', (driver) => {
  test.concurrent.each(conformanceCases)('$id: $description', async (given) => {
    expect(judge(given, await observe(driver, given))).toEqual([])
  })
})

test('the two builds are different modules', () => {
  expect(cjs.createHushlog).not.toBe(esm.createHushlog)
  expect(Object.keys(cjs).sort()).toEqual(Object.keys(esm).sort())
})

test('the judge names each expectation that was not met', () => {
  const given = { ...conformanceCases[0], answers: [], steps: [] } as unknown as Case
  const seen: Observation = {
    ledger: { captured: 3, delivered: 1, queued: 0, dropped: { network: 1 } },
    stored: 4,
    requests: 9,
    maxBatch: 501,
    concurrency: 3,
    gap: 0,
    sentAtGap: 0,
    reported: ['network'],
    changed: ['01J00000000000000000000000'],
  }
  const wanted = { ...given.expect, min_gap: 5, sent_at_gap: 5, dropped_only: [], reported: [] }
  const named = judge({ ...given, expect: wanted }, seen).map((line) => line.replace(/:.*/, ''))
  expect(named).toEqual([
    'delivered + queued + dropped',
    'ids whose content differed between attempts',
    'ledger',
    'stored',
    'requests',
    'events in a request',
    'requests at a time',
    'ms before the second request',
    'ms between two sent_at',
    'reasons of drops',
    'reasons in reports',
  ])
})
