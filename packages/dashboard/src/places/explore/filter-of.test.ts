import { describe, expect, it } from 'vitest'
import { filterOf } from './filter-of.js'

describe('the filter of a form', () => {
  it('is what the collector takes', () => {
    expect(filterOf('topic', 'text', 'is', ['a', '1'])).toEqual(['is', 'topic', ['a', '1']])
    expect(filterOf('topic', 'text', 'contains_not', ['a'])).toEqual(['not', ['contains', 'topic', ['a']]])
    expect(filterOf('topic', 'text', 'is_null', [])).toEqual(['is_null', 'topic'])
    expect(filterOf('topic', 'text', 'is_set', [])).toEqual(['not', ['is_null', 'topic']])
    expect(filterOf('no_match', 'boolean', 'is_not', ['true'])).toEqual(['is_not', 'no_match', [true]])
    expect(filterOf('file_size', 'number', 'gte', ['1e3'])).toEqual(['gte', 'file_size', [1000]])
  })

  it('leaves what is no number to the collector to refuse', () => {
    expect(filterOf('file_size', 'number', 'gt', ['big'])).toEqual(['gt', 'file_size', ['big']])
  })
})
