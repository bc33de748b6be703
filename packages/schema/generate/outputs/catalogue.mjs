/** Writes `catalogue.gen.ts`: the catalogue as data, for `events` and for the answers of `validate`. */
import { header } from './header.mjs'

const kinds = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'array',
  map: 'map',
}

function describe(field, required) {
  const { name, description, expected } = field
  const base = { name, type: field.timestamp ? 'timestamp' : (kinds[field.kind] ?? 'object'), required }
  const shown = field.privacy ? { ...base, privacy: field.privacy } : base
  const allowed = { ...shown, description, expected: expectation(field, expected) }
  return field.kind === 'object'
    ? { ...allowed, fields: field.fields.map((inner) => describe(inner, inner.required)) }
    : allowed
}

/** Strings of the open classes say that they are strings, in the words of the schema. */
function expectation(field, expected) {
  return field.kind === 'string' && field.privacy !== 'plain' ? `a string: ${expected}` : expected
}

export function catalogue(model) {
  const data = (value) => JSON.stringify(value, null, 2)
  const content = `${header}
import type { FieldDescription } from '../field-description.js'
import type { EventName, FamilyName } from './types.gen.js'

export const envelopeFields: readonly FieldDescription[] = ${data(
    model.envelope.map((field) => describe(field, field.required)),
  )}

export const collectorFields: readonly FieldDescription[] = ${data(
    model.collector.map((field) => describe(field, field.required)),
  )}

export const eventEntries: readonly {
  readonly name: EventName
  readonly family: FamilyName
  readonly isFromBackEnd: boolean
  readonly description: string
  readonly required: readonly string[]
  readonly fields: readonly FieldDescription[]
}[] = ${data(
    model.events.map(({ name, family, isFromBackEnd, description, required, fields }) => ({
      name,
      family,
      isFromBackEnd,
      description,
      required,
      fields: fields.map((field) => describe(field, field.required)),
    })),
  )}
`
  return [{ path: 'src/gen/catalogue.gen.ts', content }]
}
