import { expect, test } from 'vitest'
import { interpret } from './answer.js'

const answer = (status: number, body = '') => ({ status, retryAfter: undefined, body })

test.each([200, 204, 301, 404, 408, 409, 425, 429, 500, 502, 503, 504])('%d is tried again', (status) => {
  expect(interpret(answer(status, '{"accepted":1}'), 1)).toEqual({ kind: 'retry' })
})

test.each([
  [413, { kind: 'split', reason: 'too_large' }],
  [400, { kind: 'split', reason: 'rejected' }],
  [415, { kind: 'split', reason: 'rejected' }],
  [0, { kind: 'blocked' }],
  [401, { kind: 'stop' }],
  [403, { kind: 'stop' }],
])('%d is final', (status, outcome) => {
  expect(interpret(answer(status), 1)).toEqual(outcome)
})

test('counts a rejected event once, and only one that was in the batch', () => {
  const body = JSON.stringify({
    rejected: [
      { index: 1, code: 'invalid_type', path: 'decision.confidence' },
      { index: 1, code: 'invalid_type' },
      { index: 3 },
      { index: -1 },
      { index: 0.5 },
      { index: '0' },
      null,
    ],
  })
  expect(interpret(answer(202, body), 3)).toEqual({
    kind: 'stored',
    rejected: new Map([[1, 'invalid_type']]),
  })
})

test.each(['', 'not json', 'null', '7', '{"rejected":7}', '{"rejected":null}', '{"accepted":'])(
  'an unreadable 202 (%j) says that all are stored',
  (body) => {
    expect(interpret(answer(202, body), 3)).toEqual({ kind: 'stored', rejected: new Map() })
  },
)

test('does not repeat what an answer should not hold', () => {
  const rejected = [{ index: 0, code: 'ada@example.com', path: 'ada@example.com' }]
  expect(interpret(answer(202, JSON.stringify({ rejected })), 1)).toEqual({
    kind: 'stored',
    rejected: new Map([[0, '']]),
  })
})
