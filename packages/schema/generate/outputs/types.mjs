/** Writes `types.gen.ts`: one interface for each event, and the map from names to them. */
import { header } from './header.mjs'

const pascal = (name) => name.replace(/(^|_)([a-z0-9])/g, (_, _mark, letter) => letter.toUpperCase())

const scalar = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean' }

function typeOf(field, indent) {
  if (field.kind === 'object') return `{\n${members(field.fields, `${indent}  `)}${indent}}`
  if (field.kind === 'array') return 'readonly string[]'
  if (field.kind === 'map') return 'Readonly<Record<string, string | number | boolean>>'
  if (field.node.enum) return field.node.enum.map((value) => `'${value}'`).join(' | ')
  if (field.node.const !== undefined) return JSON.stringify(field.node.const)
  return scalar[field.kind]
}

function comment(field) {
  const privacy = field.privacy ? ` Privacy: ${field.privacy}.` : ''
  return `/** ${field.description}${privacy} */`
}

function members(fields, indent) {
  return fields
    .map((field) => {
      const optional = field.required ? '' : '?'
      return `${indent}${comment(field)}\n${indent}readonly ${field.name}${optional}: ${typeOf(field, indent)}\n`
    })
    .join('')
}

function interfaceOf(model, event) {
  const envelopeRequired = new Set(
    model.envelope.filter((field) => field.required).map((field) => field.name),
  )
  const promoted = model.envelope.filter(
    (field) => event.required.includes(field.name) && !envelopeRequired.has(field.name),
  )
  const own = members([...promoted.map((field) => ({ ...field, required: true })), ...event.fields], '  ')
  return `/** ${event.description} */
export interface ${pascal(event.name)}Event extends Envelope {
  readonly event: '${event.name}'
${own}}
`
}

export function types(model) {
  const context = model.envelope.find((field) => field.name === 'context')
  const plain = model.envelope.filter((field) => field !== context)
  const content = `${header}
/** Describes where an event was captured. */
export interface EventContext {
${members(context.fields, '  ')}}

/** Fields that every event may carry. */
export interface Envelope {
${members(plain, '  ')}  /** ${context.description} */
  readonly context?: EventContext
}

/** Fields that the collector adds; from a client they are unknown and removed. */
export interface CollectorFields {
${members(model.collector, '  ')}}

${model.events.map((event) => interfaceOf(model, event)).join('\n')}
/** Maps names to the events of the catalogue. */
export interface EventMap {
${model.events.map((event) => `  readonly ${event.name}: ${pascal(event.name)}Event\n`).join('')}}

export type EventName = keyof EventMap

/** Names the events that only back ends send; the browser's SDK does not have them. */
export type BackEndEventName = ${model.events
    .filter(({ isFromBackEnd }) => isFromBackEnd)
    .map(({ name }) => `'${name}'`)
    .join(' | ')}

export type FamilyName = ${model.families.map((family) => `'${family.name}'`).join(' | ')}
`
  return [{ path: 'src/gen/types.gen.ts', content }]
}
