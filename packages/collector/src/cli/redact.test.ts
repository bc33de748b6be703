import { expect, test } from 'vitest'
import { linesOf } from './redact.js'

async function* chunks(...given: string[]): AsyncGenerator<string> {
  yield* given
}

test.each([
  [['a\nb\n'], ['a\n', 'b\n']],
  [
    ['a', 'b\nc', '\n', '\nd'],
    ['ab\n', 'c\n', '\n', 'd'],
  ],
  [
    ['', 'a\r\nb'],
    ['a\r\n', 'b'],
  ],
  [[], []],
])('lines of %j, wherever a chunk ends', async (given, lines) => {
  const all: string[] = []
  for await (const line of linesOf(chunks(...given))) all.push(line)
  expect(all.filter((line) => line !== '')).toEqual(lines)
})
