import { expect, test } from 'vitest'
import { ESCAPED } from './clean-strings.js'
import { createUnchangedEncoder } from './unchanged-encoder.js'

const encoder = createUnchangedEncoder({}, () => undefined)

test('a map that may leave unchanged is encoded', () => {
  expect(encoder.map({ plan: 'pro', seats: 3, trial: false }, 20)).toBe(
    '{"plan":"pro","seats":3,"trial":false}',
  )
})

test.each([
  { first: { mail: 'eva@example.com' } },
  { first: { access_token: 'x' } },
  { first: { 'no key': 1 } },
  { first: { empty: null } },
  { first: { list: [] } },
  { first: { comment: 'fine' } },
])('a map is not read beyond the first member that cannot leave as it is: $first', ({ first }) => {
  let reads = 0
  const map = {
    ...first,
    get later() {
      reads++
      return 'pro'
    },
  }
  expect(encoder.map(map, 20)).toBeUndefined()
  expect(reads).toBe(0)
})

test('a map with more members than may leave is not read at all', () => {
  const map = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, i]))
  expect(encoder.map(map, 20)).toBeUndefined()
})

test('an escape is what JSON writes for a character, or half of a surrogate pair', () => {
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit)
    const isHalf = unit >= 0xd800 && unit <= 0xdfff
    expect(ESCAPED.test(character), unit.toString(16)).toBe(isHalf || JSON.stringify(character).length > 3)
  }
})
