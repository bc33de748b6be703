import { expect, it } from 'vitest'
import { formatCounts } from './counts.js'

it('writes pairs in the order of their names', () => {
  expect(formatCounts({ email: 1 })).toBe('email:1')
  expect(formatCounts({ phone: 2, email: 1 })).toBe('email:1,phone:2')
  expect(formatCounts({})).toBe('')
})

it('writes no more pairs than the field would take', () => {
  const many = Object.fromEntries(
    Array.from({ length: 26 * 2 }, (_, i) => [String.fromCharCode(97 + (i % 26)).repeat(1 + (i % 2)), 1]),
  )
  expect(formatCounts(many).split(',').length).toBeLessThanOrEqual(32)
})
