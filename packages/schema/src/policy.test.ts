import { expect, it } from 'vitest'
import { envelopeFields, eventNames, events } from './catalogue.js'
import type { FieldDescription } from './field-description.js'
import { policy as policyInFull, required } from './gen/policy.gen.js'
import { policy as policyInBrief } from './gen/policy-browser.gen.js'
import { decodePolicy, onePattern } from './policy.js'
import { sanitize as inFull } from './sanitize/index.js'
import { sanitize as inBrief } from './sanitize/page.js'
import { createSanitize } from './sanitize/sanitize-event.js'
import { type FieldPolicies, KIND, type Policy } from './sanitize/types.js'

const sets = [
  ['full', policyInFull],
  ["browser's", policyInBrief],
] as const

function agrees(policy: Policy, fields: readonly FieldDescription[], found: FieldPolicies = {}) {
  expect(Object.keys(found).sort()).toEqual(fields.map((field) => field.name).sort())
  for (const field of fields) {
    const kind = found[field.name]
    if (isPlain(field)) expect(kind, field.name).toHaveProperty('test')
    else expect(kind === KIND.needed ? KIND.label : kind, field.name).toBe(KIND[kindOf(field)])
    if (kind === KIND.object) agrees(policy, field.fields ?? [], policy.objects.get(field.name))
  }
}

const isString = ({ type }: FieldDescription) => type === 'string' || type === 'timestamp'
const isPlain = (field: FieldDescription) => isString(field) && (field.privacy ?? 'plain') === 'plain'

function kindOf(field: FieldDescription): keyof typeof KIND {
  return (isString(field) ? field.privacy : field.type) as keyof typeof KIND
}

it.each(sets)('the %s set covers every event and field of the catalogue, and nothing else', (_, policy) => {
  const objects = new Set([...envelopeFields, ...Object.values(events).flatMap(({ fields }) => [...fields])])
  const names = [...objects].filter(({ type }) => type === 'object').map(({ name }) => name)
  expect([...policy.events.keys()].sort()).toEqual([...eventNames].sort())
  expect([...policy.objects.keys()].sort()).toEqual([...new Set(names)].sort())
  for (const name of eventNames)
    agrees(policy, [...envelopeFields, ...events[name].fields], policy.events.get(name))
})

it.each(sets)('in the %s set no deny-listed key takes what an event must have', (_, policy) => {
  for (const name of eventNames)
    for (const [field, kind] of Object.entries(policy.events.get(name) ?? {})) {
      const isRequired = events[name].required.includes(field)
      if (kind === KIND.needed) expect(isRequired, `${name}.${field}`).toBe(true)
      if (isRequired) expect(String(kind) < '/', `${name}.${field}`).toBe(false)
    }
})

it('the full set knows what must be there', () => {
  for (const name of eventNames) expect(required.get(name)).toEqual(events[name].required)
  expect(required.size).toBe(eventNames.length)
})

it.each(sets)('the %s set lets no free text through a plain field', (_, policy) => {
  for (const fields of [...policy.events.values(), ...policy.objects.values()])
    for (const found of Object.values(fields))
      for (const text of ['two words', 'jane@example.com', '', 'a\u00a0b'])
        expect(typeof found === 'object' && found.test(text), `${found}`).toBe(false)
})

it('fails closed on a code that the generator does not write', () => {
  const walk = createSanitize(
    decodePolicy(onePattern(/^a$/), '=id;x^name~odd[other>inner=id'),
    () => ({
      redact: (text) => text,
      redactInUrl: (text) => text,
      isDenied: undefined,
      keyMeaning: () => 'label',
    }),
    (value) => value,
  )
  expect(walk({ id: 'a', event: 'x', name: undefined }).event).toEqual({ id: 'a' })
  expect(() => walk({ id: 'a', event: 'x', name: 'a' })).toThrow('invalid_type at name')
  expect(() => walk({ id: 'a', event: 'x', odd: 'a' })).toThrow('invalid_type at odd')
  expect(() => walk({ id: 'a', event: 'x', other: { id: 'a' } })).toThrow('missing_field at event')
})

it('both sets let a whole list of findings through, and nothing without an end', () => {
  const id = '01J9ZB3W5S0000000000000000'
  const event = { id, event: 'page_view', ts: '2026-03-14T09:26:53.589Z', schema_version: 1 }
  const redactions = Array(32)
    .fill(`${'a'.repeat(32)}:${'9'.repeat(9)}`)
    .join()
  for (const sanitize of [inFull, inBrief]) {
    expect(sanitize({ ...event, context: { redactions } }).event.context).toEqual({ redactions })
    expect(() => sanitize({ ...event, context: { redactions: `${redactions},${redactions}` } })).toThrow(
      'context.redactions',
    )
  }
})
