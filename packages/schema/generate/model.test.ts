import { join } from 'node:path'
import { expect, it } from 'vitest'
// @ts-expect-error the generator is plain JavaScript
import { buildModel, readSchemas } from './model.mjs'

type Json = Record<string, Record<string, Record<string, unknown>>>

const folder = join(import.meta.dirname, '../schemas')

/** The catalogue with `field` of `page_view` as given. */
function withField(field: Record<string, unknown>, name = 'extra') {
  const schemas = readSchemas(folder) as Record<string, Json>
  const event = schemas.session?.$defs?.page_view as unknown as Json
  event.properties = { ...event.properties, [name]: field }
  return schemas
}

it('reads the committed catalogue', () => {
  expect(buildModel(readSchemas(folder)).events).toHaveLength(28)
})

it('accepts a sound field', () => {
  const field = { $ref: 'types.json#/$defs/label', description: 'Extra.' }
  const model = buildModel(withField(field))
  const event = model.events.find((candidate: { name: string }) => candidate.name === 'page_view')
  expect(event.fields).toMatchObject([{ name: 'extra', privacy: 'label', required: false }])
})

const description = 'Extra.'
const refused: [string, Record<string, unknown>, RegExp][] = [
  [
    'a string without x-privacy',
    { type: 'string', description },
    /page_view\.extra: a string without x-privacy/,
  ],
  [
    'strings in a list without x-privacy',
    { type: 'array', maxItems: 3, items: { type: 'string' }, description },
    /page_view\.extra\[\]: a string without x-privacy/,
  ],
  [
    'strings in a map without x-privacy',
    { type: 'object', maxProperties: 3, additionalProperties: { type: 'string' }, description },
    /page_view\.extra: a map whose strings are not labels/,
  ],
  ['a figure without a maximum', { type: 'number', minimum: 0, description }, /a figure without minimum and/],
  [
    'a figure without a minimum',
    { type: 'integer', maximum: 9, description },
    /a figure without minimum and/,
  ],
  ['an unknown class', { type: 'string', 'x-privacy': 'secret', description }, /x-privacy is none of/],
  [
    'plain without a pattern',
    { type: 'string', 'x-privacy': 'plain', description },
    /without pattern or enum/,
  ],
  [
    'plain that admits a space',
    { type: 'string', 'x-privacy': 'plain', pattern: '^[a-z ]{1,20}$', description },
    /admits free text/,
  ],
  [
    'plain without an end',
    { type: 'string', 'x-privacy': 'plain', pattern: '^[a-z]+', description },
    /admits free text/,
  ],
  [
    'plain without a limit',
    { type: 'string', 'x-privacy': 'plain', pattern: '^[a-z]+$', description },
    /admits free text/,
  ],
  ['a field without a description', { type: 'boolean' }, /without a description/],
  [
    'a list without a limit',
    { type: 'array', items: { $ref: 'types.json#/$defs/label' }, description },
    /maxItems/,
  ],
  [
    'a map without a limit',
    { type: 'object', additionalProperties: { type: 'string', 'x-privacy': 'label' }, description },
    /maxProperties/,
  ],
  ['a field without a type', { description }, /has no type/],
  ['a reference to nothing', { $ref: 'types.json#/$defs/nothing', description }, /nothing at/],
]
it.each(refused)('refuses %s', (_name, field, message) => {
  expect(() => buildModel(withField(field))).toThrow(message)
})

it('refuses one name with two types, and names that are not snake_case', () => {
  const number = { type: 'number', minimum: 0, maximum: 1, description }
  expect(() => buildModel(withField(number, 'topic'))).toThrow(/topic: has another type elsewhere/)
  expect(() => buildModel(withField(number, 'fooBar'))).toThrow(/not snake_case/)
})

it('refuses an event without description or envelope, or under another name', () => {
  for (const [key, value, message] of [
    ['description', undefined, /without a description/],
    ['$ref', undefined, /without the envelope/],
    ['properties', { event: { const: 'other' } }, /another name/],
  ] as const) {
    const schemas = readSchemas(folder)
    schemas.session.$defs.page_view[key] = value
    expect(() => buildModel(schemas)).toThrow(message)
  }
})
