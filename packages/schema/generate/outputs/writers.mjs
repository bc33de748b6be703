/**
 * `writers.gen.ts`: one function per event that checks each field and writes it as JSON in the same step, for events
 * that leave as they came. Whatever is not as it should be ends in `undefined`; nothing is mended here.
 */
import { patternOf } from '../model.mjs'
import { callOf } from './call-of.mjs'
import { header } from './header.mjs'

export function writers(model) {
  const patterns = []
  const indexOf = (pattern) => {
    if (!patterns.includes(pattern)) patterns.push(pattern)
    return patterns.indexOf(pattern)
  }
  const scope = { indexOf }
  const inEnvelope = model.envelope.filter((field) => field.name !== 'event')
  const isRequired = (field) => field.required
  const members = (fields, required) =>
    fields.map((field) => writeField(scope, field, 'e', required(field), '  ')).join('')
  const functions = model.events.map((event) => {
    const more = inEnvelope.filter((field) => !field.required && event.required.includes(field.name))
    const own = event.fields.filter((field) => !inEnvelope.some(({ name }) => name === field.name))
    return `function ${event.name}(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
${more.map(({ name }) => `  if (e.${name} === undefined) return undefined\n`).join('')}  let v: unknown
  let n = counted
  let s = '{"event":"${event.name}"' + first
${members(own, ({ name }) => event.required.includes(name))}  return n === size(e) ? s : undefined
}
`
  })
  const envelope = `/** Members that the last envelope had, \`event\` among them. */
let counted = 0

function envelope(e: Json, h: Hooks): string | undefined {
  let v: unknown
  let n = 1
  let s = ''
${members(inEnvelope, isRequired)}  counted = n
  return s
}
`
  const content = `${header}
import { type Hooks, isJson, type Json, size, type Writer } from '../encode/hooks.js'
import { memoPattern, memoSet } from '../encode/memo-pattern.js'

${patterns.map((pattern, i) => `const p${i} = ${callOf(pattern, 'memoSet', 'memoPattern')}\n`).join('')}
${envelope}
${functions.join('\n')}
/** By event type. What they write lacks the closing brace. */
export const writers: ReadonlyMap<unknown, Writer> = new Map([
${model.events.map(({ name }) => `  ['${name}', ${name}],\n`).join('')}])
`
  return [{ path: 'src/gen/writers.gen.ts', content }]
}

/** Reads `v` from its parent, counts it and adds it to `s`; a missing required field has no type and fails. */
function writeField(scope, field, parent, required, indent) {
  const read = `${indent}v = ${parent}.${field.name}\n`
  const body = writeValue(scope, field, `${indent}${required ? '' : '  '}`)
  const count = `${indent}${required ? '' : '  '}n++\n`
  return required
    ? `${read}${body}${count}`
    : `${read}${indent}if (v !== undefined) {\n${body}${count}${indent}}\n`
}

function writeValue(scope, field, indent) {
  const key = `"${field.name}":`
  const refuse = (unless) => `${indent}if (${unless}) return undefined\n`
  const add = (value) => `${indent}s += ',${key}' + ${value}\n`
  const checked = (check, name) => `${indent}const ${name} = ${check}\n${refuse(`${name} === undefined`)}`
  const block = (body) => `${indent}{\n${body.replaceAll(/^/gm, '  ').trimEnd()}\n${indent}}\n`
  switch (field.kind) {
    case 'boolean':
      return refuse("typeof v !== 'boolean'") + add('v')
    case 'integer':
    case 'number':
      return refuse(`typeof v !== 'number' || ${range(field)}`) + add('v')
    case 'string':
      if (field.privacy === 'plain') {
        const pattern = `p${scope.indexOf(patternOf(field.node))}`
        return `${refuse(`typeof v !== 'string' || !${pattern}.test(v)`)}${indent}s += ',${key}"' + v + '"'\n`
      }
      return block(checked(`h.${field.privacy}(v)`, 'w') + add('w'))
    case 'array':
      return block(checked(`h.list(v, ${field.node.maxItems})`, 'w') + add('w'))
    case 'map':
      return block(checked(`h.map(v, ${field.node.maxProperties})`, 'w') + add('w'))
    case 'object':
      return block(writeObject(scope, field, indent))
    default:
      throw new Error(`no way to write a ${field.kind}`)
  }
}

/** Negated: NaN and infinities fail every comparison that they must. */
function range(field) {
  const { const: constant, minimum, maximum } = field.node
  if (constant !== undefined) return `v !== ${constant}`
  const bounds = [
    minimum === undefined ? 'v >= -1.7976931348623157e308' : `v >= ${minimum}`,
    maximum === undefined ? 'v <= 1.7976931348623157e308' : `v <= ${maximum}`,
    ...(field.kind === 'integer' ? ['v % 1 === 0'] : []),
  ]
  return `!(${bounds.join(' && ')})`
}

/** The members of an object, with counts of their own in the place of the event's. */
function writeObject(scope, field, indent) {
  const inner = field.fields
    .map((member) => writeField(scope, member, 'o', member.required, indent))
    .join('')
    .replaceAll(/\bn\+\+/g, 'm++')
    .replaceAll(/\bs \+= ',/g, "t += (t === '' ? '' : ',') + '")
  return `${indent}if (!isJson(v)) return undefined
${indent}const o = v
${indent}let m = 0
${indent}let t = ''
${inner}${indent}if (m !== size(o)) return undefined
${indent}s += ',"${field.name}":{' + t + '}'
`
}
