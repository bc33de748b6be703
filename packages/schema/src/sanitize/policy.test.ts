import { expect, it } from 'vitest'
import { envelopeFields, eventNames, events } from '../catalogue.js'
import type { FieldDescription } from '../field-description.js'
import { policy as pagePolicy } from '../gen/page-policy.gen.js'
import { convert, sanitizeOther } from './convert.js'
import { policy as fullPolicy, requiredFields } from './full-policy.js'
import { sanitize } from './index.js'
import { sanitize as sanitizeInPage } from './page.js'
import { createSanitize } from './sanitize-event.js'
import { DENIABLE, type FieldKind, type FieldPolicies, type Policy } from './types.js'

const sets = [
  ['full', fullPolicy],
  ["page's", pagePolicy],
] as const

function agrees(policy: Policy, fields: readonly FieldDescription[], found: FieldPolicies = {}) {
  for (const field of fields) {
    const kind = found[field.name]
    if (isPlain(field)) expect(kind, field.name).toHaveProperty('test')
    else {
      const expected = policy === pagePolicy && isFigure(field) ? 'number' : kindOf(field)
      expect(kind === 'requiredLabel' ? 'label' : kind, field.name).toBe(expected)
    }
    if (kind === 'object') agrees(policy, field.fields ?? [], policy.objects.get(field.name))
  }
}

const namesOf = (fields: readonly FieldDescription[]): string[] => fields.map(({ name }) => name)

const isString = ({ type }: FieldDescription) => type === 'string' || type === 'timestamp'
const isPlain = (field: FieldDescription) => isString(field) && (field.privacy ?? 'plain') === 'plain'

const isFigure = ({ type }: FieldDescription) => ['integer', 'number', 'boolean'].includes(type)

const kindOf = (field: FieldDescription) => (isString(field) ? field.privacy : field.type)

/** A page does not have the events that only back ends send. */
const inPage = eventNames.filter((name) => !events[name].isFromBackEnd)

it.each([
  ['full', fullPolicy, eventNames],
  ["page's", pagePolicy, inPage],
] as const)('the %s set covers every event that is sent there, and its fields', (_, policy, sent) => {
  const objects = new Set([...envelopeFields, ...sent.flatMap((name) => [...events[name].fields])])
  const names = [...objects].filter(({ type }) => type === 'object').map(({ name }) => name)
  expect([...policy.events.keys()].sort()).toEqual([...sent].sort())
  expect([...policy.objects.keys()].sort()).toEqual([...new Set(names)].sort())
  for (const name of sent)
    agrees(policy, [...envelopeFields, ...events[name].fields], policy.events.get(name))
})

it('a page sends no event of back ends', () => {
  const ofBackEnds = eventNames.filter((name) => events[name].isFromBackEnd)
  expect(ofBackEnds).toEqual(expect.arrayContaining(['vendor_call', 'decision', 'request', 'incident']))
  for (const event of ofBackEnds) expect(() => sanitizeInPage({ event })).toThrow('unknown_event at event')
})

it('the full set has no other field in an event', () => {
  for (const name of eventNames) {
    const fields = [...envelopeFields, ...events[name].fields]
    expect(Object.keys(fullPolicy.events.get(name) ?? {}).sort()).toEqual(namesOf(fields).sort())
    for (const { name: object, type, fields: inner = [] } of fields)
      if (type === 'object')
        expect(Object.keys(fullPolicy.objects.get(object) ?? {}).sort()).toEqual(namesOf(inner).sort())
  }
})

it("the page's set has the fields of the catalogue and no other", () => {
  const all = [...envelopeFields, ...inPage.flatMap((name) => [...events[name].fields])]
  const nested = all.flatMap(({ fields = [] }) => namesOf(fields))
  const names = [...new Set([...namesOf(all), ...nested])].sort()
  for (const fields of pagePolicy.events.values()) expect(Object.keys(fields).sort()).toEqual(names)
  // No object has an object.
  const scalars = names.filter((name) => !pagePolicy.objects.has(name))
  for (const fields of pagePolicy.objects.values()) expect(Object.keys(fields).sort()).toEqual(scalars)
})

it.each(sets)('in the %s set no deny-listed key takes what an event must have', (_, policy) => {
  for (const name of eventNames)
    for (const [field, kind] of Object.entries(policy.events.get(name) ?? {}))
      if (events[name].required.includes(field))
        expect(DENIABLE.includes(kind), `${name}.${field}`).toBe(false)
})

it('deny-listed keys take what no event must have', () => {
  const needed = (fields: FieldPolicies = {}) =>
    Object.keys(fields).filter((name) => fields[name] === 'requiredLabel')
  for (const name of eventNames)
    for (const field of needed(fullPolicy.events.get(name))) expect(events[name].required).toContain(field)
  const required = Object.values(events).flatMap((event) => [...event.required])
  for (const fields of pagePolicy.events.values())
    expect(required).toEqual(expect.arrayContaining(needed(fields)))
  for (const fields of pagePolicy.objects.values()) expect(needed(fields)).toEqual([])
})

it('the full set knows which fields are required', () => {
  for (const name of eventNames)
    expect(requiredFields.get(name)?.filter((path) => !path.includes('.'))).toEqual(events[name].required)
  expect(requiredFields.size).toBe(eventNames.length)
})

it.each(sets)('the %s set lets no free text through a plain field', (_, policy) => {
  for (const fields of [...policy.events.values(), ...policy.objects.values()])
    for (const found of Object.values(fields))
      for (const text of ['two words', 'jane@example.com', '', 'a\u00a0b'])
        expect(typeof found === 'object' && found.test(text), `${found}`).toBe(false)
})

it('fails closed on a kind that the walk does not know, and on an object without a policy', () => {
  const fields = { id: /^a$/, name: 'unknown' as FieldKind, odd: '~' as FieldKind, other: 'object' } as const
  const policy = {
    events: new Map<string, FieldPolicies>([['x', fields]]),
    objects: new Map<string, FieldPolicies>(),
  }
  const walk = createSanitize(
    policy,
    () => ({
      redact: (text) => text,
      redactInUrl: (text) => text,
      isDenied: undefined,
      keyMeaning: () => 'label',
    }),
    (value) => value,
    { convert, sanitizeOther },
  )
  expect(walk({ id: 'a', event: 'x', name: undefined }).event).toEqual({ id: 'a' })
  const { event, removedFields } = walk({ id: 'a', event: 'x', name: 'a', odd: 'a' })
  expect(event).toEqual({ id: 'a' })
  expect(removedFields.map(({ code, path }) => `${code} at ${path}`)).toEqual([
    'invalid_type at name',
    'invalid_type at odd',
  ])
  expect(() => walk({ id: 'a', event: 'x', other: { id: 'a' } })).toThrow('missing_field at event')
})

it('both sets let a whole list of findings through, and nothing without an end', () => {
  const id = '01J9ZB3W5S0000000000000000'
  const event = { id, event: 'page_view', ts: '2026-03-14T09:26:53.589Z', schema_version: 1 }
  const redactions = Array(32)
    .fill(`${'a'.repeat(32)}:${'9'.repeat(9)}`)
    .join()
  for (const run of [sanitize, sanitizeInPage]) {
    expect(run({ ...event, context: { redactions } }).event.context).toEqual({ redactions })
    const { event: kept, removedFields } = run({
      ...event,
      context: { redactions: `${redactions},${redactions}` },
    })
    expect(kept.context).toEqual({})
    expect(removedFields).toEqual([{ path: 'context.redactions', code: 'invalid_value', count: 1 }])
  }
})
