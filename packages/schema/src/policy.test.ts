import { expect, it } from 'vitest'
import { envelopeFields, eventNames, events } from './catalogue.js'
import type { FieldDescription } from './field-description.js'
import { policy } from './gen/policy.gen.js'
import { decodePolicy } from './policy.js'
import type { FieldPolicies, FieldPolicy } from './sanitize/types.js'

function agrees(fields: readonly FieldDescription[], policies: FieldPolicies) {
  expect([...policies.keys()].sort()).toEqual(fields.map((field) => field.name).sort())
  for (const field of fields) {
    const found = policies.get(field.name)
    expect(found?.kind, field.name).toBe(kindOf(field))
    if (found?.kind === 'object') agrees(field.fields ?? [], found.fields)
    if (found?.kind === 'array') expect(found).toMatchObject({ items: { kind: field.privacy }, max: 50 })
    if (found?.kind === 'map') expect(found.max).toBe(20)
  }
}

function kindOf(field: FieldDescription): FieldPolicy['kind'] {
  if (field.type === 'string' || field.type === 'timestamp') return field.privacy ?? 'plain'
  return field.type
}

it('covers every event and field of the catalogue, and nothing else', () => {
  expect([...policy.keys()]).toEqual(eventNames)
  for (const name of eventNames) {
    const entry = policy.get(name)
    agrees([...envelopeFields, ...events[name].fields], entry?.fields ?? new Map())
    expect([...(entry?.required ?? [])].sort()).toEqual([...events[name].required].sort())
  }
})

it('lets no free text through a plain field', () => {
  const check = (found: FieldPolicy) => {
    if (found.kind === 'object') for (const inner of found.fields.values()) check(inner)
    if (found.kind !== 'plain') return
    for (const text of ['two words', 'jane@example.com', '', 'a\u00a0b', 'x'.repeat(300)])
      expect(found.pattern.test(text), `${found.pattern}`).toBe(false)
  }
  for (const { fields } of policy.values()) for (const found of fields.values()) check(found)
})

it('fails closed on a code that the generator does not write', () => {
  const fields = decodePolicy(['^a$'], 'id!0', 'x=name:9,odd:?').get('x')?.fields
  for (const name of ['name', 'odd']) {
    const found = fields?.get(name)
    expect(found?.kind === 'plain' && found.pattern.test('a')).toBe(false)
  }
})
