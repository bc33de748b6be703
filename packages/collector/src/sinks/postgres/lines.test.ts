import { expect, it } from 'vitest'
import { toLines } from './lines.js'

const lines = (...texts: readonly string[]) =>
  toLines(texts.map((text) => ({ bytes: Buffer.from(text) }))).toString()

it('joins records by newlines, and takes a newline inside of one for the space that it means', () => {
  expect(lines()).toBe('')
  expect(lines('{"a":1}', '{"b":2}')).toBe('{"a":1}\n{"b":2}')
  expect(lines('{\n"a":1\n}', '{}')).toBe('{ "a":1 }\n{}')
})

it.each([
  ['NUL', String.raw`{"a":"x\u0000y"}`, String.raw`{"a":"x\ufffdy"}`],
  ['a lone high surrogate', String.raw`{"a":"\ud83d"}`, String.raw`{"a":"\ufffd"}`],
  ['a lone low surrogate', String.raw`{"a":"\uDE00!"}`, String.raw`{"a":"\ufffd!"}`],
  ['a high one in front of a pair', String.raw`"\ud83d\ud83d\ude00"`, String.raw`"\ufffd\ud83d\ude00"`],
  ['a high one in front of NUL', String.raw`"\ud83d\u0000"`, String.raw`"\ufffd\ufffd"`],
  ['NUL behind an escaped backslash', String.raw`"\\\u0000"`, String.raw`"\\\ufffd"`],
])('replaces %s', (_what, sent, stored) => expect(lines(sent)).toBe(stored))

it.each([
  String.raw`{"a":"\\u0000 \\\\u0000"}`,
  String.raw`"\ud83d\ude00"`,
  String.raw`"\u001f\u00e4\ud7ff\ue000"`,
  String.raw`"\u00"`,
  String.raw`"\uzzzz"`,
  String.raw`"\u`,
])('leaves %s as it is', (sent) => expect(lines(sent)).toBe(sent))

it('does not change what it was given', () => {
  const bytes = Buffer.from(String.raw`{"a":"\u0000"}`)
  const before = Buffer.from(bytes)
  toLines([{ bytes }])
  expect(bytes.equals(before)).toBe(true)
})
