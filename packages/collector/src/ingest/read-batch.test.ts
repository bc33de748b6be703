import { expect, test } from 'vitest'
import { problemCodes } from '../http/problem.js'
import { testId } from '../log/records.fixture.js'
import { createEventReader } from './fast-path/event-reader.js'
import { createSubjects } from './fast-path/subjects.js'
import { isUnchanged, readBatch } from './read-batch.js'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const event = (n: number, more: object = {}) => ({
  id: testId(NOW, n),
  event: 'page_view',
  ts: '2026-01-02T03:04:05.678Z',
  schema_version: 1,
  ...more,
})
const readEvent = createEventReader({ content: 'off' })
const subjects = createSubjects((value) => value)
const read = (text: string, format: 'json' | 'ndjson' = 'json') =>
  readBatch(Buffer.from(text), format, () => (source, at) => readEvent(source, at, subjects))
/** Returns of each event whether it took the fast path, and what it says. */
const readAll = (text: string, format?: 'json' | 'ndjson') =>
  read(text, format).map((item) =>
    isUnchanged(item) ? [true, JSON.parse(`${item.json}}`)] : [false, item.parsed],
  )
const batch = (...events: unknown[]) => JSON.stringify({ sent_at: '2026-01-02T03:04:06.000Z', events })

const other = event(2, { unknown: [{ a: '}"\\' }], context: { page_title: 'Größe {漢字} \\"' } })
const titled = event(3, { context: { page_title: 'Größe {漢字}' } })

test.each([[[event(1), other, titled]], [[other, titled, event(1)]]])(
  'reads clean events from the text and parses the others, in order',
  (events) => {
    const expected = events.map((one) => [one !== other, one])
    expect(readAll(batch(...events))).toEqual(expected)
    const lines = events.map((one) => JSON.stringify(one))
    for (const text of [lines.join('\n'), `${lines.join('\n')}\n`])
      expect(readAll(text, 'ndjson')).toEqual(expected)
  },
)

test('rejects no line for its neighbors and skips those of white space', () => {
  const one = JSON.stringify(event(1))
  const text = ['', `${one}\r`, ' ', `${one} ${one}`, '{', one, ` ${one}`, 'null', ''].join('\n')
  expect(readAll(text, 'ndjson')).toEqual([
    [false, event(1)],
    [false, undefined],
    [false, undefined],
    [true, event(1)],
    [false, event(1)],
    [false, null],
  ])
})

test.each([
  ['white space', JSON.stringify({ events: [event(1), event(2)] }, undefined, 2)],
  ['another field first', JSON.stringify({ app: 'a', events: [event(1), event(2)] })],
  ['a field behind', JSON.stringify({ events: [event(1), event(2)], sent_at: 'x' })],
  ['the list twice', `{"events":[],"events":${JSON.stringify([event(1), event(2)])}}`],
  ['space between', batch(event(1), event(2)).replace('},{', '}, {')],
])('parses a body that no SDK writes: %s', (_, text) => {
  expect(read(text)).toEqual([{ parsed: event(1) }, { parsed: event(2) }])
})

test('returns what is not an object as the parser does', () => {
  expect(read(batch(event(1), null, 7, ['a']))).toEqual(
    [event(1), null, 7, ['a']].map((parsed) => ({ parsed })),
  )
  expect(read(batch())).toEqual([])
})

test.each([
  ['nothing behind', '{"events":['],
  ['no end', batch(event(1)).slice(0, -1)],
  ['more behind the end', `${batch(event(1))}]`],
  ['a comma too many', batch(event(1)).replace(']}', ',]}')],
  [
    'an event that is no JSON',
    batch(event(1), event(2)).replace('"schema_version":1', '"schema_version":01'),
  ],
  ['an event without its end', batch(event(1), event(2)).replace('1},{', '1,{')],
  ['a string without its end', batch(event(1)).replace('page_view"', 'page_view')],
  ['a control character', batch(event(1)).replace('page_view', 'page\u0001view')],
])('refuses the whole body for %s', (_, text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'malformed_body' }))
  expect(problemCodes).toContain('malformed_body')
})

test('refuses more events than a batch may have', () => {
  const one = JSON.stringify(event(1))
  const of = (count: number) => `{"events":[${Array.from({ length: count }, () => one).join(',')}]}`
  expect(read(of(10_000))).toHaveLength(10_000)
  expect(() => read(of(10_001))).toThrow(expect.objectContaining({ code: 'body_too_large' }))
  const lines = (count: number) => `${one}\n`.repeat(count)
  expect(read(lines(10_000), 'ndjson')).toHaveLength(10_000)
  expect(() => read(lines(10_001), 'ndjson')).toThrow(expect.objectContaining({ code: 'body_too_large' }))
})

test('every clean event of a batch takes the fast path, as JSON and as lines', () => {
  const events = Array.from({ length: 100 }, (_, n) => event(n, { context: { page_path: `/a/${n}` } }))
  const lines = events.map((one) => JSON.stringify(one)).join('\n')
  for (const all of [readAll(batch(...events)), readAll(lines, 'ndjson')])
    expect(all).toEqual(events.map((one) => [true, one]))
})
