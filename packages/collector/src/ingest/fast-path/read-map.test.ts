import { createUnchangedEncoder } from '@hushlog/schema/fields'
import { expect, test } from 'vitest'
import { readMap } from './read-map.js'
import type { Source } from './source.js'

const encoder = createUnchangedEncoder({ content: 'redacted', denyKeys: ['Seat Row'] }, () => undefined)
const read = readMap(encoder.member, 3)
const sourceOf = (text: string): Source => ({ text, codes: Uint16Array.from(text, (c) => c.charCodeAt(0)) })

test.each([
  {},
  { plan: 'pro' },
  { plan: 'pro', seats: 3, trial: false },
  { a: -1.5, b: 1e21, c: 0 },
  { quote: 'a "b" \\ c', brace: '}', comma: ',' },
  { größe: 1 },
  { title: 'Größe {漢字}' },
  { first_name: 'Ada' },
])('a map that may leave as it is: %j', (map) => {
  const json = JSON.stringify(map)
  const mayLeave = !('größe' in map) && !('first_name' in map)
  for (const behind of ['', '}', ',"x":1}'])
    expect(read(sourceOf(`x${json}${behind}`), 1), json).toBe(mayLeave ? json.length + 1 : 0)
})

test.each([
  '{"mail":"eva@example.com"}',
  '{"access_token":"x"}',
  '{"card":"4111111111111111"}',
  '{"n":4111111111111111}',
  '{"seat_row":1}',
  '{"comment":"fine"}',
  '{"no key":1}',
  '{"__proto__":1}',
  '{"a":null}',
  '{"a":[]}',
  '{"a":{}}',
  '{"a":1,"a":2}',
  '{"a":1,"b":2,"c":3,"d":4}',
  '{"a":1e3}',
  '{"a":-0}',
  '{"a":01}',
  '{"a":Infinity}',
  '{"a":truth}',
  '{"a":}',
  '{"a":"\\u0061"}',
  '{"a":"\\ud83d"}',
  '{"a":"\ud83d"}',
  '{"a":"x\ny"}',
  '{"a": 1}',
  '{ "a":1}',
  '{"a":1 }',
  '{"a":1,}',
  '{"a"1}',
  '{"a',
  '{"a":"b',
  '{"a":1',
  '{',
  '[]',
  '',
])('is left to the parser: %j', (text) => {
  expect(read(sourceOf(text), 0)).toBe(0)
  expect(read(sourceOf(`${text}]`), 0)).toBe(0)
})

test('a long string is not looked at', () => {
  for (const long of ['x'.repeat(10_000), '\\n'.repeat(10_000)])
    expect(read(sourceOf(`{"a":"${long}"}`), 0)).toBe(0)
})

test('is read no further than to the first member that may not leave', () => {
  let judged = 0
  const counting = readMap((key) => ++judged > 0 && key !== 'b', 20)
  expect(counting(sourceOf('{"a":1,"b":2,"c":3,"d":4}'), 0)).toBe(0)
  expect(judged).toBe(2)
})
