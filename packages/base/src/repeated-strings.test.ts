import { expect, it } from 'vitest'
import { createRepeatedStrings } from './repeated-strings.js'

it('remembers a string that comes again, and none that comes once', () => {
  const known = createRepeatedStrings<number>(1024)
  expect(known.get('plan')).toBeUndefined()
  known.add('plan', 1)
  expect(known.get('plan')).toBeUndefined()
  known.add('plan', 1)
  expect(known.get('plan')).toBe(1)
  expect(known.get('plam')).toBeUndefined()
})

it('keeps what repeats while others never do, and never takes one string for another', () => {
  const known = createRepeatedStrings<string>(1024)
  const often = Array.from({ length: 100 }, (_, i) => `often ${i}`)
  for (const text of [...often, ...often]) if (known.get(text) === undefined) known.add(text, text)
  const kept = often.filter((text) => known.get(text) === text)
  expect(kept.length).toBeGreaterThan(85)
  for (let i = 0; i < 50_000; i++) {
    const text = `once ${i}`
    expect(known.get(text)).toBeUndefined()
    known.add(text, text)
  }
  expect(often.filter((text) => known.get(text) === text)).toEqual(kept)
})
