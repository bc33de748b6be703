import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readSdkDrops, sdkDropReasons } from './sdk-drops.js'

it('knows every reason of the SDKs', () => {
  const source = readFileSync(new URL('../../../sdk-core/src/ledger.ts', import.meta.url), 'utf8')
  const [, list = ''] = /dropReasons = \[([^\]]*)\]/.exec(source) ?? []
  const reasons = [...list.matchAll(/^ {2}'([a-z_]+)'/gm)].map(([, reason]) => reason)
  expect(reasons.length).toBeGreaterThan(5)
  expect([...sdkDropReasons]).toEqual([...reasons, 'other'])
})

it('reads the drops of a report, and repeats no reason that it does not know', () => {
  expect(readSdkDrops('{"drops":"queue_full:3,sentinel:4"}')).toEqual([
    ['queue_full', 3],
    ['other', 4],
  ])
  expect(readSdkDrops('{"captured":3}')).toEqual([])
})
