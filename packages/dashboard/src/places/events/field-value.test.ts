import { describe, expect, it } from 'vitest'
import { fieldValue, fieldWords } from './field-value.js'
import { highlightsOf } from './highlights.js'

describe('a field of an event', () => {
  it('is named and written for people', () => {
    expect(fieldWords('context.page_path')).toBe('page path')
    expect(fieldWords('processing_time_ms')).toBe('processing time')
    expect(fieldValue('processing_time_ms', 1500, 'UTC')).toBe('1.5 s')
    expect(fieldValue('has_data', false, 'UTC')).toBe('no')
    expect(fieldValue('opened_at', '2026-11-30T23:30:00.000Z', 'Europe/Zurich')).toBe('1 Dec 2026, 00:30:00')
    expect(fieldValue('asset_types', ['a', 'b'], 'UTC')).toBe('a, b')
    expect(fieldValue('label', '<b>x</b>', 'UTC')).toBe('<b>x</b>')
  })

  it('is among the highlights of its type only where it tells something', () => {
    const fields = { topic: 'billing', no_match: false, success: false, 'context.sdk': 'node' }
    expect(highlightsOf('agent_response', fields)).toEqual([
      ['topic', 'billing'],
      ['success', false],
    ])
    expect(highlightsOf('unheard_of', fields)).toEqual([])
  })
})
