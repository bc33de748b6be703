import { expect, it } from 'vitest'
import { choiceQuery, readChoice } from './choice.js'

it('is the same after a reload', () => {
  expect(readChoice('?days=30&tenant=acme')).toEqual({ days: 30, tenant: 'acme' })
  expect(choiceQuery({ days: 30, tenant: 'a&b' })).toBe('days=30&tenant=a%26b')
})

it('falls back to seven days for an unknown period', () => {
  for (const search of ['', '?days=8', '?days=90x', '?days=-1', '?days=1e1']) {
    expect(readChoice(search)).toEqual({ days: 7, tenant: undefined })
  }
})
