/**
 * `policy.gen.ts`: what may leave in each field, for the sanitizer. Patterns once, fields as one string per event;
 * `src/policy.ts` has the grammar and decodes it. `policy-browser.gen.ts` says less, for the size of the script tag: the class of
 * each name, whichever event has it, and one pattern that admits no free text. Which event has which field, and which word or id
 * a plain one may hold, the collector knows.
 */
import { CatalogueError, patternOf } from '../model.mjs'
import { header } from './header.mjs'

/** As `KIND` in `src/sanitize/types.ts` says, where the limits are, too. */
const kinds = {
  label: '=',
  text: '"',
  url: '/',
  subject: '~',
  integer: '#',
  number: '+',
  boolean: '?',
  object: '(',
  array: '[',
  map: '{',
}
const ARRAY_MAX = 50
const MAP_MAX = 20

/** For any plain field, in brief. */
const PLAIN = 'A'
/** Admits what any pattern of a plain field does. */
export const MACHINE_MADE = '^[@[\\w+-][\\w.:;,=/+\\]-]{0,255}$'

const refuse = (field, what) => {
  throw new CatalogueError(`${field.name}: the compact policy has no word for ${what}`)
}

/** The same pattern in fewer bytes. */
export const shorten = (pattern) =>
  pattern.replace(/\[[^\]]*\]/g, (set) =>
    set
      .replace('0-9A-Za-z', 'A-Za-z0-9')
      .replace(/A-Za-z0-9(.*)_/, '\\w$1')
      .replace('0-9', '\\d'),
  )

export const policy = (model) => [
  { path: 'src/gen/policy.gen.ts', content: inFull(model) },
  { path: 'src/gen/policy-browser.gen.ts', content: inBrief(model) },
]

/** The sign of a field; of a plain string what `plain` makes of it. */
function signOf(field, plain) {
  if (field.kind === 'array' && (field.node.maxItems !== ARRAY_MAX || field.items['x-privacy'] !== 'label'))
    refuse(field, `an array other than of ${ARRAY_MAX} labels`)
  if (field.kind === 'map' && field.node.maxProperties !== MAP_MAX)
    refuse(field, `a map other than of ${MAP_MAX} properties`)
  if (field.kind !== 'string') return kinds[field.kind]
  return kinds[field.node['x-privacy']] ?? plain(field)
}

const requiredOf = (model) => model.envelope.filter((field) => field.required).map((field) => field.name)

/** Fields of the envelope that an event asks for beside what all do. */
const promotedIn = (model, { required }) =>
  model.envelope.filter((field) => required.includes(field.name) && !requiredOf(model).includes(field.name))

function inFull(model) {
  const patterns = []
  const objects = new Map()
  const letterOf = (field) => {
    const pattern = patternOf(field.node)
    if (!patterns.includes(pattern)) patterns.push(pattern)
    return String.fromCharCode(65 + patterns.indexOf(pattern))
  }
  const kind = (field) => {
    if (field.kind === 'object') {
      const entry = `${kinds.object}${field.name} ${encode(field.fields)}`
      if ((objects.get(field.name) ?? entry) !== entry) refuse(field, 'two objects of one name')
      objects.set(field.name, entry)
    }
    return signOf(field, letterOf)
  }
  const encode = (fields, required = []) =>
    fields.map((field) => `${kind(field)}${field.name}${required.includes(field.name) ? '!' : ''}`).join('')

  const envelope = encode(model.envelope, requiredOf(model))
  const events = model.events.map((event) =>
    `${event.name} ${encode([...promotedIn(model, event), ...event.fields], event.required)}`.trim(),
  )
  if (patterns.length > 26) throw new CatalogueError('the compact policy has letters for 26 patterns')
  return `${header}
import { decodePolicy } from '../policy.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  [
${patterns.map((pattern) => `    ${new RegExp(shorten(pattern))},`).join('\n')}
  ],
  '${envelope}',
  \`${[...events, ...objects.values()].join('\n')}\`,
)
`
}

function inBrief(model) {
  const signs = new Map()
  const objects = new Set()
  const read = (fields) => {
    for (const field of fields) {
      const sign = signOf(field, () => PLAIN)
      if ((signs.get(field.name) ?? sign) !== sign) refuse(field, 'two classes of one name')
      signs.set(field.name, sign)
      if (field.kind !== 'object') continue
      objects.add(kinds.object + field.name)
      read(field.fields)
    }
  }
  for (const { fields } of [{ fields: model.envelope }, ...model.events]) read(fields)
  const own = (event) =>
    [...promotedIn(model, event), ...event.fields].filter(({ name }) => event.required.includes(name))
  const entries = model.events.map((event) => [event.name, ...own(event).map(({ name }) => name)].join(' '))
  const namesOf = (sign) => [...signs].filter(([, other]) => other === sign).map(([name]) => name)
  return `${header}
import { decodeBrief } from '../policy.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what it must have, and what may leave in each field of any. */
export const policy: Policy = /* @__PURE__ */ decodeBrief(
  ${new RegExp(MACHINE_MADE)},
  \`${[...new Set(signs.values())].map((sign) => [sign, ...namesOf(sign)].join(' ')).join('\n')}\`,
  \`${[...entries, ...objects].join('\n')}\`,
)
`
}
