import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
// @ts-expect-error the generator is plain JavaScript
import { buildModel, leaves, patternOf, readSchemas } from './model.mjs'
// @ts-expect-error the generator is plain JavaScript
import { MACHINE_MADE, policy, shorten } from './outputs/policy.mjs'

const model = buildModel(readSchemas(join(import.meta.dirname, '../schemas')))

interface Field {
  name: string
  kind: string
  node: { 'x-privacy'?: string; maxItems?: number; maxProperties?: number }
}

const fields: Field[] = [model, ...model.events].flatMap(({ fields, envelope }) => leaves(fields ?? envelope))
const patterns = fields
  .filter(({ kind, node }) => kind === 'string' && node['x-privacy'] === 'plain')
  .map(({ node }): string => patternOf(node))

it.each([...new Set(patterns)])('%s means the same when it is shortened', (pattern) => {
  const long = new RegExp(pattern)
  const short = new RegExp(shorten(pattern))
  fc.assert(
    fc.property(
      fc.stringMatching(long),
      fc.nat(),
      fc.string({ minLength: 1, maxLength: 1 }),
      (fits, at, c) => {
        const index = at % (fits.length + 1)
        for (const text of [fits, fits.slice(0, index) + c + fits.slice(index), c])
          expect(short.test(text)).toBe(long.test(text))
      },
    ),
  )
})

it.each([...new Set(patterns)])('what %s admits the pattern of the browser does', (pattern) => {
  const inBrief = new RegExp(MACHINE_MADE)
  fc.assert(fc.property(fc.stringMatching(new RegExp(pattern)), (fits) => inBrief.test(fits)))
})

it.each<[string, Partial<Field['node']>]>([
  ['array', { maxItems: 51 }],
  ['map', { maxProperties: 21 }],
])('refuses an %s with a limit of its own', (kind, limit) => {
  const events = model.events.map((event: { fields: Field[] }) => ({
    ...event,
    fields: event.fields.map((field) =>
      field.kind === kind ? { ...field, node: { ...field.node, ...limit } } : field,
    ),
  }))
  expect(() => policy({ ...model, events })).toThrow('has no word for')
})
