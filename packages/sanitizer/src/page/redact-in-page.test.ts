import { expect, it } from 'vitest'
import { whole } from '../rules/rule.js'
import { urlParamInPage } from '../rules/url-param.js'
import { createRedactInPage } from './redact-in-page.js'

it('reads a row of addresses once, and not again from each address in it', () => {
  const { accept = whole } = urlParamInPage
  let candidates = 0
  const redact = createRedactInPage(
    [
      {
        ...urlParamInPage,
        accept(match) {
          candidates++
          return accept(match)
        },
      },
    ],
    [],
  )
  const text = 'https://a?'.repeat(100)
  expect(redact(text, () => undefined)).toBe(text)
  expect(candidates).toBeLessThan(3)
})
