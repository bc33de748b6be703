import { expect, test } from 'vitest'
import { countRules, pieces } from './pieces.js'

const findings = [
  { rule: 'email', start: 0, end: 2 },
  { rule: 'card', start: 2, end: 4 },
  { rule: 'card', start: 6, end: 7 },
]

test('the pieces make up the text, with the rule of each finding', () => {
  const cut = pieces('aabbccd!', findings)
  expect(cut.map(({ part }) => part).join('')).toBe('aabbccd!')
  expect(cut.map(({ rule, at }) => [at, rule])).toEqual([
    [0, 'email'],
    [2, 'card'],
    [4, undefined],
    [6, 'card'],
    [7, undefined],
  ])
  expect(pieces('', [])).toEqual([])
})

test('counts the rules, the most frequent first', () => {
  expect(countRules(findings)).toEqual([
    ['card', 2],
    ['email', 1],
  ])
})
