import { expect, it } from 'vitest'
import { foldTopics } from './fold-topics.js'

const topic = (name: string, count: number, no_match = 0) => ({ topic: name, count, no_match })

it('keeps as many topics as there are colours', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => topic(name, i))
  expect(foldTopics(six).map((t) => t.topic)).toEqual(['f', 'e', 'd', 'c', 'b', 'a'])
})

it('folds the other topics into one and loses no count', () => {
  const many = Array.from({ length: 9 }, (_, i) => topic(`t${i}`, 10 - i, 1))
  const folded = foldTopics(many)
  expect(folded.at(-1)).toEqual({ topic: '4 more', count: 5 + 4 + 3 + 2, no_match: 4 })
  expect(folded).toHaveLength(6)
})
