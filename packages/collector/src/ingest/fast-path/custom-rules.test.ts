/** The fast path agrees with the slow path on what an application adds to the sanitizer. */
import { fuzz } from '@hushlog/base/fuzz'
import { type CustomRule, sanitize } from '@hushlog/schema/sanitize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventReader } from './event-reader.js'
import { createSubjects } from './subjects.js'

const employee: CustomRule = { id: 'employee', pattern: 'EMP-\\d{6}' }
const rules: CustomRule[] = [
  employee,
  { id: 'dots', pattern: '\\.{2,5}' },
  { id: 'any', pattern: 'note: .{1,20}' },
  { id: 'brackets', pattern: '\\[[a-z]{1,3}' },
  { id: 'empty', pattern: '[0-9]{3}[a-z]?', replacement: '[employee]' },
  { id: 'end', pattern: 'tail:.+' },
]
const subjects = createSubjects((value) => value)

const event = (fields: object) => ({
  id: '01JDAAAAAAAAAAAAAAAAAAZZZ0',
  event: 'custom',
  ts: '2026-11-21T10:00:00.000Z',
  schema_version: 1,
  name: 'x',
  ...fields,
})

const sourceOf = (value: object) => {
  const text = JSON.stringify(value)
  return { text, codes: Uint16Array.from(text, (unit) => unit.charCodeAt(0)) }
}

const pieces = fc.constantFrom(
  ...['EMP-123456', 'note: ', '[employee]', '[dots]', '[email]', '[', ']', '..', '.', 'tail:', '😀', ' '],
  ...['123', 'a', 'ada@example.com', '%5B', '%40'],
)
const glued = fc
  .array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 10 })
  .map((all) => all.join(''))

test('an event that the reader takes is one that the sanitizer leaves unchanged', () => {
  const options = { content: 'redacted', rules, denyKeys: ['kind', 'page_title'] } as const
  const read = createEventReader(options)
  const readObject = (value: object) => read(sourceOf(value), 0, subjects)
  const key = fc.constantFrom('kind', 'question', 'EMP-123456', 'n')
  fc.assert(
    fc.property(glued, key, fc.boolean(), (text, name, hasTitle) => {
      const one = event({
        properties: { [name]: text },
        context: { page_path: `/a/${text}`, ...(hasTitle && { page_title: text }) },
      })
      const unchanged = readObject(one)
      if (unchanged === undefined) return
      const sanitized = sanitize(one, options)
      expect({ ...sanitized.findings, removed: sanitized.removed }).toEqual({ removed: 0 })
      expect(JSON.parse(`${unchanged.json}}`)).toEqual(sanitized.event)
    }),
    fuzz(1_000),
  )
  expect(readObject(event({ channel: 'chat' }))).toBeDefined()
  expect(readObject(event({ channel: 'EMP-123456' }))).toBeUndefined()
})

test.each<CustomRule>([
  { id: 'own', pattern: '(a+)+b' },
  { id: 'own', pattern: '(' },
  { id: 'own', pattern: 'a', replacement: 'a' },
])('a rule that cannot be used is refused: %o', (rule) => {
  expect(() => createEventReader({ rules: [rule] })).toThrow('custom rule own')
})

test('a rule that throws is for the slow path to name', () => {
  const rule: CustomRule = { id: 'own', pattern: 'x', validate: () => JSON.parse('no JSON') as boolean }
  const read = createEventReader({ rules: [rule] })
  expect(() => read(sourceOf(event({})), 0, subjects)).toThrow()
})
