import { expect, it } from 'vitest'
import { choiceQuery, readChoice, withTenant } from './choice.js'

it('is the same after a reload', () => {
  expect(readChoice('?days=30&tenant=acme')).toEqual({ days: 30, tenant: 'acme' })
  expect(choiceQuery({ days: 30, tenant: 'a&b' })).toBe('days=30&tenant=a%26b')
})

it('falls back to seven days for an unknown period', () => {
  for (const search of ['', '?days=8', '?days=90x', '?days=-1', '?days=1e1']) {
    expect(readChoice(search)).toEqual({ days: 7, tenant: undefined })
  }
})

it('names one of several tenants: that of the address, the one chosen last, or the first', () => {
  const chosen = { days: 7, tenant: 'bolt' } as const
  const open = { days: 7, tenant: undefined } as const
  expect(withTenant(chosen, undefined, 'acme')).toBe(chosen)
  expect(withTenant(open, undefined, 'acme')).toBeUndefined()
  expect(withTenant(open, [], 'acme')).toBe(open)
  expect(withTenant(open, ['acme'], undefined)).toBe(open)
  expect(withTenant(open, ['acme', 'bolt'], 'bolt')).toEqual(chosen)
  expect(withTenant(open, ['acme', 'bolt'], 'gone')).toEqual({ days: 7, tenant: 'acme' })
})
