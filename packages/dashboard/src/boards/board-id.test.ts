import { describe, expect, it } from 'vitest'
import { boardIdOf } from './board-id.js'

describe('the id of a board', () => {
  it('is made of the letters and digits of the name', () => {
    expect(boardIdOf('  Déjà vu: 2nd board!', new Set())).toBe('de-ja-vu-2nd-board')
    expect(boardIdOf('<script>', new Set())).toBe('script')
    expect(boardIdOf('المحادثات', new Set())).toBe('board')
  })

  it('is one that is not taken, and is short', () => {
    expect(boardIdOf('A', new Set(['a', 'a-2']))).toBe('a-3')
    expect(boardIdOf('x'.repeat(10_000), new Set())).toMatch(/^x{36}$/)
  })
})
