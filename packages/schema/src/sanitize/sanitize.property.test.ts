import { fuzz } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vectors } from '../vectors/index.js'
import { redactText, sanitize, sanitizeUrl } from './index.js'

/** Values, placeholders and what glues them: neighbours are where a second look finds something new. */
const pieces = fc.oneof(
  fc.constantFrom(...vectors.filter((v) => v.kind === 'text').map((v) => String(v.input))),
  fc.constantFrom(
    '[email]',
    '[secret]',
    '[',
    ']',
    'phone ',
    'password=',
    'token: ',
    'iban ',
    'card ',
    'ssn ',
    'born ',
  ),
  fc.constantFrom(
    ' ',
    '',
    '-',
    '.',
    '/',
    ':',
    '@',
    '=',
    '&',
    '%40',
    '\n',
    '"',
    '\u00a0',
    '\u200b',
    '1',
    '4111',
    '+',
  ),
  fc.string({ maxLength: 6 }),
)
const joined = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''))

describe('twice equals once', () => {
  it('for text joined from values', () => {
    fc.assert(
      fc.property(joined, (text) => {
        const once = redactText(text).text
        expect(redactText(once)).toEqual({ text: once, findings: [] })
      }),
      fuzz(300),
    )
  })

  it('for addresses', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'https://', '/', '//', 'file://', 'http:', 'x:', 'localhost:80/'),
        joined,
        (lead, rest) => {
          const once = sanitizeUrl(lead + rest)
          expect(sanitizeUrl(once)).toBe(once)
        },
      ),
      fuzz(300),
    )
  })

  it('for events, wherever the cut falls', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 140, unit: 'binary' }),
        joined,
        joined,
        fc.nat(1000),
        (a, b, c, fill) => {
          const event = {
            id: '01JDAAAAAAAAAAAAAAAAAAZZZ0',
            event: 'custom',
            ts: '2026-11-21T10:00:00.000Z',
            schema_version: 1,
            name: a + b,
            user: c,
            context: { page_path: `/p/${b}`, page_title: 'x'.repeat(fill % 128) + b },
            properties: { [c]: b, question: 'x'.repeat(fill) + b, kind: a },
          }
          const once = sanitize(event, { content: 'redacted' }).event
          const again = sanitize(once, { content: 'redacted' })
          expect(again.event).toEqual(once)
          expect(again.findings).toEqual({})
          expect(again.removed).toBe(0)
        },
      ),
      fuzz(200),
    )
  })
})

describe('identifiers stay as they are', () => {
  const hex = (length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
  const word = (alphabet: string, length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length })
  const letters = 'abcdefghijklmnopqrstuvwxyz'

  it.each([
    ['UUID', fc.uuid()],
    ['upper-case UUID', fc.uuid().map((id) => id.toUpperCase())],
    // Twenty-six decimal digits may be a Polish account; no ULID of a real clock has digits alone.
    ['ULID', fc.ulid().filter((id) => /[A-Z]/.test(id))],
    ['nanoid', word(`${letters}${letters.toUpperCase()}0123456789_-`, 21)],
    ['trace id', hex(32)],
    // Sixteen decimal digits may be a card, whatever they were meant to be.
    ['span id', hex(16).filter((id) => /[a-f]/.test(id))],
    ['git commit', hex(40)],
    ['SHA-256', hex(64)],
    ['base 36', word(`${letters}0123456789`, 12)],
    ['version', fc.tuple(fc.nat(99), fc.nat(999), fc.nat(9999)).map((v) => v.join('.'))],
    [
      'time',
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((d) => d.toISOString()),
    ],
    ['epoch milliseconds', fc.integer({ min: 1e12, max: 2e12 }).map(String)],
    ['epoch seconds', fc.integer({ min: 1e9, max: 2e9 }).map(String)],
    ['price', fc.tuple(fc.nat(99_999), fc.nat(99)).map(([a, b]) => `$${a}.${String(b).padStart(2, '0')}`)],
    ['order number', fc.integer({ min: 1, max: 99_999_999 }).map((n) => `ORD-${n}`)],
  ] as const)('%s', (_, ids) => {
    fc.assert(
      fc.property(ids as fc.Arbitrary<string>, (id) => {
        expect(redactText(id).text).toBe(id)
      }),
      fuzz(300),
    )
  })
})
