import { fuzzCases, fuzzSeed } from '@hushlog/base/fuzz'
import { describe, expect, it } from 'vitest'
import { PLACEHOLDER } from './core/placeholders.js'
import { createDraw } from './fixtures/draw.fixture.js'
import { glued } from './fixtures/fragments.fixture.js'
import { redactText, sanitizeUrl } from './index.js'
import { redactText as findInPage, redactInPage } from './page/index.js'

/** In a page as good as a placeholder, in the table only those that it writes. */
const NAME = new RegExp(`(?!${PLACEHOLDER})\\[[a-z_]{1,30}\\d{0,2}]`)

describe(`twice equals once, for text glued from hostile fragments (seed ${fuzzSeed})`, () => {
  it.each([
    ['the full set', (text: string) => redactText(text).text],
    ["the browser's set", (text: string) => redactInPage(text)],
    ['addresses', sanitizeUrl],
  ])('%s', (_, once) => {
    const draw = createDraw(fuzzSeed)
    const changed: string[] = []
    for (const _ of fuzzCases(5_000)) {
      if (changed.length === 10) break
      const text = glued(draw)
      const first = once(text)
      if (once(first) !== first) changed.push(text)
    }
    expect(changed).toEqual([])
  })

  it('what is shown of a page is no more than what a page takes away', () => {
    const draw = createDraw(fuzzSeed + 2)
    for (const _ of fuzzCases(2_000)) {
      const text = glued(draw)
      // What mixes other scripts into a value is seen in one of two forms only, and entities by name are the collector's.
      if (/[^ -~]|&[cp]/.test(text) || NAME.test(text)) continue
      // What is encoded a page looks for only where the text as it stands shows nothing, and with a value it takes the rest of the word.
      if (/%|\\[ux]|&#/.test(text)) continue
      const shown = findInPage(text)
      const left = redactInPage(text)
      for (const { rule, start, end } of shown.findings) {
        const raw = text.slice(start, end)
        // A secret has its digit, and an account its word, not behind a placeholder; and it may also stand where it is no value.
        const sure = rule !== 'iban' && (!rule.startsWith('secret') || /\d/.test(raw))
        if (sure && raw.length > 7 && !shown.text.includes(raw)) expect(left, text).not.toContain(raw)
      }
    }
  })

  it('offsets are in order, within the text, and no longer than it', () => {
    const draw = createDraw(fuzzSeed + 1)
    for (const _ of fuzzCases(1_000)) {
      const text = glued(draw)
      let last = 0
      for (const { start, end } of redactText(text).findings) {
        expect(start, text).toBeGreaterThanOrEqual(last)
        expect(end, text).toBeGreaterThan(start)
        last = end
      }
      expect(last, text).toBeLessThanOrEqual(text.length)
    }
  })
})
