import { expect, test } from 'vitest'
import { readRejections } from './rejections.js'

test('counts a rejected event once, and only events of the batch', () => {
  const body = JSON.stringify({
    rejected: [
      { index: 1, code: 'invalid_type', path: 'decision.confidence' },
      { index: 1, code: 'invalid_type' },
      { index: 3 },
      { index: -1 },
      { index: 0.5 },
      { index: 'length' },
      null,
    ],
  })
  expect(readRejections(body, 'abc'.split(''))).toEqual(new Map([['b', 'invalid_type']]))
})

test.each(['', 'not json', 'null', '7', '{"rejected":7}', '{"rejected":null}', '{"accepted":'])(
  'counts every event as stored when a 202 has the unreadable body %j',
  (body) => {
    expect(readRejections(body, ['a', 'b', 'c'])).toEqual(new Map())
  },
)

test('does not repeat codes and paths of an unknown form', () => {
  const rejected = [{ index: 0, code: 'ada@example.com', path: 'ada@example.com' }]
  expect(readRejections(JSON.stringify({ rejected }), ['a'])).toEqual(new Map([['a', '']]))
})
