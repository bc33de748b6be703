import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../../runtime/package-root.js'
import { isThere, lifecycleRules, mergeRules } from './lifecycle.js'

const own = lifecycleRules({ prefix: '', retentionDays: 365 })

it('is what deploy/s3/lifecycle.json says for a bucket without a prefix', () => {
  const file = join(packageRoot(), '../../deploy/s3/lifecycle.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ Rules: own })
})

it('is of the prefix and the days of the sink', () => {
  const rules = lifecycleRules({ prefix: 'acme/analytics', retentionDays: 180 })
  expect(rules.map(({ Filter, Expiration }) => [Filter?.Prefix, Expiration?.Days])).toEqual([
    ['acme/analytics/events/', 180],
    ['acme/analytics/eval_runs/', 180],
  ])
})

it('leaves the rules of others, and replaces its own', () => {
  const other = {
    ID: 'logs',
    Status: 'Enabled',
    Filter: { Prefix: 'logs/' },
    Expiration: { Days: 7 },
  } as const
  const before = [other, ...lifecycleRules({ prefix: '', retentionDays: 30 })]
  expect(mergeRules(before, own)).toEqual([other, ...own])
  expect(own.map((rule) => isThere(before, rule))).toEqual([false, true])
  expect(own.every((rule) => isThere(mergeRules(before, own), rule))).toBe(true)
})
