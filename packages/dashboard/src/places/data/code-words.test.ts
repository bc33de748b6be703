import { describe, expect, it } from 'vitest'
import { codeWords, readCodes } from './code-words.js'

describe('the words of codes', () => {
  it('has what the documentation says of a code, in plain words', () => {
    expect(codeWords.get('unknown_key')).toMatchObject({ means: 'No tenant has this write key.' })
    expect(codeWords.get('unknown_key')?.advice).toContain('hushlog keys list')
  })

  it('reads tables with and without a status, and nothing else', () => {
    const text =
      '| 400 | `a_b` | Means `x`. | See [this](y.md). |\n| `c` | Two | Three |\ntext `d` | e\n| code | means |'
    expect([...readCodes(text)]).toEqual([
      ['a_b', { means: 'Means x.', advice: 'See this.' }],
      ['c', { means: 'Two', advice: 'Three' }],
    ])
  })
})
