import { expect, it } from 'vitest'
import { problemOf } from './data.js'

it.each([
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'not_found'],
  [429, 'unavailable'],
  [503, 'unavailable'],
  [500, 'unexpected'],
  [400, 'unexpected'],
])('names the answer %d %s', (status, problem) => expect(problemOf(status)).toBe(problem))
