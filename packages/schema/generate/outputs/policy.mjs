/**
 * `policy.gen.ts`: what may leave in each field, for the sanitizer. Written for the size of the browser's bundle:
 * patterns once, fields as one string per event; `src/policy.ts` has the grammar and decodes it.
 */
import { patternOf } from '../model.mjs'
import { header } from './header.mjs'

const codes = { label: 'l', text: 't', url: 'u', subject: 's', integer: 'i', number: 'n', boolean: 'b' }

export function policy(model) {
  const patterns = []
  const indexOf = (pattern) => {
    if (!patterns.includes(pattern)) patterns.push(pattern)
    return patterns.indexOf(pattern)
  }
  const stringCode = (node) =>
    node['x-privacy'] === 'plain' ? String(indexOf(patternOf(node))) : codes[node['x-privacy']]
  const code = (field) => {
    if (field.kind === 'object') return `(${encode(field.fields)})`
    if (field.kind === 'array') return `[${field.node.maxItems};${stringCode(field.items)}`
    if (field.kind === 'map') return `{${field.node.maxProperties}`
    return field.kind === 'string' ? stringCode(field.node) : codes[field.kind]
  }
  const encode = (fields, required = []) =>
    fields.map((field) => `${field.name}${required.includes(field.name) ? '!' : ':'}${code(field)}`).join(',')

  const envelopeRequired = model.envelope.filter((field) => field.required).map((field) => field.name)
  const envelope = encode(model.envelope, envelopeRequired)
  const events = model.events.map((event) => {
    const promoted = model.envelope.filter(
      (field) => event.required.includes(field.name) && !envelopeRequired.includes(field.name),
    )
    return `${event.name}=${encode([...promoted, ...event.fields], event.required)}`
  })
  const content = `${header}
import { decodePolicy } from '../policy.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  [
${patterns.map((pattern) => `    ${JSON.stringify(pattern)},`).join('\n')}
  ],
  '${envelope}',
  \`${events.join('\n')}\`,
)
`
  return [{ path: 'src/gen/policy.gen.ts', content }]
}
