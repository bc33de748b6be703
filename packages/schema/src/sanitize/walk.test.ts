import { SanitizeError, type SanitizeFailure } from '@hushlog/sanitizer/engine'
import { engineFor } from '@hushlog/sanitizer/full'
import { describe, expect, it } from 'vitest'
import { convert } from './convert.js'
import { policy as policyInFull } from './full-policy.js'
import { sanitize } from './index.js'
import { sanitizeOther } from './other.js'
import { pseudonymizeChecked } from './pseudonymize.js'
import { createSanitize } from './sanitize-event.js'
import type { FieldPolicy, Policy, RemovedField, SanitizeOptions } from './types.js'

const fieldsOf = (fields: Record<string, FieldPolicy>): Record<string, FieldPolicy> =>
  Object.assign(Object.create(null), fields)

const policy: Policy = {
  events: new Map([
    [
      'thing',
      fieldsOf({
        event: /^[a-z_]+$/,
        code: /^[a-z0-9-]{1,16}$/,
        long: /^[a-z]*$/,
        label: 'label',
        text: 'text',
        url: 'url',
        user: 'subject',
        ms: 'number',
        count: 'integer',
        ok: 'boolean',
        tags: 'array',
        inner: 'object',
        properties: 'map',
      }),
    ],
  ]),
  objects: new Map([['inner', fieldsOf({ name: 'label' })]]),
}

const walk = createSanitize(policy, engineFor, pseudonymizeChecked, { convert, sanitizeOther })

const clean = (fields: object, options?: SanitizeOptions) => walk({ event: 'thing', ...fields }, options)

function failure(run: () => unknown): { code: SanitizeFailure; path: string; message: string } {
  try {
    run()
  } catch (error) {
    if (error instanceof SanitizeError) return { code: error.code, path: error.path, message: error.message }
    throw error
  }
  throw new Error('did not fail')
}

const SENTINEL = 'ada@example.com'

describe('the event', () => {
  it('is a new object, and the input is not touched', () => {
    const inner = Object.freeze({ name: SENTINEL, other: 1 })
    const input = Object.freeze({ event: 'thing', inner, extra: 1 })
    const { event, removed } = walk(input)
    expect(event).toEqual({ event: 'thing', inner: { name: '[email]' } })
    expect(removed).toBe(2)
    expect(input).toEqual({ event: 'thing', inner: { name: SENTINEL, other: 1 }, extra: 1 })
  })

  it('never reads what the catalogue does not name, nor what is not its own', () => {
    const trap = () => {
      throw new Error('read')
    }
    const input = Object.defineProperty({ event: 'thing' }, 'extra', { get: trap, enumerable: true })
    Object.setPrototypeOf(input, Object.defineProperty({}, 'label', { get: trap, enumerable: true }))
    expect(walk(input)).toMatchObject({ event: { event: 'thing' }, removed: 1 })
  })

  it('has no type that it only inherits', () => {
    const input = Object.create({ event: 'page_view' })
    expect(
      createSanitize(policyInFull, engineFor, pseudonymizeChecked, { convert, sanitizeOther })(input).event,
    ).toEqual({})
    expect(failure(() => sanitize(input))).toMatchObject({ code: 'missing_field', path: 'event' })
  })

  it('reads its type once', () => {
    let reads = 0
    const input = {
      get event() {
        reads++
        return reads === 1 ? 'thing' : SENTINEL
      },
    }
    expect(walk(input).event).toEqual({ event: 'thing' })
    expect(reads).toBe(1)
  })

  it('takes a name that every object has for an unknown one, and leaves what a host gave all objects alone', () => {
    Object.defineProperty(Object.prototype, 'label', {
      value: SENTINEL,
      enumerable: true,
      configurable: true,
      writable: true,
    })
    try {
      const input = JSON.parse('{"event":"thing","__proto__":1,"constructor":2,"toString":3,"0":4}')
      expect(walk(input)).toMatchObject({ event: { event: 'thing' }, removed: 4 })
      expect(Object.keys(walk(input).event)).toEqual(['event'])
    } finally {
      delete (Object.prototype as { label?: unknown }).label
    }
  })

  it('ignores symbols and what is not enumerable', () => {
    const input = Object.defineProperty({ event: 'thing', [Symbol('label')]: SENTINEL }, 'label', {
      value: SENTINEL,
      enumerable: false,
    })
    expect(walk(input)).toMatchObject({ event: { event: 'thing' }, removed: 0 })
  })
})

