import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { samples } from '../samples.js'
import { sanitize } from '../sanitize/index.js'
import { validate } from '../validate.js'
import { vectors } from '../vectors/index.js'
import { createEncode } from './index.js'

const pseudonymize = (value: string) => `hp_${value.length.toString(16).padStart(32, '0')}`
const contents = ['off', 'redacted'] as const

/** What the long way stores, or undefined where it refuses, removes or finds something. */
function theLongWay(event: unknown, content: 'off' | 'redacted') {
  if (!validate(event).ok) return undefined
  const sanitized = sanitize(event, { content, pseudonymize })
  const touched = Object.keys(sanitized.findings).length + sanitized.removed + sanitized.withheld
  return touched > 0 ? undefined : sanitized
}

function compare(event: unknown) {
  const input = JSON.stringify(event)
  for (const content of contents) {
    const encoded = createEncode({ content, pseudonymize })(event)
    if (encoded === undefined) continue
    const expected = theLongWay(event, content)
    expect(expected, input).toBeDefined()
    expect(JSON.parse(`${encoded.json}}`)).toEqual(expected?.event)
    expect(encoded.hasText).toBe(expected?.hasText)
  }
  expect(JSON.stringify(event)).toBe(input)
}

const strings = [
  ...[
    '',
    'plain words',
    'jane@example.com',
    '4111 1111 1111 1111',
    '"quoted" \\ back',
    'a\nb',
    'é ü 漢字',
    '😀',
  ],
  ...[
    '\ud800',
    'x'.repeat(129),
    'x'.repeat(1001),
    '[email]',
    '/help/orders',
    'https://a.example/b?c=d',
    '__proto__',
  ],
]
const odd = fc.oneof(
  fc.constantFrom<unknown>(...strings, null, true, [], {}, [1], ['a', 'b'], { a: 1 }),
  fc.constantFrom(0, -0, -1, 0.5, 1e21, 2 ** 53, 1e308),
  fc.string(),
)
const field = fc.oneof(
  fc.constantFrom(...new Set(Object.values(samples).flatMap((sample) => Object.keys(sample)))),
  fc.constantFrom('unknown', '__proto__', 'constructor', 'tenant_id'),
)

describe('the short way', () => {
  it.each(Object.values(samples))('writes $event as the long way does, or leaves it', (sample) => {
    compare(JSON.parse(JSON.stringify(sample)))
  })

  it('is taken by what an SDK sends', () => {
    const encode = createEncode({ content: 'off', pseudonymize })
    const taken = Object.values(samples).filter((sample) => {
      const { query_text, response_text, comment, error_message, data_summary, properties, ...metadata } =
        JSON.parse(JSON.stringify(sample)) as Record<string, unknown>
      return theLongWay(metadata, 'off') !== undefined && encode(metadata) !== undefined
    })
    expect(taken.length).toBeGreaterThan(20)
  })

  it('says of every vector what the long way says', () => {
    for (const { kind, input } of vectors) if (kind === 'event') compare(JSON.parse(JSON.stringify(input)))
  })

  it('agrees on events with any field replaced, added or missing', () => {
    const mutation = fc.record({
      sample: fc.constantFrom(...Object.values(samples)),
      path: fc.array(field, { minLength: 1, maxLength: 2 }),
      value: fc.option(odd, { nil: undefined }),
    })
    fc.assert(
      fc.property(mutation, ({ sample, path, value }) => {
        const event = JSON.parse(JSON.stringify(sample)) as Record<string, unknown>
        const [first = '', second] = path
        const inner = Object.hasOwn(event, first) ? event[first] : undefined
        const target = second !== undefined && typeof inner === 'object' && inner !== null ? inner : event
        const name = target === event ? first : (second ?? first)
        Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
        compare(JSON.parse(JSON.stringify(event)))
      }),
      { numRuns: 5_000 },
    )
  })

  it('agrees on every character of ids, at their start and within, and on their lengths', () => {
    const event = { ...samples.agent_response }
    const encode = createEncode({ content: 'redacted', pseudonymize })
    const { query_text, response_text, data_summary, ...plain } = event
    const ids = [
      ['id', plain.id],
      ['session_id', plain.session_id],
      ['trace_id', plain.trace_id],
      ['model', plain.model],
    ] as const
    for (const [name, value = ''] of ids) {
      const rest = value.slice(1)
      const tries = Array.from({ length: 300 }, (_, code) => String.fromCharCode(code)).flatMap(
        (character) => [character + rest, value.slice(0, 5) + character + value.slice(6)],
      )
      for (const length of [0, 1, 25, 26, 27, 64, 65, 128, 129, 192, 193]) tries.push('1'.repeat(length))
      for (const tried of tries) {
        const changed = JSON.parse(JSON.stringify({ ...plain, [name]: tried })) as unknown
        compare(changed)
        expect(encode(changed) === undefined, `${name} ${JSON.stringify(tried)}`).toBe(!validate(changed).ok)
      }
    }
  })

  it('does not answer for what is not an event', () => {
    const encode = createEncode({})
    for (const value of [undefined, null, 1, 'x', [], {}, { event: 'nothing' }, { event: '__proto__' }])
      expect(encode(value)).toBeUndefined()
  })
})
