import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf } from '../core/bytes.js'
import { createPartCheck, DIGITS, partsOf } from './together.js'

const parts = partsOf(4, DIGITS, ' -', 'abc')

test('what is remembered of earlier windows changes no answer', () => {
  const text = fc.string({ unit: fc.constantFrom(...'1234 -ab;é'), maxLength: 60 })
  const windows = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 20 })
  fc.assert(
    fc.property(text, windows, fc.boolean(), (given, all, inOrder) => {
      const check = createPartCheck(parts)
      const ordered = inOrder ? all.toSorted(([a], [b]) => a - b) : all
      for (const [from, length] of ordered) {
        const [start, end] = [Math.min(from, given.length), Math.min(from + length, given.length)]
        const bytes = bytesOf(given)
        expect(check(given, bytes, start, end)).toBe(createPartCheck(parts)(given, bytes, start, end))
      }
    }),
    { numRuns: 2_000 },
  )
})

test('the digits of one number are counted once for all words before them', () => {
  const words = 'call '.repeat(40)
  const text = `${words}555 0123`
  let reads = 0
  const bytes = new Proxy(bytesOf(text).slice(), {
    get(target, name) {
      reads++
      return Reflect.get(target, name) as unknown
    },
  })
  const check = createPartCheck(parts)
  for (let start = 5; start <= words.length; start += 5)
    expect(check(text, bytes, start, text.length)).toBe(true)
  expect(reads).toBeLessThan(2 * text.length)
})
