import { expect, test } from 'vitest'
import { createUlids, nextUlid } from './ulid.js'

function createUlid(randomBytes: (length: number) => Uint8Array) {
  const ids = createUlids(randomBytes)
  return (now: number) => nextUlid(ids, now)
}

const zeros = (length: number) => new Uint8Array(length)
const ones = (length: number) => new Uint8Array(length).fill(255)

test('holds its time in the first ten characters', () => {
  // The example of the ULID specification.
  expect(createUlid(zeros)(1469918176385).slice(0, 10)).toBe('01ARYZ6S41')
  expect(createUlid(zeros)(0)).toBe('0'.repeat(26))
  expect(createUlid(ones)(2 ** 48 - 1)).toMatch(/^7ZZZZZZZZZ[0-9A-HJKMNP-TV-Z]{16}$/)
})

test('rises within a millisecond and when the clock steps back', () => {
  const next = createUlid(ones)
  const ids = [5000, 5000, 5000, 4000, 1, 5000, 5001].map(next)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('has room for more ids than a millisecond can bring, and borrows the next when it is full', () => {
  const next = createUlid(ones)
  let last = next(5000)
  for (let i = 0; i < 1_200_000; i++) {
    const id = next(5000)
    if (id <= last) throw new Error(`${id} does not rise above ${last}`)
    last = id
  }
  expect(last).toHaveLength(26)
})

test('draws new random bits each millisecond', () => {
  let calls = 0
  const next = createUlid((length) => new Uint8Array(length).fill(calls++))
  expect(next(1).slice(10, 22)).not.toBe(next(2).slice(10, 22))
  expect(calls).toBe(2)
})
