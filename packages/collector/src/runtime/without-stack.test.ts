import { expect, test } from 'vitest'
import { withoutStack } from './without-stack.js'

const fail = (): never => {
  throw new Error('no')
}

const stackOf = (call: () => unknown): string | undefined => {
  try {
    call()
  } catch (error) {
    if (error instanceof Error) return error.stack
  }
  return undefined
}

test('an error has no stack, and those that follow have one', () => {
  expect(stackOf(() => withoutStack(fail))).toBe('Error: no')
  expect(stackOf(fail)).toContain('without-stack.test')
  expect(withoutStack(() => 7)).toBe(7)
  expect(stackOf(fail)).toContain('without-stack.test')
})
