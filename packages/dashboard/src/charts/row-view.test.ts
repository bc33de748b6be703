import { describe, expect, it } from 'vitest'
import { rowView } from './row-view.js'

const columns = (...ids: readonly string[]) => ids.map((id) => ({ id }))

describe('the events of a row', () => {
  it('are selected by its values and its time', () => {
    expect(
      rowView({ dimensions: ['2026-11-30', 'billing', null] }, columns('time:day', 'topic', 'model')),
    ).toEqual({
      range: ['2026-11-30', '2026-11-30'],
      filters: [
        ['is', 'topic', ['billing']],
        ['is_null', 'model'],
      ],
    })
    expect(rowView({ dimensions: [] }, [])).toEqual({ filters: [] })
  })

  it('are not known of all others together, and of what no filter selects', () => {
    expect(rowView({ dimensions: ['billing'], other: true }, columns('topic'))).toBeUndefined()
    expect(rowView({ dimensions: [3] }, columns('time:hour_of_day'))).toBeUndefined()
    expect(rowView({ dimensions: [1000] }, columns('bucket:file_size'))).toBeUndefined()
  })
})
