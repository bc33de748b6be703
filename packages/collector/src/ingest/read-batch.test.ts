import { expect, test, vi } from 'vitest'
import { problemCodes } from '../http/problem.js'
import { testId } from '../log/records.fixture.js'
import { createEventReader } from './fast-path/event-reader.js'
import { createSubjects } from './fast-path/subjects.js'
import { decodeBody, sourceOf } from './parse.js'
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
const read = (text: string, format: 'json' | 'ndjson' = 'json') => [
  ...readBatch(sourceOf(Buffer.from(text)), format, () => (source, at) => readEvent(source, at, subjects)),
]
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
    [true, event(1)],
    [false, null],
  ])
})

test('parses no line that does not end: the error of the parser costs more than the line weighs', () => {
  const parse = vi.spyOn(JSON, 'parse')
  expect(readAll('{"\n{\n["a\n"a', 'ndjson')).toEqual([1, 2, 3, 4].map(() => [false, undefined]))
  expect(parse).not.toHaveBeenCalled()
  parse.mockRestore()
})

test('a map without an end is searched to the end of its line and no further', () => {
  const line = '{"event":"custom","properties":{'
  const { text, codes } = sourceOf(Buffer.from(`${line}\n`.repeat(1_000)))
  let last = 0
  const counting = new Proxy(codes, {
    get: (target, at) => {
      if (typeof at === 'string' && /^\d+$/.test(at)) last = Math.max(last, Number(at))
      const value = Reflect.get(target, at, target) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  expect(readEvent({ text, codes: counting }, 0, subjects)).toBeUndefined()
  expect(last).toBe(line.length)
})

test.each([
  ['white space', JSON.stringify({ events: [event(1), event(2)] }, undefined, 2)],
  ['another field first', JSON.stringify({ app: 'a', events: [event(1), event(2)] })],
  ['a field behind', JSON.stringify({ events: [event(1), event(2)], sent_at: 'x' })],
  ['a large field', JSON.stringify({ app: 'x'.repeat(70_000), events: [event(1), event(2)] })],
  ['a list behind', JSON.stringify({ events: [event(1), event(2)], tags: [] })],
  ['space between', batch(event(1), event(2)).replace('},{', '}, {')],
])('parses a body that no SDK writes: %s', (_, text) => {
  expect(readAll(text).map(([, one]) => one)).toEqual([event(1), event(2)])
})

test('returns what is not an object as the parser does', () => {
  expect(read(batch(null, 7, ['a']))).toEqual([null, 7, ['a']].map((parsed) => ({ parsed, leftOut: 0 })))
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
  ['the list twice', `{"events":[],"events":${JSON.stringify([event(1), event(2)])}}`],
  ['a list that is no JSON', batch(event(1)).replace(']}', '}]')],
  ['a control character', batch(event(1)).replace('page_view', 'page\u0001view')],
])('refuses the whole body for %s', (_, text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'malformed_body' }))
  expect(problemCodes).toContain('malformed_body')
})

test('every clean event of a batch takes the fast path, as JSON and as lines', () => {
  const events = Array.from({ length: 100 }, (_, n) => event(n, { context: { page_path: `/a/${n}` } }))
  const lines = events.map((one) => JSON.stringify(one)).join('\n')
  for (const all of [readAll(batch(...events)), readAll(lines, 'ndjson')])
    expect(all).toEqual(events.map((one) => [true, one]))
})

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
const members = (count: number) => Array.from({ length: count }, (_, i) => `"p${i}":1`).join(',')
const elements = (count: number) => `[${Array.from({ length: count }, () => 1).join(',')}]`
test.each([
  ['levels', 1, `"x":${deep(100)}`],
  ['levels by a million', 1, `"x":${deep(1_000_000)}`],
  ['members', 1_500, members(1_500)],
  ['elements', 1, `"x":${elements(1_500)}`],
  ['characters', 1, `"x":"${'x'.repeat(2_200_000)}"`],
  ['members in a known field', 1, `"context":{${members(1_500)}}`],
])('leaves out, counts and does not parse too many %s', (_, leftOut, member) => {
  const large = JSON.stringify(event(2)).replace('{', `{${member},`)
  const events = [JSON.stringify(event(1)), large, JSON.stringify(event(3))]
  const expected = [
    [true, event(1)],
    [false, event(2)],
    [true, event(3)],
  ]
  const texts: [string, 'json' | 'ndjson'][] = [
    [`{"events":[${events.join(',')}]}`, 'json'],
    [`{"app":1,"events":[${events.join(', ')}]}`, 'json'],
    [events.join('\n'), 'ndjson'],
  ]
  for (const [text, format] of texts) {
    const parse = vi.spyOn(JSON, 'parse')
    const items = read(text, format)
    expect(parse.mock.calls.every(([parsed]) => parsed.length < 100)).toBe(true)
    parse.mockRestore()
    expect(items[1]).toEqual({ parsed: event(2), leftOut })
    expect(readAll(text, format)).toEqual(expected)
  }
})

test('does not parse a list in place of an event that is too large', () => {
  expect(read(`{"events":[${elements(1_500)}]}`)).toEqual([{ parsed: undefined, leftOut: 0 }])
  expect(() => read(`{"events":[{"x":${deep(100)} 1}]}`)).toThrow(
    expect.objectContaining({ code: 'malformed_body' }),
  )
})

test('white space between events costs no event, and finds its end', () => {
  expect(
    read(`${'\n'.repeat(1_000_000)}${JSON.stringify(event(1))}${'\n'.repeat(10)}`, 'ndjson'),
  ).toHaveLength(1)
})

test('a large body beyond ASCII is decoded in pieces, wherever a piece ends', () => {
  for (const before of ['', 'a', 'ab', 'abc', '\ufeff']) {
    const text = `${before}${'Größe 漢字 \u{1f600}'.repeat(120_000)}`
    const decoding = decodeBody(Buffer.from(text))
    let pieces = 0
    let step = decoding.next()
    for (; step.done !== true; step = decoding.next()) pieces++
    const { codes, text: decoded } = step.value
    expect(decoded === text.replace('\ufeff', '')).toBe(true)
    expect(pieces).toBeGreaterThan(2)
    expect(codes.length).toBe(decoded.length)
    expect(codes.every((code, i) => code === decoded.charCodeAt(i))).toBe(true)
  }
})
