import { fuzzCases, fuzzSeed } from '@hushlog/base/fuzz'
import { describe, expect, it } from 'vitest'
import { PLACEHOLDER } from './core/placeholders.js'
import { createDraw } from './fixtures/draw.fixture.js'
import { joinFragments } from './fixtures/fragments.fixture.js'
import { redactText, sanitizeUrl } from './index.js'
import { redactText as findInPage, redactInPage } from './page/index.js'

/** Matches a name in brackets, which a page treats as a placeholder and the full engine does not. */
const NAME = new RegExp(`(?!${PLACEHOLDER})\\[[a-z_]{1,30}\\d{0,2}]`)

describe(`twice equals once, for text joined from hostile fragments (seed ${fuzzSeed})`, () => {
  it.each([
    ['the full set', (text: string) => redactText(text).text],
    ["the page's set", (text: string) => redactInPage(text)],
    ['addresses', sanitizeUrl],
  ])('%s', (_, once) => {
    const draw = createDraw(fuzzSeed)
    const changed: string[] = []
    for (const _ of fuzzCases(5_000)) {
      if (changed.length === 10) break
      const text = joinFragments(draw)
      const first = once(text)
      if (once(first) !== first) changed.push(text)
    }
    expect(changed).toEqual([])
  })

  it('the findings that are shown for a page are among those that a page removes', () => {
    const draw = createDraw(fuzzSeed + 2)
    for (const _ of fuzzCases(2_000)) {
      const text = joinFragments(draw)
      // A value with characters of other scripts is found in one of two forms only, and entities by name are
      // left to the collector.
      if (/[^ -~]|&[cp]/.test(text) || NAME.test(text)) continue
      // A page searches the decoded form only where the text has no other value, and removes the rest of the
      // word with a value.
      if (/%|\\[ux]|&#/.test(text)) continue
      const shown = findInPage(text)
      const left = redactInPage(text)
      for (const { rule, start, end } of shown.findings) {
        const raw = text.slice(start, end)
        // A secret has its digit, and an account its word, not behind a placeholder; and it may also stand
        // where it is no value.
        const sure = rule !== 'iban' && (!rule.startsWith('secret') || /\d/.test(raw))
        if (sure && raw.length > 7 && !shown.text.includes(raw)) expect(left, text).not.toContain(raw)
      }
    }
  })

  it('offsets are in order, within the text, and no longer than it', () => {
    const draw = createDraw(fuzzSeed + 1)
    for (const _ of fuzzCases(1_000)) {
      const text = joinFragments(draw)
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
