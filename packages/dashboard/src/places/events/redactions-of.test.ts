import { describe, expect, it } from 'vitest'
import { redactionsOf } from './redactions-of.js'

describe('the redactions of an event', () => {
  it('are counts by rule', () => {
    expect(redactionsOf('card:1,email:12')).toEqual([
      { rule: 'card', count: 1 },
      { rule: 'email', count: 12 },
    ])
  })

  it('are none where nothing was removed, or the text says something else', () => {
    expect(redactionsOf(undefined)).toEqual([])
    expect(redactionsOf('nothing')).toEqual([])
  })
})
