import { fuzz } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelopeFields, eventFields } from '../gen/fields.gen.js'
import { type EventName, eventNames } from '../index.js'
import { samples } from '../samples.fixture.js'
import { validate } from '../validate.js'
import { SanitizeError, sanitize } from './index.js'

const odd = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    'null',
    'true',
    '0',
    '-1',
    '12.50',
    '1e3',
    '{}',
    '[]',
    '[null]',
    '{"a":{"b":1}}',
  ),
  fc.constantFrom<unknown>(0, -1, 1.5, 1e300, 2 ** 60, true, false, [], {}, [[]], [null, 1], { name: null }),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('x'.repeat(3000), 'a b'.repeat(60)),
)

/** Returns a sample with some fields of its type, also inside objects, replaced by odd values. */
const spoiled = fc.constantFrom(...eventNames).chain((name) => {
  const own = eventFields.get(name)?.own ?? []
  const fields = [...envelopeFields, ...own].map((field) => field.name)
  return fc
    .tuple(
      fc.dictionary(fc.constantFrom(...fields), odd),
      fc.dictionary(fc.constantFrom('locale', 'name', 'tier'), odd),
    )
    .map(([top, inner]) => {
      const sample: Record<string, unknown> = { ...samples[name as EventName] }
      const context = { ...(sample.context as object), ...inner }
      return { ...sample, context, ...top }
    })
})

describe('an event of odd values', () => {
  it('is refused for what it must have, or fits the catalogue and stays as it is', () => {
    fc.assert(
      fc.property(spoiled, (event) => {
        try {
          const once = sanitize(event, { content: 'redacted' })
          expect(validate(once.event)).toEqual({ ok: true })
          const again = sanitize(once.event, { content: 'redacted' })
          expect(again.event).toEqual(once.event)
          expect(again.removedFields).toEqual([])
        } catch (error) {
          if (!(error instanceof SanitizeError)) throw error
          expect(validate(event).ok).toBe(false)
        }
      }),
      fuzz(500),
    )
  })

  it('loses no field when it fits as it stands', () => {
    fc.assert(
      fc.property(spoiled, (event) => {
        if (validate(event).ok) expect(sanitize(event, { content: 'redacted' }).removedFields).toEqual([])
      }),
      fuzz(500),
    )
  })
})
