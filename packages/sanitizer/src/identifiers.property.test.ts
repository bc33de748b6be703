import { describe, expect, it } from 'vitest'
import { createDraw } from './fixtures/draw.fixture.js'
import { identifiers, sentences } from './fixtures/identifiers.fixture.js'
import { redactText } from './index.js'
import { redactInPage } from './page/index.js'

/** `npm run fuzz -- identifiers 100000` draws as many of each. */
const RUNS = Number(process.env.HUSHLOG_RUNS ?? 1500)
const SEED = Number(process.env.HUSHLOG_SEED ?? 1)

describe(`identifiers stay as they are, alone and in a sentence (seed ${SEED})`, () => {
  it.each(Object.entries(identifiers))(
    '%s',
    (_, identifier) => {
      const draw = createDraw(SEED)
      const touched: string[] = []
      for (let i = 0; i < RUNS && touched.length < 10; i++) {
        const id = identifier(draw)
        for (const text of [id, draw.pick(sentences).replace('%s', () => id)])
          if (redactText(text).text !== text || redactInPage(text) !== text) touched.push(text)
      }
      expect(touched).toEqual([])
    },
    600_000,
  )
})
