import { fuzzCases, fuzzSeed } from '@hushlog/base/fuzz'
import { describe, expect, it } from 'vitest'
import { createDraw } from './fixtures/draw.fixture.js'
import { identifiers, sentences } from './fixtures/identifiers.fixture.js'
import { redactText } from './index.js'
import { redactInPage } from './page/index.js'

describe(`identifiers stay as they are, alone and in a sentence (seed ${fuzzSeed})`, () => {
  it.each(Object.entries(identifiers))('%s', (_, identifier) => {
    const draw = createDraw(fuzzSeed)
    const touched: string[] = []
    for (const _ of fuzzCases(500)) {
      if (touched.length >= 10) break
      const id = identifier(draw)
      for (const text of [id, draw.pick(sentences).replace('%s', () => id)])
        if (redactText(text).text !== text || redactInPage(text) !== text) touched.push(text)
    }
    expect(touched).toEqual([])
  })
})
