import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { isPseudonym, pseudonym } from './subject.js'

it('is the first 128 bits of SHA-256 under a label of its own', () => {
  const digest = createHash('sha256').update('hushlog/subject/1:user-42').digest('hex')
  expect(pseudonym('user-42')).toBe(`hu_${digest.slice(0, 32)}`)
})

it('leaves both forms as they are', () => {
  for (const form of ['hu_0123456789abcdef0123456789abcdef', 'hp_0123456789abcdef0123456789abcdef']) {
    expect(isPseudonym(form)).toBe(true)
    expect(pseudonym(form)).toBe(form)
  }
})

it('takes nothing else for a pseudonym', () => {
  for (const other of [
    'hu_',
    'HU_0123456789abcdef0123456789abcdef',
    'hu_0123456789abcdef0123456789abcdef\n',
    '',
  ]) {
    expect(isPseudonym(other)).toBe(false)
    expect(isPseudonym(pseudonym(other))).toBe(true)
  }
})
