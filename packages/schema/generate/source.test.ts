/**
 * The schemas as they are written, run by a plain JSON Schema 2020-12 implementation, agree with what is
 * generated.
 */
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { eventNames, events } from '../src/catalogue.js'
import { samples } from '../src/samples.fixture.js'
import { validate } from '../src/validate.js'
// @ts-expect-error the generator is plain JavaScript
import { families, readSchemas } from './model.mjs'

const ajv = new Ajv2020({ allowUnionTypes: true, strictRequired: false, strictTypes: false })
ajv.addVocabulary(['x-privacy', 'x-column', 'x-sender', 'x-reduced'])
const schemas: Record<string, object> = readSchemas(join(import.meta.dirname, '../schemas'))
for (const schema of Object.values(schemas)) ajv.addSchema(schema)

const source = (family: string, event: unknown) => ajv.validate(`${family}.json`, event) === true

it('are valid JSON Schema 2020-12, one file per family', () => {
  for (const schema of Object.values(schemas)) expect(ajv.validateSchema(schema)).toBe(true)
  expect(new Set(Object.values(events).map((event) => event.family))).toEqual(new Set(families))
})

/** Values that are wrong somewhere: every field of every event gets each of them. */
const probes = [
  null,
  '',
  'two words',
  'x'.repeat(200),
  -1,
  0,
  0.5,
  1,
  1e300,
  true,
  [],
  ['a'],
  [1],
  {},
  { a: 1 },
  { a: {} },
]

describe.each(eventNames)('%s', (name) => {
  it('agrees on its sample, alone in its family', () => {
    for (const family of families) expect(source(family, samples[name])).toBe(family === events[name].family)
  })

  it('agrees on every probe in every field', () => {
    const sample = samples[name] as unknown as Record<string, unknown>
    for (const field of Object.keys(sample)) {
      if (field === 'event') continue
      for (const probe of probes) {
        const event = { ...sample, [field]: probe }
        expect(validate(event).ok, `${field} ${JSON.stringify(probe)}`).toBe(
          source(events[name].family, event),
        )
      }
      const { [field]: _, ...without } = sample
      expect(validate(without).ok, `without ${field}`).toBe(source(events[name].family, without))
    }
  })
})