describe('fails closed, without a value in the message', () => {
  it.each<[string, unknown, SanitizeFailure, string]>([
    ['nothing', undefined, 'invalid_type', ''],
    ['a string', SENTINEL, 'invalid_type', ''],
    ['a function', () => SENTINEL, 'invalid_type', ''],
    ['a date', new Date(0), 'invalid_type', ''],
    ['a map', new Map([['event', 'thing']]), 'invalid_type', ''],
    ['no type', { code: 'x' }, 'missing_field', 'event'],
    ['an unknown type', { event: 'other' }, 'unknown_event', 'event'],
    ['an object in place of an event', { event: 'inner', name: 'x' }, 'unknown_event', 'event'],
    ['a type with a sign', { event: '(inner', name: 'x' }, 'unknown_event', 'event'],
  ])('%s', (_, input, code, path) => {
    const error = failure(() => walk(input))
    expect(error).toMatchObject({ code, path })
    expect(error.message).not.toContain(SENTINEL)
  })

  it('a getter that throws', () => {
    const input = {
      event: 'thing',
      inner: {
        get name(): string {
          throw new Error(SENTINEL)
        },
      },
    }
    const error = failure(() => walk(input))
    expect(error).toEqual({
      code: 'sanitize_failed',
      path: 'inner.name',
      message: 'sanitize_failed at inner.name',
    })
  })

  it('a revoked proxy and a proxy that throws', () => {
    const { proxy, revoke } = Proxy.revocable({ event: 'thing' }, {})
    revoke()
    expect(failure(() => walk(proxy)).code).toBe('sanitize_failed')
    const trap = new Proxy(
      { event: 'thing' },
      {
        ownKeys: () => {
          throw new Error(SENTINEL)
        },
      },
    )
    expect(failure(() => walk(trap))).toMatchObject({
      code: 'sanitize_failed',
      message: 'sanitize_failed at event',
    })
  })

  it('a pseudonymizer that throws or gives the value back', () => {
    const boom = () => {
      throw new Error(SENTINEL)
    }
    for (const pseudonymize of [boom, (value: string) => value, () => undefined as unknown as string]) {
      expect(failure(() => clean({ user: SENTINEL }, { pseudonymize })).code).toBe('sanitize_failed')
    }
  })
})

describe('removes what a field cannot take, and names the field alone', () => {
  it.each<[string, unknown, RemovedField['code'], string]>([
    ['NaN', { event: 'thing', ms: Number.NaN }, 'invalid_type', 'ms'],
    ['Infinity', { event: 'thing', ms: Number.POSITIVE_INFINITY }, 'invalid_type', 'ms'],
    ['a BigInt', { event: 'thing', count: 10n }, 'invalid_type', 'count'],
    ['a symbol', { event: 'thing', label: Symbol(SENTINEL) }, 'invalid_type', 'label'],
    ['a boxed string', { event: 'thing', label: Object(SENTINEL) }, 'invalid_type', 'label'],
    ['a string in place of an object', { event: 'thing', inner: SENTINEL }, 'invalid_type', 'inner'],
    ['a date in a field', { event: 'thing', inner: new Date(0) }, 'invalid_type', 'inner'],
    ['an unfit plain value', { event: 'thing', code: SENTINEL }, 'invalid_value', 'code'],
    ['a plain value without an end', { event: 'thing', long: 'x'.repeat(2001) }, 'invalid_value', 'long'],
    ['a nested type', { event: 'thing', inner: { name: [SENTINEL] } }, 'invalid_type', 'inner.name'],
    ['a list with another', { event: 'thing', tags: [[SENTINEL]] }, 'invalid_type', 'tags'],
    [
      'a member that is no scalar',
      { event: 'thing', properties: { a: [SENTINEL] } },
      'invalid_type',
      'properties',
    ],
  ])('%s', (_, input, code, path) => {
    const { event, removed, removedFields } = walk(input)
    expect(removedFields).toEqual([{ path, code, count: 1 }])
    expect(removed).toBe(1)
    expect(JSON.stringify(event)).not.toContain(SENTINEL)
  })

  it('one bad field costs no other', () => {
    const { event } = clean({ ms: SENTINEL, count: 1, inner: { name: Symbol('x') }, ok: false })
    expect(event).toEqual({ event: 'thing', count: 1, inner: {}, ok: false })
  })
})

