import { expect, test } from 'vitest'
import { createUlidSource, nextUlid, writeCounter } from './ulid.js'

function createUlids(randomBytes: (count: number) => Uint8Array) {
  const source = createUlidSource(randomBytes)
  return (now: number) => nextUlid(source, now)
}

const zeros = (count: number) => new Uint8Array(count)
const ones = (count: number) => new Uint8Array(count).fill(255)

test('holds its time in the first ten characters', () => {
  // The ULID specification has this example.
  expect(createUlids(zeros)(1469918176385).slice(0, 10)).toBe('01ARYZ6S41')
  expect(createUlids(zeros)(0)).toBe('0'.repeat(26))
  expect(createUlids(ones)(2 ** 48 - 1)).toMatch(/^7ZZZZZZZZZ[0-9A-HJKMNP-TV-Z]{16}$/)
})

test('rises within a millisecond and when the clock steps back', () => {
  const next = createUlids(ones)
  const ids = [5000, 5000, 5000, 4000, 1, 5000, 5001].map(next)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('rises beyond the counters of one millisecond, with the time of the next one', () => {
  const next = createUlids(ones)
  let last = next(5000)
  for (let i = 0; i < 1_200_000; i++) {
    const id = next(5000)
    if (id <= last) throw new Error(`${id} does not rise above ${last}`)
    last = id
  }
  expect(last).toHaveLength(26)
})

test('writes the same counter as ASCII', () => {
  const source = createUlidSource(ones)
  const bytes = new Uint8Array(3)
  for (const counter of [0, 1, 31, 32, 12_345, 2 ** 15 - 1]) {
    writeCounter(bytes, counter)
    const id = nextUlid({ ...source, next: () => counter }, 5000)
    expect(id.slice(-3)).toBe(String.fromCharCode(...bytes))
  }
})

test('draws new random bits each millisecond', () => {
  let calls = 0
  const next = createUlids((count) => new Uint8Array(count).fill(calls++))
  expect(next(1).slice(10, 23)).not.toBe(next(2).slice(10, 23))
  expect(calls).toBe(2)
})
