import { expect, test } from 'vitest'
import { EXPECTED_NAMED, serializeAnswer } from './answer.js'

const rejectedAt = (path: string) => (_: unknown, index: number) =>
  ({ index, id: undefined, code: 'invalid_value', path, expected: 'x'.repeat(300) }) as const

test('many events that were rejected for the same reason say only at first what was expected', () => {
  const rejected = [
    ...Array.from({ length: 9_990 }, rejectedAt('event')),
    ...Array.from({ length: 10 }, rejectedAt('topic')),
  ]
  const answer = serializeAnswer(0, 0, rejected, [])
  expect(answer.length).toBeLessThan(1_000_000)
  const parsed = JSON.parse(answer).rejected as {
    index: number
    code: string
    path: string
    expected?: string
  }[]
  expect(parsed).toHaveLength(10_000)
  expect(parsed.every(({ index, code, path }) => index >= 0 && code === 'invalid_value' && path !== '')).toBe(
    true,
  )
  const named = parsed.filter(({ expected }) => expected !== undefined)
  expect(named.filter(({ path }) => path === 'event')).toHaveLength(EXPECTED_NAMED)
  expect(named.filter(({ path }) => path === 'topic')).toHaveLength(10)
})
