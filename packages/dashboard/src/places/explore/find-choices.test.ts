import { describe, expect, it } from 'vitest'
import { findChoices } from './find-choices.js'

const choice = (id: string, subject = 'A') => ({ id, title: id, description: '', subject })

describe('the search of a chooser', () => {
  it('finds what has all words, the nearest name first', () => {
    const choices = [
      choice('all answers'),
      choice('answers'),
      choice('answers late', 'B'),
      choice('questions'),
    ]
    const { groups, left } = findChoices(choices, ' Answers')
    expect(groups.map(([subject, found]) => [subject, found.map(({ id }) => id)])).toEqual([
      ['A', ['answers', 'all answers']],
      ['B', ['answers late']],
    ])
    expect(left).toBe(0)
    expect(findChoices(choices, 'late answers').groups).toHaveLength(1)
  })

  it('says how many are left out', () => {
    expect(
      findChoices(
        Array.from({ length: 75 }, (_, i) => choice(`m${i}`)),
        '',
      ).left,
    ).toBe(15)
  })
})
