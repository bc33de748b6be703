import { describe, expect, it } from 'vitest'
import { placeholders } from '../full/normalize.js'
import { redactText } from '../index.js'
import { pageDetectors } from '../page/detectors.js'
import { redactInPage } from '../page/index.js'
import { birthDateSamples } from './birth-date.js'
import { cardSamples } from './card.js'
import { emailSamples } from './email.js'
import { ibanSamples } from './iban.js'
import { rules } from './index.js'
import { ipSamples } from './ip.js'
import { macSamples } from './mac.js'
import { nationalIdSamples } from './national-id.js'
import { nationalIdShapeSamples } from './national-id-shape.js'
import { phoneSamples } from './phone.js'
import type { Samples } from './rule.js'
import { secretKeySamples } from './secret-key.js'
import { secretTokenSamples } from './secret-token.js'
import { secretUrlSamples } from './secret-url.js'
import { urlParamSamples } from './url-param.js'
import { userFolderSamples } from './user-folder.js'

const samples: Readonly<Record<string, Samples>> = {
  birth_date: birthDateSamples,
  card: cardSamples,
  email: emailSamples,
  iban: ibanSamples,
  ip: ipSamples,
  mac: macSamples,
  national_id: {
    match: [...nationalIdSamples.match, ...nationalIdShapeSamples.match],
    clean: [...nationalIdSamples.clean, ...nationalIdShapeSamples.clean],
  },
  phone: phoneSamples,
  secret_key: secretKeySamples,
  secret_token: secretTokenSamples,
  secret_url: secretUrlSamples,
  url_param: urlParamSamples,
  user_folder: userFolderSamples,
}

describe('the table', () => {
  it('has samples for every rule', () => {
    expect(rules.map((r) => r.id).sort()).toEqual(Object.keys(samples))
  })

  it('names rules as counts can carry them', () => {
    for (const { id, placeholder } of rules) {
      expect(id).toMatch(/^[a-z_]{1,32}$/)
      expect(placeholder.replace(placeholders, '')).toBe('')
    }
  })

  it.each(rules.map((r) => [r.placeholder]))('%s matches no rule, whatever is around it', (placeholder) => {
    for (const text of [
      placeholder,
      `password=${placeholder}`,
      `phone: ${placeholder} 12`,
      `a@${placeholder}.com`,
    ]) {
      expect(redactText(text)).toEqual({ text, findings: [] })
    }
  })
})

describe("the page's set", () => {
  const full = new Map(rules.map((rule) => [rule.id, rule]))
  /**
   * The page's detectors that differ from those of the table: they are coarser, and the collector finds what
   * they miss.
   */
  const own = ['card', 'iban', 'phone', 'secret_key', 'secret_token', 'url_param']

  it('takes no entity for a marker', () => {
    expect(redactInPage('ada&#64;example.com &#57344;')).toBe('[email] &#57344;')
  })

  it('writes what the table writes', () => {
    for (const { rule, placeholder } of pageDetectors) expect(full.get(rule)?.placeholder).toBe(placeholder)
  })

  it('shares its patterns with the full set', () => {
    const extra = pageDetectors.filter(
      ({ rule, pattern, accept }) =>
        !full
          .get(rule)
          ?.detectors.some((detector) => detector.pattern === pattern && detector.accept === accept),
    )
    expect(extra.map(({ rule }) => rule).sort()).toEqual(own)
  })
})

describe.each(Object.entries(samples))('%s', (id, { match, clean }) => {
  it.each(match)('finds %j', (text, redacted) => {
    const result = redactText(text)
    expect(result.text).toBe(redacted)
    expect(result.findings.map((f) => f.rule)).toContain(id)
  })

  it.each(clean.map((text) => [text]))('leaves %j', (text) => {
    expect(redactText(text).findings).toEqual([])
  })
})

describe('patterns', () => {
  const patterns = [
    ...rules,
    ...pageDetectors.map((detector) => ({ id: detector.rule, detectors: [detector] })),
  ].flatMap((rule) => rule.detectors.map((detector, i) => [`${rule.id} ${i + 1}`, detector.pattern] as const))

  it.each(patterns)('%s runs over the whole text', (_, pattern) => {
    expect(pattern.global).toBe(true)
  })

  /** Says whether only other alternatives and ends of groups can come before the end of the pattern. */
  function isLast(rest: string): boolean {
    if (rest === '' || rest.startsWith(')')) return rest === '' || isLast(rest.slice(1))
    if (!rest.startsWith('|')) return false
    let depth = 0
    for (let i = 0; i < rest.length; i++) {
      if (rest[i] === '(') depth++
      if (rest[i] === ')' && depth-- === 0) return isLast(rest.slice(i + 1))
    }
    return true
  }

  /**
   * A group that repeats without bound, or repeats something that repeats without bound, is where
   * exponential time begins.
   */
  it.each(patterns)('%s has bounded repetitions only, save one class at the very end', (_, pattern) => {
    const source = pattern.source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x')
    for (const { 0: raw, index } of source.matchAll(/x(?:[*+]|\{\d+,\})(?![?+])/g))
      expect(isLast(source.slice(index + raw.length)), source).toBe(true)
    expect(source).not.toMatch(/[^x](?:[*+](?![?+]?=)|\{\d+,\})/)
  })
})
