/**
 * `policy.gen.ts`: what may leave in each field, for the sanitizer. Patterns once, fields as one string per event;
 * `src/policy.ts` has the grammar and decodes it. `policy-browser.gen.ts` is the same with one pattern, for the size of the
 * script tag: a plain field admits no free text there either, but which word or id it is the collector knows; and in an order that
 * compresses well. Where bytes are no matter each pattern remembers what it admitted last, and what must be there is said too.
 */
import { CatalogueError, patternOf } from '../model.mjs'
import { arrange, readOrder } from '../page-order.mjs'
import { header } from './header.mjs'

/** As `KIND` in `src/sanitize/types.ts` says, where the limits are, too. */
const kinds = {
  label: '=',
  needed: '!',
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
/** What deny-listed keys take. */
const words = [kinds.label, kinds.text, kinds.url, kinds.subject, kinds.array]
const ARRAY_MAX = 50
const MAP_MAX = 20

/** Admits what any pattern of a plain field does. Its length is the walk's matter: an expression that counts takes half as long again. */
export const MACHINE_MADE = '^[@[\\w+-][\\w.:;,=/+\\]-]*$'
const exact = (field) => patternOf(field.node)
const inBrief = () => MACHINE_MADE

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
  {
    path: 'src/gen/policy.gen.ts',
    content: write(describe(model, exact, new Map()), true) + writeRequired(model),
  },
  { path: 'src/gen/policy-browser.gen.ts', content: write(describeInBrief(model), false) },
]

export const describeInBrief = (model, order = readOrder()) => describe(model, inBrief, order)

/** The parts of the compact policy: patterns, and entries as strings. */
function describe(model, plainPattern, order) {
  const patterns = []
  const objects = new Map()
  const letterOf = (pattern) => {
    if (!patterns.includes(pattern)) patterns.push(pattern)
    return String.fromCharCode(65 + patterns.indexOf(pattern))
  }
  const kind = (field) => {
    if (field.kind === 'array' && (field.node.maxItems !== ARRAY_MAX || field.items['x-privacy'] !== 'label'))
      refuse(field, `an array other than of ${ARRAY_MAX} labels`)
    if (field.kind === 'map' && field.node.maxProperties !== MAP_MAX)
      refuse(field, `a map other than of ${MAP_MAX} properties`)
    if (field.kind === 'object') {
      const entry = `${field.name} ${encode(`object ${field.name}`, field.fields)}`
      if ((objects.get(field.name)?.entry ?? entry) !== entry) refuse(field, 'two objects of one name')
      objects.set(field.name, { name: field.name, entry })
    }
    if (field.kind !== 'string') return kinds[field.kind]
    return kinds[field.privacy] ?? letterOf(plainPattern(field))
  }
  const keptKind = (field) => {
    const sign = kind(field)
    if (!words.includes(sign)) return sign
    return sign === kinds.label ? kinds.needed : refuse(field, 'words that must be there, but labels')
  }
  const encode = (of, fields, required = []) =>
    arrange(fields, order.get(of))
      .map((field) => `${required.includes(field.name) ? keptKind(field) : kind(field)}${field.name}`)
      .join('')

  const envelopeRequired = model.envelope.filter((field) => field.required).map((field) => field.name)
  const envelope = encode('envelope', model.envelope, envelopeRequired)
  const events = arrange(model.events, order.get('events')).map((event) => {
    const promoted = model.envelope.filter(
      (field) => field.privacy === 'label' && event.required.includes(field.name),
    )
    const fields = [...promoted, ...event.fields]
    return `${event.name} ${encode(`event ${event.name}`, fields, event.required)}`.trim()
  })
  if (patterns.length > 26) throw new CatalogueError('the compact policy has letters for 26 patterns')
  return {
    patterns,
    envelope,
    events: events.join('\n'),
    objects: arrange(objects.values(), order.get('objects'))
      .map(({ entry }) => entry)
      .join('\n'),
  }
}

const write = ({ patterns, envelope, events, objects }, remembers) => `${header}
import { decodePolicy } from '../policy.js'
${remembers ? "import { lastPassed } from '../sanitize/last-passed.js'\n" : ''}import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  [
${patterns.map((pattern) => `    ${new RegExp(shorten(pattern))},`).join('\n')}
  ]${remembers ? '.map(lastPassed)' : ''},
  '${envelope}',
  \`${events}\`,
  \`${objects}\`,
)
`

const writeRequired = (model) => `
/** By event type: what must be there. */
export const required: ReadonlyMap<string, readonly string[]> = /* @__PURE__ */ new Map([
${model.events.map(({ name, required }) => `  ['${name}', ['${required.join("', '")}']],`).join('\n')}
])
`
