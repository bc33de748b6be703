import { expect, test } from 'vitest'
import { createSlab } from './slab.js'

test('writes texts of any length and script, none over another', () => {
  const toBytes = createSlab()
  const texts = [
    '',
    'a',
    'é漢😀',
    'x'.repeat(90_000),
    'y'.repeat(60_000),
    '漢'.repeat(80_000),
    'z'.repeat(300_000),
  ]
  const all = [...texts, ...texts, ...texts]
  const written = all.map((text) => toBytes(text, /^[a-z]*$/.test(text)))
  expect(written.map((bytes) => new TextDecoder().decode(bytes))).toEqual(all)
})
