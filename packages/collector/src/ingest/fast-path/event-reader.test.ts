import { fuzz } from '@hushlog/base/fuzz'
import { validate } from '@hushlog/schema'
import { sanitize } from '@hushlog/schema/sanitize'
import { vectors } from '@hushlog/schema/vectors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { samples } from '../../../../schema/src/samples.fixture.js'
import { createEventReader } from './event-reader.js'
import type { Source } from './source.js'
import { createSubjects } from './subjects.js'

const pseudonymize = (value: string) => `hp_${value.length.toString(16).padStart(32, '0')}`
const denyKeys = ['Topic', 'secret', 'page_title']
const choices = [
  { content: 'off', pseudonymize },
  { content: 'redacted', pseudonymize },
  { content: 'off', pseudonymize, denyKeys },
] as const
const subjects = createSubjects(pseudonymize)
/** The readers serve all tests, so that their memory is tested too. */
const readers = choices.map((options) => ({ options, read: createEventReader(options) }))
const [metadataReader] = readers
if (metadataReader === undefined) throw new Error('no reader')

/** Yields the text as units of two bytes, and of one byte where that is enough. */
function* sourcesOf(text: string) {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  yield { text, codes: Uint16Array.from(units) }
  if (units.every((unit) => unit < 128)) yield { text, codes: Uint8Array.from(units) }
}

