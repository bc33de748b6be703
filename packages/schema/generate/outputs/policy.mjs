/**
 * `policy.gen.ts`: what may leave in each field, for the sanitizer. Patterns once, fields as one string per event;
 * `src/policy.ts` has the grammar and decodes it. Each pattern remembers what it admitted last, and what must be there is said
 * too. A page has a policy of its own (`page-policy.mjs`).
 */
import { CatalogueError, patternOf } from '../model.mjs'
import { header } from './header.mjs'

/** As `KIND` in `src/sanitize/types.ts` says, where the limits are, too. */
const kinds = {
  number: ':',
  boolean: '?',
  map: ']',
  integer: '{',
  object: '[',
  needed: '}',
  label: ',',
  url: '(',
  text: ')',
  array: '+',
  subject: '&',
}
/** As `src/policy.ts` says. */
const FIRST_PATTERN = 0xc0
/** What deny-listed keys take. */
const words = [kinds.label, kinds.text, kinds.url, kinds.subject, kinds.array]
const ARRAY_MAX = 50
const MAP_MAX = 20

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
  { path: 'src/gen/policy.gen.ts', content: writeExact(model) + writeRequired(model) },
]

function describe(model, plainSign) {
  const objects = new Map()
  const sign = (field) => {
    if (field.kind === 'array' && (field.node.maxItems !== ARRAY_MAX || field.items['x-privacy'] !== 'label'))
      refuse(field, `an array other than of ${ARRAY_MAX} labels`)
    if (field.kind === 'map' && field.node.maxProperties !== MAP_MAX)
      refuse(field, `a map other than of ${MAP_MAX} properties`)
    if (field.kind === 'object') {
      const words = [`>${field.name}`, ...encode(field.fields)]
      if ((objects.get(field.name)?.words ?? words).join('') !== words.join(''))
        refuse(field, 'two objects of one name')
      objects.set(field.name, { name: field.name, words })
    }
    if (field.kind !== 'string') return kinds[field.kind]
    return kinds[field.privacy] ?? plainSign(field)
  }
  /** No deny-listed key may take a field that must be there; only words are taken, and of these only labels must be there. */
  const signKept = (field) => {
    const kind = sign(field)
    if (!words.includes(kind)) return kind
    return kind === kinds.label ? kinds.needed : refuse(field, 'words that must be there, but labels')
  }
  const encode = (fields, required = []) =>
    fields.map((field) => `${required.includes(field.name) ? signKept(field) : sign(field)}${field.name}`)

  const required = model.envelope.filter((field) => field.required).map((field) => field.name)
  const envelope = encode(model.envelope, required)
  const events = model.events.map((event) => {
    const promoted = model.envelope.filter(
      (field) => field.privacy === 'label' && event.required.includes(field.name),
    )
    const fields = [...promoted, ...event.fields]
    return [`;${event.name}`, ...encode(fields, event.required)]
  })
  return { envelope, events, objects: [...objects.values()].map((object) => object.words) }
}

function writeExact(model) {
  const patterns = []
  const parts = describe(model, (field) => {
    const pattern = patternOf(field.node)
    if (!patterns.includes(pattern)) patterns.push(pattern)
    return String.fromCharCode(FIRST_PATTERN + patterns.indexOf(pattern))
  })
  // From there to the last letter of one byte.
  if (patterns.length > 23) throw new CatalogueError('the compact policy has letters for 23 patterns')
  return `${header}
import { decodePolicy, onePatternEach } from '../policy.js'
import { lastPassed } from '../fields/last-passed.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  onePatternEach([
${patterns.map((pattern) => `    ${new RegExp(shorten(pattern))},`).join('\n')}
  ].map(lastPassed)),
  ${write(parts)},
)
`
}

/** One string: minifiers put the lines together. */
const write = ({ envelope, events, objects }) =>
  [envelope, ...events, ...objects].map((words) => `'${words.join('')}'`).join(' +\n  ')

const writeRequired = (model) => `
/** By event type: what must be there. */
export const required: ReadonlyMap<string, readonly string[]> = /* @__PURE__ */ new Map([
${model.events.map(({ name, required }) => `  ['${name}', ['${required.join("', '")}']],`).join('\n')}
])
`
