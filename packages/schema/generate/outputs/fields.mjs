/**
 * Writes `fields.gen.ts`: the fields of the envelope and of each event as data. Both fast paths and the full
 * field policy use it.
 */
import { CatalogueError, patternOf } from '../model.mjs'
import { header } from './header.mjs'

export function fields(model) {
  checkForSanitizer(model)
  const { fields: context } = model.envelope.find(({ name }) => name === 'context')
  const inEnvelope = new Set(model.envelope.map(({ name }) => name))
  const isRequired = (field) => field.required

  const event = ({ name, required, fields: all }) => {
    const requires = model.envelope.filter((field) => !field.required && required.includes(field.name))
    const own = all.filter((field) => !inEnvelope.has(field.name))
    const names = requires.map((field) => `'${field.name}'`).join(', ')
    const list = writeList(own, (field) => required.includes(field.name), '  ')
    return `  ['${name}', { requires: [${names}], own: ${list} }],\n`
  }

  const content = `${header}
import type { EventField, EventFields } from '../fields/event-field.js'

/** Holds the fields of the envelope's \`context\`. */
export const contextFields: readonly EventField[] = ${writeList(context, isRequired, '')}

/** Holds the fields that every event has. */
export const envelopeFields: readonly EventField[] = ${writeList(model.envelope, isRequired, '')}

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
      if (node['x-reduced']) return `kind: 'userAgent', pattern: ${JSON.stringify(node['x-reduced'])}`
      if (field.privacy !== 'plain') return `kind: '${field.privacy}'`
      return `kind: '${field.timestamp ? 'timestamp' : 'plain'}', pattern: ${JSON.stringify(patternOf(node))}`
    case 'array':
      return `kind: 'array', maximum: ${node.maxItems}`
    case 'map':
      return `kind: 'map', maximum: ${node.maxProperties}`
    case 'object':
      if (field.name === 'context') return "kind: 'object', fields: contextFields"
      return `kind: 'object', fields: ${writeList(field.fields, (inner) => inner.required, indent)}`
    default:
      throw new Error(`the fast paths know no ${field.kind}`)
  }
}

const minimumOf = ({ const: constant, minimum }) => constant ?? minimum
const maximumOf = ({ const: constant, maximum }) => constant ?? maximum

/** These limits equal those of the sanitizer's walk in `src/sanitize/types.ts`. */
const ARRAY_MAX = 50
const MAP_MAX = 20
/** It equals that of `src/fields/subject-length.ts`. */
const SUBJECT_MAX = 1024

/** Kinds of fields that denied keys remove, unless the event must have a label. */
const DENIABLE = ['text', 'url', 'subject']

/**
 * Refuses a catalogue that the sanitizer's walk could not follow: it has one limit for all lists, and one
 * policy for a name.
 */
function checkForSanitizer({ envelope, events }) {
  const objects = new Map()
  const refuse = (field, what) => {
    throw new CatalogueError(`${field.name}: the sanitizer does not know ${what}`)
  }
  const check = (field, required) => {
    const { kind, node, items, name, privacy } = field
    if (kind === 'array' && (node.maxItems !== ARRAY_MAX || items['x-privacy'] !== 'label'))
      refuse(field, `an array other than of ${ARRAY_MAX} labels`)
    if (kind === 'map' && node.maxProperties !== MAP_MAX)
      refuse(field, `a map other than of ${MAP_MAX} properties`)
    if (privacy === 'subject' && node.maxLength !== SUBJECT_MAX)
      refuse(field, `an id of a person of other than ${SUBJECT_MAX} characters`)
    if (required.includes(name) && (kind === 'array' || (kind === 'string' && DENIABLE.includes(privacy))))
      refuse(field, 'words that must be there, but labels')
    if (kind !== 'object') return
    const members = writeList(field.fields, () => false, '')
    if ((objects.get(name) ?? members) !== members) refuse(field, 'two objects of one name')
    objects.set(name, members)
    for (const inner of field.fields) check(inner, [])
  }
  const required = envelope.filter((field) => field.required).map(({ name }) => name)
  for (const field of envelope) check(field, required)
  for (const event of events) for (const field of event.fields) check(field, event.required)
}
