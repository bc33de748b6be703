import { expect, it } from 'vitest'
import { lastPassed } from './last-passed.js'

it('asks the pattern about each value but the one it admitted last, and never keeps one it refused', () => {
  const asked: string[] = []
  const pattern = lastPassed({
    test(value) {
      asked.push(value)
      return value !== 'no'
    },
  })
  const answers = ['a', 'a', 'no', 'no', 'a', 'b', 'a'].map((value) => pattern.test(value))
  expect(answers).toEqual([true, true, false, false, true, true, true])
  expect(asked).toEqual(['a', 'no', 'no', 'b', 'a'])
})
