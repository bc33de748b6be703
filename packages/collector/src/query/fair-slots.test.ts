import { expect, test } from 'vitest'
import { createFairSlots } from './fair-slots.js'

const LIMITS = { perTenant: 3, total: 8, kept: 4, guaranteed: 1 }

test('a tenant takes a few, and gives each back once', () => {
  const slots = createFairSlots(LIMITS)
  const taken = [1, 2, 3].map(() => slots.take('a'))
  expect(taken.every((release) => release !== undefined)).toBe(true)
  expect(slots.take('a')).toBeUndefined()
  taken[0]?.()
  taken[0]?.()
  expect(slots.take('a')).toBeDefined()
  expect(slots.take('a')).toBeUndefined()
})

test('tenants that hold as much as they can leave one for each of the next', () => {
  const slots = createFairSlots(LIMITS)
  for (const tenant of ['a', 'a', 'a', 'b', 'b']) slots.take(tenant)
  expect(slots.take('b')).toBeUndefined()
  for (const tenant of ['c', 'd', 'e', 'f']) expect(slots.take(tenant)).toBeDefined()
  expect(slots.take('g')).toBeUndefined()
})
