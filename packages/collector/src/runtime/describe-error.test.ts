import { expect, it } from 'vitest'
import { describeError, stackFrames } from './describe-error.js'

const SECRET = 'mail jane@example.com now'

it('gives the class and the code of an error', () => {
  const error = Object.assign(new TypeError(SECRET), { code: 'ENOSPC' })
  expect(describeError(error)).toEqual({ error: 'TypeError', code: 'ENOSPC' })
  expect(describeError(Object.assign(new Error(SECRET), { code: 23505 })).code).toBe('23505')
})

it('takes no name or code that could be a message', () => {
  const error = Object.assign(new Error('no'), { name: SECRET, code: SECRET })
  expect(describeError(error)).toEqual({ error: 'Error', code: undefined })
  expect(describeError(SECRET)).toEqual({ error: 'unknown', code: undefined })
})

it('gives the frames of a stack without the message', () => {
  const frames = stackFrames(new Error(`${SECRET}\n    at ${SECRET}`))
  expect(frames).toHaveLength(5)
  expect(frames[0]).toContain('describe-error.test')
  expect(frames.join()).not.toContain(SECRET)
  expect(stackFrames(SECRET)).toEqual([])
})