/** Returns what the slow path stores of the text; undefined where it refuses the event or finds something. */
function slowPath(text: string, options: (typeof choices)[number]) {
  const event = parsed(text)
  if (event === undefined || !validate(event).ok) return undefined
  const sanitized = sanitize(event, options)
  const touched = Object.keys(sanitized.findings).length + sanitized.removed + sanitized.withheld
  return touched > 0 ? undefined : sanitized
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Compares both paths, and says whether any reader passed the text. */
function compare(text: string): boolean {
  let some = false
  for (const source of sourcesOf(text)) if (compareSource(source)) some = true
  return some
}

function compareSource(source: Source): boolean {
  const { text } = source
  let some = false
  for (const { options, read } of readers) {
    const passed = read(source, 0, subjects)
    if (passed === undefined || passed.end !== text.length) continue
    some = true
    const expected = slowPath(text, options)
    expect(expected, text).toBeDefined()
    expect(JSON.parse(`${passed.json}}`), text).toEqual(expected?.event)
    expect(passed.hasText).toBe(expected?.hasText)
    const { id, event, ts } = passed
    expect(expected?.event).toMatchObject({ id, event, ts })
    const context = expected?.event.context as Record<string, unknown> | undefined
    expect(passed.redactions).toBe(context?.redactions)
    expect(passed.hasDevice).toBe(context?.device_class !== undefined)
  }
  return some
}

const plainSamples = Object.values(samples).map((sample) => {
  const { query_text, response_text, comment, error_message, data_summary, properties, ...plain } =
    sample as unknown as Record<string, unknown>
  return plain
})
const anySample = fc.constantFrom(...Object.values(samples), ...plainSamples)

describe('an event in a text', () => {
  it('gets the pseudonyms of its tenant, also when another tenant had the same person just before', () => {
    const text = JSON.stringify({ ...plainSamples[0], user: 'somebody' })
    const [source] = sourcesOf(text)
    if (source === undefined) throw new Error('no source')
    const tenants = ['a', 'b'].map((digit) => ({
      digit,
      own: createSubjects(() => `hp_${digit.repeat(32)}`),
    }))
    for (const { digit, own } of [...tenants, ...tenants])
      expect(JSON.parse(`${metadataReader.read(source, 0, own)?.json}}`)).toMatchObject({
        user: `hp_${digit.repeat(32)}`,
      })
  })

  it('passes as an SDK sends it, whatever the order of its fields behind the type', () => {
    const taken = plainSamples.filter((sample) => compare(JSON.stringify(sample)))
    expect(taken.length).toBeGreaterThan(20)
    for (const { event, ...fields } of taken) {
      const reversed = { event, ...Object.fromEntries(Object.entries(fields).reverse()) }
      expect(compare(JSON.stringify(reversed)), JSON.stringify(reversed)).toBe(true)
    }
  })

  it('is cut out of the text that it stands in', () => {
    const events = plainSamples.map((sample) => JSON.stringify(sample))
    const text = `[${events.join(',')}]`
    const source = { text, codes: Uint16Array.from(text, (unit) => unit.charCodeAt(0)) }
    let at = 1
    let count = 0
    for (const event of events) {
      const passed = metadataReader.read(source, at, subjects)
      if (passed !== undefined) {
        expect(JSON.parse(`${passed.json}}`)).toEqual(slowPath(event, metadataReader.options)?.event)
        expect(text.slice(at, passed.end)).toBe(event)
        count++
      }
      at += event.length + 1
    }
    expect(count).toBeGreaterThan(20)
  })

  it('says of every sample and vector what the slow path says', () => {
    for (const sample of Object.values(samples)) compare(JSON.stringify(sample))
    for (const { kind, input } of vectors) if (kind === 'event') compare(JSON.stringify(input))
  })

  it('agrees with the slow path after any change of its text', () => {
    const pieces = [
      ...[
        '"',
        '\\',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        ' ',
        '\n',
        '\u0000',
        '0',
        '-',
        '.',
        'e9',
        '1',
        '00',
        'null',
      ],
      ...[
        'é',
        '😀',
        '\ud800',
        '\\n',
        '\\"',
        '\\u0041',
        '\\ud800',
        '\\x',
        'true',
        '{}',
        '[]',
        '"a"',
        '__proto__',
      ],
      ...['jane@example.com', '4111 1111 1111 1111', '",', '":', '"x":1,', ',"x":1', '"success":true,'],
      ...['"id":"01HZZZZZZZZZZZZZZZZZZZZZZZ",', '"context":{},', '"topic":"a",', '"schema_version":1,'],
    ]
    const change = fc.record({
      sample: anySample,
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(3),
      added: fc.oneof(fc.constantFrom('', ...pieces), fc.string({ maxLength: 3 })),
    })
    fc.assert(
      fc.property(change, ({ sample, at, removed, added }) => {
        const text = JSON.stringify(sample)
        const from = Math.floor(at * text.length)
        compare(text.slice(0, from) + added + text.slice(from + removed))
      }),
      fuzz(2_000),
    )
  })

  it('agrees with the slow path on members that come twice, from elsewhere, or not', () => {
    const members = Object.values(samples).flatMap((sample) =>
      Object.entries(sample).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
    )
    const mixed = fc.record({
      sample: anySample,
      added: fc.array(fc.constantFrom(...members), { maxLength: 3 }),
      left: fc.nat(20),
      at: fc.nat(20),
    })
    fc.assert(
      fc.property(mixed, ({ sample, added, left, at }) => {
        const own = Object.entries(sample).map(
          ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
        )
        own.splice(left, 1)
        own.splice(at, 0, ...added)
        compare(`{${own.join(',')}}`)
      }),
      fuzz(1_000),
    )
  })

  it('agrees with the slow path on events with any field replaced, added or missing', () => {
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
    const mutation = fc.record({
      sample: anySample,
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
        compare(JSON.stringify(event))
      }),
      fuzz(1_000),
    )
  })

  it('agrees with the slow path on every character of ids, at their start and within, and on their lengths', () => {
    const { query_text, response_text, data_summary, event, ...plain } = samples.agent_response
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
        const text = JSON.stringify({ event, ...plain, [name]: tried })
        expect(compare(text), `${name} ${JSON.stringify(tried)}`).toBe(validate(JSON.parse(text)).ok)
      }
    }
  })

  it.each([
    ['0', true],
    ['12', true],
    ['1000000000000', true],
    ['1000000000001', false],
    ['9007199254740993', false],
    ['-1', false],
    ['-0', false],
    ['01', false],
    ['1.0', false],
    ['1e3', false],
    ['+1', false],
    ['', false],
    ['null', false],
    ['"1"', false],
  ])('passes %s for a count: %s', (count, passes) => {
    const event = { ...plainSamples.find((sample) => sample.event === 'user_query'), query_length: 7 }
    expect(compare(JSON.stringify(event).replace('"query_length":7', `"query_length":${count}`))).toBe(passes)
  })

  it.each([
    ['0.5', true],
    ['45.12345678901234567', true],
    ['315576000', true],
    ['315576000.1', false],
    ['1000000000000000000000000000000', false],
    ['0.1234567890123456789012345678901234567890', false],
    ['.5', false],
    ['5.', false],
    ['00.5', false],
    ['1e-3', false],
    ['-0.0', false],
    ['-0.5', false],
  ])('passes %s for a duration: %s', (duration, passes) => {
    const event = { ...plainSamples.find((sample) => sample.event === 'session_end'), duration_seconds: 7 }
    const text = JSON.stringify(event).replace('"duration_seconds":7', `"duration_seconds":${duration}`)
    expect(compare(text)).toBe(passes)
  })

  it.each([
    ['2026-01-31T12:00:59.999Z', true],
    ['2026-01-31T12:00:07Z', true],
    ['2026-01-31T12:00:07.123456789Z', true],
    ['2026-01-31T12:00:07.1234567890Z', false],
    ['2026-01-31T12:00:60Z', false],
    ['2026-01-31T12:00:7Z', false],
    ['2026-01-31T12:00:007Z', false],
    ['2026-01-31T12:00:07.Z', false],
    ['2026-01-31T12:00:07', false],
    ['2026-01-31T12:60:07Z', false],
    ['2026-02-29T12:00:07Z', false],
    ['2028-02-29T12:00:07Z', true],
  ])('passes the time %s: %s, also after one of the same minute', (ts, passes) => {
    const [sample] = plainSamples
    for (const before of ['2026-01-31T12:00:00.000Z', '2026-01-30T12:00:00.000Z']) {
      expect(compare(JSON.stringify({ ...sample, ts: before }))).toBe(true)
      expect(compare(JSON.stringify({ ...sample, ts })), before).toBe(passes)
    }
  })

  it('takes a text with escapes as it stands, when they are those that JavaScript writes', () => {
    const sample = { ...samples.user_query, query_text: 'Two lines\nand "words" \\ slashes' }
    const text = JSON.stringify(sample)
    expect(compare(text)).toBe(true)
    expect(compare(text.replace('\\n', '\\u000a'))).toBe(false)
    expect(compare(text.replace('\\n', '\\u0000a'))).toBe(true)
  })

  it('does not confuse what it remembers of one event with another', () => {
    const [sample] = plainSamples
    const withContext = (context: object) => JSON.stringify({ ...sample, context })
    const page = { sdk: 'browser', page_title: 'Plans {and} prices' }
    for (const context of [
      page,
      page,
      { ...page, redactions: 'email:1' },
      { ...page, redactions: 'email:1' },
      page,
    ])
      expect(compare(withContext(context)), JSON.stringify(context)).toBe(true)
    const text = withContext({ sdk: 'browser' })
    expect(compare(text)).toBe(true)
    expect(compare(text.replace('"browser"}', '"browser"}}'))).toBe(false)
    expect(compare(text.replace('"browser"}', '"browser","sdk":"node"}'))).toBe(false)
    expect(compare(text.replace('"browser"}', '"browser"},"context":{"sdk":"browser"}'))).toBe(false)
  })

  it('leaves an id of a person that is longer than erasure takes to the slow path, which refuses it', () => {
    const [sample] = plainSamples
    expect(compare(JSON.stringify({ ...sample, user: 'x'.repeat(1024) }))).toBe(true)
    expect(compare(JSON.stringify({ ...sample, user: 'x'.repeat(1025) }))).toBe(false)
  })

  it('replaces who a person is, and takes nothing for one that is no JSON', () => {
    const text = JSON.stringify({ ...plainSamples[0], user: 'somebody' })
    for (let time = 0; time < 2; time++) {
      expect(compare(text)).toBe(true)
      for (const user of ['some\u0001body', 'some\\body', 'some\\"body', ''])
        expect(compare(text.replace('somebody', user)), user).toBe(false)
    }
  })
})
