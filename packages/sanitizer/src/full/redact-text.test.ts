import { fuzz } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactText } from '../index.js'

describe('findings', () => {
  it('give offsets into the input, in order', () => {
    const text = 'call +44 20 7946 0018 or ada@example.com'
    const { findings } = redactText(text)
    expect(findings.map((f) => [f.rule, text.slice(f.start, f.end)])).toEqual([
      ['phone', '+44 20 7946 0018'],
      ['email', 'ada@example.com'],
    ])
  })

  it('give offsets into the input for encoded forms, too', () => {
    const text = 'x=%41&mail=ada%40example%2Ecom;'
    expect(redactText(text).findings.map((f) => text.slice(f.start, f.end))).toEqual(['ada%40example%2Ecom'])
  })

  it('are one where values overlap, named for the longest', () => {
    const { text, findings } = redactText('password=ada@example.com')
    expect(text).toBe('password=[secret]')
    expect(findings.map((f) => f.rule)).toEqual(['secret_key'])
  })

  it('are none and allocate no text when nothing is found', () => {
    const text = 'nothing to see in 12 charts'
    expect(redactText(text)).toEqual({ text, findings: [] })
    expect(redactText(text).findings).toBe(redactText('nor here').findings)
  })
})

describe('switching off', () => {
  it('leaves what only the named rule finds', () => {
    const text = 'ada@example.com +44 20 7946 0018'
    expect(redactText(text, { disable: ['email'] }).text).toBe('ada@example.com [phone]')
  })
})

describe('hostile text', () => {
  it.each([
    ['at signs', '@'],
    ['letters', 'a'],
    ['digits', '1'],
    ['spaced digits', '1 '],
    ['dots', '1.'],
    ['colons', 'a:'],
    ['dashes', '12-'],
    ['open brackets', '['],
    ['keys', 'password='],
    ['percent signs', '%25'],
    ['slashes', '/home/'],
    ['question marks', '?utm_'],
    ['plus signs', '+1'],
    ['words for telephone', 'tel 1'],
    ['begin of keys', '-----BEGIN PRIVATE KEY-----'],
    ['full-width digits', '４'],
  ])('a quarter of a megabyte of %s is redacted, and redacting again changes nothing', (_, unit) => {
    const once = redactText(unit.repeat(Math.ceil(250_000 / unit.length))).text
    expect(redactText(once).text).toBe(once)
  })

  it('finds a value behind a megabyte of anything', () => {
    const { text } = redactText(`${'lorem ipsum '.repeat(90_000)}ada@example.com`)
    expect(text.endsWith('[email]')).toBe(true)
  })
})

describe('twice equals once', () => {
  it('for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const once = redactText(text).text
        expect(redactText(once)).toEqual({ text: once, findings: [] })
      }),
      fuzz(500),
    )
  })

  it('for anything that holds no value, the text stays', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ,.!?]{0,80}$/), (text) => {
        fc.pre(!/\bat\b/.test(text))
        expect(redactText(text).text).toBe(text)
      }),
    )
  })
})
