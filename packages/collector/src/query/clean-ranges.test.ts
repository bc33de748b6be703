import { MINUTE } from '@hushlog/base'
import { expect, it } from 'vitest'
import { createCleanRanges } from './clean-ranges.js'

it('knows parts of the range that was last found, for a minute', () => {
  let time = 0
  const clean = createCleanRanges(() => time)
  clean.add('acme', { from: 10, to: 20 })
  expect(clean.has('acme', { from: 10, to: 20 })).toBe(true)
  expect(clean.has('acme', { from: 12, to: 15 })).toBe(true)
  expect(clean.has('acme', { from: 9, to: 15 })).toBe(false)
  expect(clean.has('acme', { from: 12, to: 21 })).toBe(false)
  expect(clean.has('globex', { from: 12, to: 15 })).toBe(false)
  time = MINUTE
  expect(clean.has('acme', { from: 12, to: 15 })).toBe(false)
})

it('forgets the oldest of a thousand', () => {
  const clean = createCleanRanges(() => 0)
  for (let i = 0; i <= 1_000; i++) clean.add(`tenant ${i}`, { from: 0, to: 1 })
  expect(clean.has('tenant 0', { from: 0, to: 1 })).toBe(false)
  expect(clean.has('tenant 1', { from: 0, to: 1 })).toBe(true)
})
