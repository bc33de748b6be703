/**
 * `members.gen.ts`: the fields of each event as data, for events that are checked in the text that they came in or written
 * from what an application passed. What is done with them is in `src/encode/create-pass.ts` and `create-write.ts`.
 */
import { patternOf } from '../model.mjs'
import { callOf } from './call-of.mjs'
import { header } from './header.mjs'

export function members(model) {
  const reads = []
  const plain = (field) => {
    const call = field.timestamp
      ? `plainTime(${JSON.stringify(patternOf(field.node))})`
      : callOf(patternOf(field.node), 'plainSet', 'plainPattern')
    if (!reads.includes(call)) reads.push(call)
    return `kind: 'plain', plain: p${reads.indexOf(call)}`
  }
  const kind = (field, indent) => {
    const { node } = field
    switch (field.kind) {
      case 'boolean':
        return "kind: 'boolean'"
      case 'integer':
      case 'number':
        return `kind: '${field.kind}', least: ${least(node)}, most: ${most(node)}`
      case 'string':
        return field.privacy === 'plain' ? plain(field) : `kind: '${field.privacy}'`
      case 'array':
        return `kind: 'array', max: ${node.maxItems}`
      case 'map':
        return `kind: 'map', max: ${node.maxProperties}`
      case 'object':
        return `kind: 'object', members: ${list(field.fields, (inner) => inner.required, indent)}`
      default:
        throw new Error(`no way to read a ${field.kind}`)
    }
  }
  const list = (fields, isRequired, indent) => {
    const lines = fields.map((field) => {
      const required = isRequired(field) ? ', required: true' : ''
      return `${indent}  { name: '${field.name}', ${kind(field, `${indent}  `)}${required} },\n`
    })
    return lines.length === 0 ? '[]' : `[\n${lines.join('')}${indent}]`
  }

  const { fields: context } = model.envelope.find(({ name }) => name === 'context')
  const envelope = model.envelope.filter(({ name }) => name !== 'event' && name !== 'context')
  const inEnvelope = new Set(model.envelope.map(({ name }) => name))
  const isRequired = (field) => field.required
  const tables = [
    `/** In the envelope's \`context\`. */
export const context: readonly Member[] = ${list(context, isRequired, '')}
`,
    `/** Without \`event\` and \`context\`. */
export const envelope: readonly Member[] = ${list(envelope, isRequired, '')}
`,
    `export const events: ReadonlyMap<string, EventMembers> = new Map<string, EventMembers>([
${model.events.map(entry).join('')}])
`,
  ]
  function entry(event) {
    const requires = envelope.filter((field) => !field.required && event.required.includes(field.name))
    const own = event.fields.filter(({ name }) => !inEnvelope.has(name))
    const names = requires.map(({ name }) => `'${name}'`).join(', ')
    const fields = list(own, ({ name }) => event.required.includes(name), '  ')
    return `  ['${event.name}', { requires: [${names}], own: ${fields} }],\n`
  }
  const content = `${header}
import type { EventMembers, Member } from '../encode/members.js'
import { plainPattern, plainSet, plainTime } from '../encode/plain.js'

${reads.map((call, i) => `const p${i} = ${call}\n`).join('')}
${tables.join('\n')}`
  return [{ path: 'src/gen/members.gen.ts', content }]
}

/** The bounds that every number has: of JSON, not of the catalogue. */
const least = ({ const: constant, minimum }) => constant ?? minimum ?? '-1.7976931348623157e308'
const most = ({ const: constant, maximum }) => constant ?? maximum ?? '1.7976931348623157e308'
