import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
// @ts-expect-error the generator is plain JavaScript
import { breaks, flatten } from './evolution.mjs'
// @ts-expect-error the generator is plain JavaScript
import { buildModel, readSchemas } from './model.mjs'

type Field = Record<string, unknown>
interface Node {
  properties: Record<string, Field>
  required?: string[]
}
interface Event extends Node {
  [key: string]: unknown
}
interface Schemas {
  types: { $defs: Record<string, Field> }
  envelope: Node
  conversation: { oneOf: { $ref: string }[]; $defs: Record<string, Event> }
  automation: { oneOf: { $ref: string }[]; $defs: Record<string, Event> }
}

const folder = join(import.meta.dirname, '../schemas')
const flatOf = (schemas: unknown) => flatten(buildModel(schemas))
const baseline = flatOf(readSchemas(folder))

function after(change: (schemas: Schemas) => void): { code: string; path: string }[] {
  const schemas = readSchemas(folder) as Schemas
  change(schemas)
  return breaks(baseline, flatOf(schemas))
}

function event(schemas: Schemas, name: string): Event {
  const found = schemas.conversation.$defs[name] ?? schemas.automation.$defs[name]
  if (found === undefined) throw new Error(`no event ${name}`)
  return found
}

const set = (name: string, field: string, value: Field) => (schemas: Schemas) => {
  const node = event(schemas, name)
  node.properties[field] = { ...node.properties[field], ...value }
}

describe('additions are allowed', () => {
  it.each<[string, (schemas: Schemas) => void]>([
    ['nothing', () => undefined],
    ['an optional field', set('user_query', 'extra', { type: 'boolean', description: 'Extra.' })],
    [
      'an optional field of the envelope',
      (schemas) => {
        schemas.envelope.properties.extra = { type: 'boolean', description: 'Extra.' }
      },
    ],
    [
      'an event',
      (schemas) => {
        schemas.conversation.oneOf.push({ $ref: '#/$defs/extra' })
        schemas.conversation.$defs.extra = {
          description: 'Extra.',
          $ref: 'envelope.json',
          properties: { event: { const: 'extra' } },
        }
      },
    ],
    [
      'an id that becomes a label, which holds all that an id may be',
      set('agent_response', 'query_id', { $ref: 'types.json#/$defs/label', description: 'Id.' }),
    ],
    [
      'a value of an enumeration',
      set('automation_outcome', 'outcome', { enum: ['sent', 'blocked', 'failed', 'delayed'] }),
    ],
    ['a higher limit', set('agent_response', 'input_tokens', { minimum: -1 })],
    ['another description', set('user_query', 'query_text', { description: 'Else.' })],
    ['a stricter privacy class', set('feedback', 'target_id', { 'x-privacy': 'label' })],
    [
      'a field that is no longer required',
      (schemas) => {
        event(schemas, 'automation_outcome').required = []
      },
    ],
  ])('%s', (_name, change) => {
    expect(after(change)).toEqual([])
  })
})

describe('breaking changes are refused', () => {
  it.each<[string, (schemas: Schemas) => void, { code: string; path: string }]>([
    [
      'a removed field',
      (schemas) => {
        delete event(schemas, 'user_query').properties.has_data
      },
      { code: 'removed_field', path: 'user_query.has_data' },
    ],
    [
      'a removed field inside an object',
      (schemas) => {
        const decision = event(schemas, 'decision').properties.decision as unknown as Node
        delete decision.properties.tier
      },
      { code: 'removed_field', path: 'decision.decision.tier' },
    ],
    [
      'a removed event',
      (schemas) => {
        delete schemas.conversation.$defs.feedback
      },
      { code: 'removed_event', path: 'feedback' },
    ],
    [
      'a retyped field',
      set('user_query', 'has_data', { $ref: 'types.json#/$defs/count' }),
      { code: 'retyped_field', path: 'user_query.has_data' },
    ],
    [
      'a new required field',
      (schemas) => {
        event(schemas, 'user_query').required = ['query_length']
      },
      { code: 'new_required_field', path: 'user_query.query_length' },
    ],
    [
      'a new required field inside an object',
      (schemas) => {
        const vendor = event(schemas, 'vendor_call').properties.vendor as unknown as Node
        vendor.required = ['name', 'operation']
      },
      { code: 'new_required_field', path: 'vendor_call.vendor.operation' },
    ],
    [
      'a new required field of the envelope',
      (schemas) => {
        schemas.envelope.required = [...(schemas.envelope.required ?? []), 'session_id']
      },
      { code: 'new_required_field', path: 'user_query.session_id' },
    ],
    [
      'a narrowed enumeration',
      set('automation_outcome', 'outcome', { enum: ['sent', 'failed'] }),
      { code: 'narrowed_enum', path: 'automation_outcome.outcome' },
    ],
    [
      'another pattern',
      set('agent_response', 'query_id', { pattern: '^[a-z]{1,8}$' }),
      { code: 'narrowed_pattern', path: 'agent_response.query_id' },
    ],
    [
      'a lower limit',
      set('agent_response', 'output_tokens', { maximum: 1000 }),
      { code: 'narrowed_maximum', path: 'agent_response.output_tokens' },
    ],
    [
      'a limit where none was',
      set('agent_response', 'match_score', { minimum: 0 }),
      { code: 'narrowed_minimum', path: 'agent_response.match_score' },
    ],
    [
      'fewer entries of a map',
      set('agent_response', 'data_summary', { maxProperties: 5 }),
      { code: 'narrowed_maxProperties', path: 'agent_response.data_summary' },
    ],
    [
      'another schema version',
      (schemas) => {
        schemas.envelope.properties.schema_version = {
          ...schemas.envelope.properties.schema_version,
          const: 2,
        }
      },
      { code: 'narrowed_const', path: 'envelope.schema_version' },
    ],
    [
      'an id that becomes a label shorter than an id may be',
      set('agent_response', 'query_id', { $ref: 'types.json#/$defs/label', maxLength: 100 }),
      { code: 'narrowed_maxLength', path: 'agent_response.query_id' },
    ],
    [
      'a laxer privacy class',
      set('feedback', 'comment', { $ref: 'types.json#/$defs/label' }),
      { code: 'laxer_privacy', path: 'feedback.comment' },
    ],
    [
      'a subject that becomes a plain id',
      set('override', 'agent', { $ref: 'types.json#/$defs/token' }),
      { code: 'laxer_privacy', path: 'override.agent' },
    ],
    [
      'an enumeration where any label was allowed',
      set('feedback', 'rating', { enum: [1, 2] }),
      { code: 'narrowed_enum', path: 'feedback.rating' },
    ],
  ])('%s', (_name, change, expected) => {
    expect(after(change)).toContainEqual(expected)
  })
})