describe('shapes', () => {
  it('takes undefined and null for absent', () => {
    expect(clean({ label: undefined, ms: null, inner: { name: null } }).event).toEqual({
      event: 'thing',
      inner: {},
    })
  })

  it('survives cycles and depth, which it never follows', () => {
    const cycle: Record<string, unknown> = { name: 'x' }
    cycle.self = cycle
    let deep: Record<string, unknown> = {}
    for (let i = 0; i < 50_000; i++) deep = { deep }
    const { event, removed } = clean({ inner: cycle, properties: { deep, cycle, plan: 'pro' }, more: deep })
    expect(event).toEqual({ event: 'thing', inner: { name: 'x' }, properties: { plan: 'pro' } })
    expect(removed).toBe(4)
  })

  it('cuts arrays and counts what it cuts', () => {
    const { event, removed } = clean({ tags: ['a', null, SENTINEL, ...Array(49).fill('d')] })
    expect(event).toEqual({ event: 'thing', tags: ['a', '[email]', ...Array(47).fill('d')] })
    expect(removed).toBe(2)
  })

  it('sets no prototype', () => {
    const { event } = clean({ properties: JSON.parse('{"__proto__":{"a":1},"constructor":"x"}') })
    expect(Object.keys(event.properties as object)).toEqual(['constructor'])
    expect(Object.getPrototypeOf(event.properties)).toBe(Object.prototype)
  })

  it('says whether text is left, and how much was withheld', () => {
    expect(clean({ text: 'a' })).toMatchObject({ withheld: 1, hasText: false })
    expect(clean({ text: 'a' }, { content: 'redacted' })).toMatchObject({
      withheld: 0,
      hasText: true,
      event: { text: 'a' },
    })
  })

  it('takes any content setting but redacted for off', () => {
    const content = 'REDACTED' as unknown as 'redacted'
    expect(clean({ text: 'a' }, { content }).event).toEqual({ event: 'thing' })
  })
})

describe('long strings', () => {
  const LABEL = 128
  const TEXT = 1000

  it('of a megabyte leave cut, with nothing that was not looked at', () => {
    const { event } = clean(
      { label: `${'a '.repeat(500_000)}${SENTINEL}`, text: `${SENTINEL} `.repeat(70_000) },
      { content: 'redacted' },
    )
    expect((event.label as string).length).toBeLessThanOrEqual(LABEL)
    expect((event.text as string).length).toBeLessThanOrEqual(TEXT)
    expect(event.text).not.toContain('ada')
  })

  it('shrink under redaction and still show no half of a value at the end of what is read', () => {
    const secret = `password=${'a1'.repeat(200)} `
    for (let lead = 0; lead < 40; lead++) {
      const text = `${'x'.repeat(lead)} ${secret.repeat(400)}`
      const out = clean({ text }, { content: 'redacted' }).event.text as string
      expect(out).not.toMatch(/a1a1/)
    }
  })

  it('never end in half a character', () => {
    for (let lead = 120; lead < 132; lead++) {
      const out = clean({ label: 'x'.repeat(lead) + '\u{1f600}'.repeat(9) }).event.label as string
      expect(out).not.toMatch(/[\ud800-\udbff]$/)
    }
  })
})
