import { describe, expect, it } from 'vitest'
import { filterFor, toggleFilter } from './filter.js'
import { readView } from './read-view.js'
import { viewSearch } from './view-address.js'

describe('the address of a view', () => {
  const view = {
    place: 'quality',
    tenant: 'acme & sons',
    range: ['2026-01-01', '2026-01-31'],
    timeZone: 'Europe/Zurich',
    compare: ['2025-01-01', '2025-01-31'],
    filters: [
      ['is', 'topic', ['<b>', 'ü&=']],
      ['is_null', 'channel'],
    ],
    own: { session: 's_1' },
  } as const

  it('is read back as the same view', () => {
    expect(readView(viewSearch(view), 'UTC')).toEqual(view)
    const plain = { ...view, range: '30d', compare: undefined, filters: [] }
    expect(readView(viewSearch(plain), 'UTC')).toEqual(plain)
  })

  it('has the defaults where it says nothing, and the zone of the reader', () => {
    expect(readView('', 'America/New_York')).toEqual({
      place: 'overview',
      tenant: undefined,
      range: '7d',
      timeZone: 'America/New_York',
      compare: 'previous_period',
      filters: [],
      own: {},
    })
  })

  it('of the former dashboard means the same days of UTC', () => {
    expect(readView('?days=30&tenant=acme', 'Europe/Zurich')).toMatchObject({
      range: '30d',
      timeZone: 'UTC',
      tenant: 'acme',
    })
  })

  it.each(['?f={', '?f=7', '?f=[[7]]', '?tz=Moon/Crater', '?days=x', '?compare=x'])(
    'leaves out what cannot be read: %s',
    (search) => {
      expect(readView(search, 'UTC')).toMatchObject({ filters: [], timeZone: 'UTC', range: '7d' })
    },
  )
})

describe('a click on a value', () => {
  it('adds its filter, and removes it again', () => {
    const one = toggleFilter([], filterFor('topic', 'billing'))
    expect(one).toEqual([['is', 'topic', ['billing']]])
    expect(toggleFilter(one, filterFor('topic', null))).toHaveLength(2)
    expect(toggleFilter(one, filterFor('topic', 'billing'))).toEqual([])
  })
})
