import { fuzz } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rememberClean } from './known-clean.js'

const HIDDEN = '[hidden]'

function setUp() {
  const asked: string[] = []
  const found: string[] = []
  const redact = rememberClean((text, count) => {
    asked.push(text)
    if (!text.includes('x')) return text
    count('rule')
    return HIDDEN
  })
  return { asked, found, run: (text: string) => redact(text, (rule) => found.push(rule)) }
}

it('scans a short clean string once', () => {
  const { asked, run } = setUp()
  expect(['billing', 'billing', '', 'billing'].map(run)).toEqual(['billing', 'billing', '', 'billing'])
  expect(asked.filter((text) => text !== '')).toEqual(['billing'])
})

it('scans and counts each time what is not clean, and what is long', () => {
  const { asked, found, run } = setUp()
  const long = 'a label of some length'
  expect(['x', long, 'x', long].map(run)).toEqual([HIDDEN, long, HIDDEN, long])
  expect(asked).toEqual(['x', long, 'x', long])
  expect(found).toEqual(['rule', 'rule'])
})

it('answers as it would without, whatever came before', () => {
  const { run } = setUp()
  const short = fc.string({
    minLength: 0,
    maxLength: 4,
    unit: fc.constantFrom('a', 'b', 'x', ' ', '\u{1f600}'),
  })
  fc.assert(
    fc.property(short, (text) => run(text) === (text.includes('x') ? HIDDEN : text)),
    fuzz(1_000),
  )
})
