/**
 * Writes `page-policy.gen.ts`: what may leave a page in each field, for the script tag. It knows the event
 * types that pages send, and one kind for each of their field names. Events of back ends are left out. Which event has which field, and which word or id a plain field
 * may hold, is checked by the collector, so that these tables need not be in every page.
 */
import { CatalogueError } from '../model.mjs'
import { header } from './header.mjs'

/** Admits what any pattern of a plain field admits, and no free text. The walk limits the length. */
export const MACHINE_MADE = '^[@[\\w+-][\\w.:;,=/+\\]-]*$'

const WIDTH = 100

export const pagePolicy = (model) => ({
  path: 'src/gen/page-policy.gen.ts',
  content: `${header}
import { createPagePolicy } from '../sanitize/page-policy.js'

export const policy = /* @__PURE__ */ createPagePolicy(
  ${wrap(model.events.filter(isOfPages).map(({ name }) => name))},
  [
${namesByKind(model)
  .map(([kind, names]) => `    [${literalOf(kind)}, ${wrap(names)}],`)
  .join('\n')}
  ],
)
`,
})

/** A page has one kind for figures and flags, which hold no text. */
const FIGURES = ['integer', 'number', 'boolean']

const isOfPages = ({ isFromBackEnd }) => !isFromBackEnd

const literalOf = (kind) => (kind === 'plain' ? new RegExp(MACHINE_MADE) : `'${kind}'`)

/**
 * Objects come after the fields that an object may have. Labels that an event must have come last, once more,
 * because in an object they may be missing.
 */
function namesByKind({ envelope, events }) {
  const kinds = new Map()
  const read = (field) => {
    const kind = FIGURES.includes(field.kind)
      ? 'number'
      : field.kind === 'string'
        ? field.privacy
        : field.kind
    const known = kinds.get(field.name) ?? kind
    if (known !== kind)
      throw new CatalogueError(`${field.name}: a page has one kind for a name, not ${known} and ${kind}`)
    kinds.set(field.name, kind)
    if (kind === 'object') field.fields.forEach(read)
  }
  envelope.forEach(read)
  // A name has one kind in all events, so that an event may move to pages later.
  for (const { fields } of events) fields.forEach(read)
  const sent = events.filter(isOfPages)
  const names = new Set(namesIn([...envelope, ...sent.flatMap(({ fields }) => fields)]))
  const namesOf = (kind) => [...kinds.keys()].filter((name) => names.has(name) && kinds.get(name) === kind)
  const required = new Set(sent.flatMap((event) => event.required))
  const others = [...new Set(kinds.values())].filter((kind) => kind !== 'object')
  if (namesOf('array').length > 0) throw new CatalogueError('the sanitizer of pages does not know lists')
  const rows = [...others, 'object'].map((kind) => [kind, namesOf(kind)])
  return [
    ...rows.filter(([, found]) => found.length > 0),
    ['requiredLabel', namesOf('label').filter((name) => required.has(name))],
  ]
}

/** Returns the names of fields, and of those in objects. */
const namesIn = (fields) => fields.flatMap(({ name, fields: inner = [] }) => [name, ...namesIn(inner)])

/** Writes one text in several lines. */
function wrap(names) {
  const lines = ['']
  for (const name of names) {
    if (lines.at(-1).length + name.length > WIDTH) lines.push('')
    lines.push(`${lines.pop()}${name} `)
  }
  return `'${lines.join(`' +\n      '`).trimEnd()}'`
}
