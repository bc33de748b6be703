/** Writes `fields.gen.ts`: the fields of the envelope and of each event as data. Both fast paths and the full field policy use it. */
import { patternOf } from '../model.mjs'
import { header } from './header.mjs'

export function fields(model) {
  const { fields: context } = model.envelope.find(({ name }) => name === 'context')
  const envelope = model.envelope.filter(({ name }) => name !== 'event' && name !== 'context')
  const inEnvelope = new Set(model.envelope.map(({ name }) => name))
  const isRequired = (field) => field.required

  const event = ({ name, required, fields: all }) => {
    const requires = envelope.filter((field) => !field.required && required.includes(field.name))
    const own = all.filter((field) => !inEnvelope.has(field.name))
    const names = requires.map((field) => `'${field.name}'`).join(', ')
    const list = writeList(own, (field) => required.includes(field.name), '  ')
    return `  ['${name}', { requires: [${names}], own: ${list} }],\n`
  }

  const content = `${header}
import type { EventField, EventFields } from '../fields/event-field.js'

/** Holds the fields of the envelope's \`context\`. */
export const contextFields: readonly EventField[] = ${writeList(context, isRequired, '')}

/** Holds the fields of the envelope, without \`event\` and \`context\`. */
export const envelopeFields: readonly EventField[] = ${writeList(envelope, isRequired, '')}

export const eventFields: ReadonlyMap<string, EventFields> = new Map<string, EventFields>([
${model.events.map(event).join('')}])
`
  return [{ path: 'src/gen/fields.gen.ts', content }]
}

function writeList(list, isRequired, indent) {
  const lines = list.map((field) => {
    const required = isRequired(field) ? ', required: true' : ''
    return `${indent}  { name: '${field.name}', ${writeKind(field, `${indent}  `)}${required} },\n`
  })
  return lines.length === 0 ? '[]' : `[\n${lines.join('')}${indent}]`
}

function writeKind(field, indent) {
  const { node } = field
  switch (field.kind) {
    case 'boolean':
      return "kind: 'boolean'"
    case 'integer':
    case 'number':
      return `kind: '${field.kind}', minimum: ${minimumOf(node)}, maximum: ${maximumOf(node)}`
    case 'string':
      if (field.privacy !== 'plain') return `kind: '${field.privacy}'`
      return `kind: '${field.timestamp ? 'timestamp' : 'plain'}', pattern: ${JSON.stringify(patternOf(node))}`
    case 'array':
      return `kind: 'array', maximum: ${node.maxItems}`
    case 'map':
      return `kind: 'map', maximum: ${node.maxProperties}`
    case 'object':
      return `kind: 'object', fields: ${writeList(field.fields, (inner) => inner.required, indent)}`
    default:
      throw new Error(`the fast paths know no ${field.kind}`)
  }
}

/** A number without bounds in the catalogue has those of JSON. */
const minimumOf = ({ const: constant, minimum }) => constant ?? minimum ?? '-1.7976931348623157e308'
const maximumOf = ({ const: constant, maximum }) => constant ?? maximum ?? '1.7976931348623157e308'
