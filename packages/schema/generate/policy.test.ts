import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PLAIN_MAX } from '../src/sanitize/types.js'
// @ts-expect-error the generator is plain JavaScript
import { buildModel, leaves, patternOf, readSchemas } from './model.mjs'
// @ts-expect-error the generator is plain JavaScript
import { fields as writeFields } from './outputs/fields.mjs'
// @ts-expect-error the generator is plain JavaScript
import { MACHINE_MADE, pagePolicy } from './outputs/page-policy.mjs'

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

it.each([...new Set(patterns)])('what %s admits the pattern and the length of a page do', (pattern) => {
  const inPage = new RegExp(MACHINE_MADE)
  const fitting = fc.stringMatching(new RegExp(pattern), { size: 'max' })
  fc.assert(fc.property(fitting, (fits) => inPage.test(fits) && fits.length <= PLAIN_MAX))
})

it('the longest plain value is a whole list of findings', () => {
  const list = Array(32)
    .fill(`${'a'.repeat(32)}:${'9'.repeat(9)}`)
    .join()
  expect(list.length).toBeLessThan(PLAIN_MAX)
  const { node } = fields.find(({ name }) => name === 'redactions') as Field
  expect(new RegExp(patternOf(node)).test(list)).toBe(true)
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
  expect(() => writeFields({ ...model, events })).toThrow('the sanitizer does not know')
})

it.each(['comment', 'target_id', 'rating'])(
  'a required field needs a kind that no denied key removes: %s',
  (name) => {
    const events = model.events.map((event: { required: string[] }) => ({
      ...event,
      required: [...event.required, name],
    }))
    const write = () => writeFields({ ...model, events })
    if (name === 'comment') expect(write).toThrow('comment: the sanitizer does not know')
    else expect(write).not.toThrow()
  },
)

it('refuses two kinds for one name, of which a page has one', () => {
  const [event, ...others] = model.events
  const comment = { name: 'comment', kind: 'string', privacy: 'label' }
  const events = [{ ...event, fields: [...event.fields, comment] }, ...others]
  expect(() => pagePolicy({ ...model, events })).toThrow('comment: a page has one kind for a name')
})
