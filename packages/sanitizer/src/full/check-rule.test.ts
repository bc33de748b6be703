import { fuzz } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDetector } from '../core/custom-rule.js'
import { explainRule } from '../index.js'

const said = (pattern: string | RegExp, more = {}) => explainRule({ id: 'own', pattern, ...more })

describe('a rule of an application', () => {
  it.each([
    'EMP-\\d{6}',
    /\b[A-Z]{2,4}-\d{1,10}-\d{1,10}\b/i,
    '(?<![\\w-])ACME[A-Z0-9]{4,12}(?!\\w)',
    'ticket #\\d+',
    '(?:cust|client)-[a-f0-9]{8}',
    '\\d{4}-\\d{4}-\\d{4}',
    /\p{Lu}{2}\d{5}/u,
    '[+*(]{2}\\+\\*',
    'x{2,}?',
    '(?<year>\\d{4})-[0-9]{3}',
  ])('%s may run, in every set of rules', (pattern) => {
    expect(said(pattern)).toBeUndefined()
    toDetector({ id: 'own', pattern })
  })

  it.each([
    ['(a+)+$', 'write the repetition out'],
    ['([a-zA-Z]+)*', 'write the repetition out'],
    ['(a|aa)+', 'write the repetition out'],
    ['(a|a?)+', 'write the repetition out'],
    ['(?:\\d{4}-){3}', 'write the repetition out'],
    ['(?:(?:a?)b?){99}', 'write the repetition out'],
    ['(.*)(.*)(.*)', 'very end'],
    ['^(\\w+\\s?)*$', 'write the repetition out'],
    ['\\s+$', 'very end'],
    ['\\d+x', 'very end'],
    ['foo(?=\\d+)', 'very end'],
    ['(?<=a*)b', 'very end'],
    ['(\\w)\\1', 'backreference'],
    ['(?<q>["\'])x\\k<q>', 'backreference'],
    ['a{1,50}a{1,50}a{1,50}b', '2000 steps'],
    ['a{1,9999}b', '2000 steps'],
    ['(?:a{1,50}|b{1,50})c{1,30}d', '2000 steps'],
    ['a{2001}', '2000 steps'],
    ['a*', 'empty text'],
    ['\\b', 'empty text'],
    ['x|', 'empty text'],
    ['(', 'not a regular expression'],
    ['\\p{Lu}', 'flag u'],
    ['\\u{1,}x', 'flag u'],
    [/[[a-z]--[aeiou]]/v, 'flags i, m, s and u'],
  ])('%s is refused: %s', (pattern, why) => {
    expect(said(pattern)).toContain(why)
  })

  it.each([
    [{ id: 'Employee' }, 'its id'],
    [{ id: 'x'.repeat(33) }, 'its id'],
    [{ id: 'email' }, 'built-in'],
    [{ replacement: 'XXX' }, 'in brackets'],
    [{ replacement: '' }, 'in brackets'],
    [{ replacement: '[a b]' }, 'in brackets'],
    [{ flags: 'x' }, 'flags'],
  ])('%j is refused: %s', (more, why) => {
    expect(said('EMP-\\d{6}', more)).toContain(why)
  })

  it.each(['(a+)+b', '(.*)x', '\\d+x', '(a)\\1', '(?:a|aa){9}', '(?:a?){9}'])(
    '%s is refused in pages too',
    (pattern) => {
      expect(() => toDetector({ id: 'own', pattern })).toThrow('sanitize_failed at rules.own')
    },
  )

  it('needs no more of what a page asks than of what a server asks', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        if (said(pattern) === undefined) toDetector({ id: 'own', pattern })
      }),
      fuzz(1_000),
    )
  })
})

/** Patterns of every construct, most of them over one letter, so that their parts get in each other's way. */
const atoms = fc.constantFrom('a', 'a', '(?:aa|a)', 'b', '[ab]', '\\w', '.', '(?=a)', '(?<!b)', '\\b', 'aa')
const counts = fc.oneof(
  fc.constantFrom('', '', '', '?', '+', '*', '{2,}', '{3}', '??', '+?'),
  fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 40 })).map(([from, more]) => `{${from},${from + more}}`),
)
const { patterns } = fc.letrec<{ patterns: string; part: string; group: string }>((tie) => ({
  patterns: fc.array(tie('part'), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
  part: fc
    .tuple(fc.oneof({ depthSize: 'small' }, atoms, atoms, tie('group')), counts)
    .map((two) => two.join('')),
  group: fc
    .tuple(
      fc.constantFrom('(', '(?:', '(?=', '(?<!'),
      fc.array(tie('patterns'), { minLength: 1, maxLength: 3 }),
    )
    .map(([open, parts]) => `${open}${parts.join('|')})`),
}))

/** Returns the milliseconds that all matches take, the best of three runs. */
function took(pattern: string, text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < 3; i++) {
    const started = performance.now()
    for (const match of text.matchAll(new RegExp(pattern, 'g'))) void match
    best = Math.min(best, performance.now() - started)
  }
  return best
}

describe('accepted patterns take linear time', () => {
  /** One letter over and over, with what makes the last step fail. */
  const hostile = (size: number) => [
    'a'.repeat(size),
    `${'a'.repeat(size)}!`,
    'ab'.repeat(size / 2),
    'b'.repeat(size),
    `${'a'.repeat(40)}!`.repeat(size / 41),
  ]

  it('on texts that are made to go wrong', () => {
    let accepted = 0
    fc.assert(
      fc.property(patterns, (pattern) => {
        if (said(pattern) !== undefined) return
        accepted++
        const small = hostile(2_000)
        // Eight times the text: linear is 8, quadratic 64. What takes no time cannot be compared, and a busy
        // machine may make one of several tries look slow, but not all of them.
        const slow = (text: string, i: number) => {
          const long = took(pattern, text)
          return long > 4 && long / took(pattern, small[i] ?? '') > 32
        }
        for (const [i, text] of hostile(16_000).entries())
          expect(
            [1, 2, 3, 4, 5].every(() => slow(text, i)),
            pattern,
          ).toBe(false)
      }),
      fuzz(600),
    )
    expect(accepted).toBeGreaterThan(30)
  })
})
