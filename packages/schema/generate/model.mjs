/**
 * Reads the JSON Schemas into the flat model that every output is written from, and refuses a catalogue that
 * breaks its rules: a string without a privacy class, a field without a description, a `plain` string whose
 * pattern admits a space, a name that means two types.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const privacyClasses = ['plain', 'label', 'text', 'url', 'subject']

/** Names the families, one file each, in the order of the documentation. */
export const families = [
  'session',
  'upload',
  'conversation',
  'widget',
  'automation',
  'request',
  'error',
  'operations',
  'custom',
  'client',
]

/** Samples of free text. No `plain` pattern may match any of them. */
const freeText = ['two words', 'jane.doe@example.com', 'a\nb', 'a\tb', '', 'é', 'a'.repeat(300)]

export class CatalogueError extends Error {
  name = 'CatalogueError'
}

const fail = (where, what) => {
  throw new CatalogueError(`${where}: ${what}`)
}

/** Returns the files as JSON, by name. */
export function readSchemas(folder) {
  const read = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  return Object.fromEntries(['types', 'envelope', 'collector', ...families].map((name) => [name, read(name)]))
}

/** Follows one `$ref`; keywords beside it win. */
function resolve(schemas, node, where) {
  if (node.$ref === undefined) return node
  const [file, pointer = ''] = node.$ref.split('#')
  let target = schemas[file.replace(/\.json$/, '')]
  for (const part of pointer.split('/').slice(1)) target = target?.[part]
  if (target === undefined) fail(where, `nothing at ${node.$ref}`)
  const { $ref: _, ...own } = node
  return { ...resolve(schemas, target, where), ...own, def: pointer.split('/').at(-1) }
}

function kindOf(node, where) {
  const type = node.type
  if (type === 'string') return 'string'
  if (type === 'integer' || type === 'number' || type === 'boolean') return type
  if (type === 'array') return 'array'
  if (type === 'object') return node.additionalProperties === undefined ? 'object' : 'map'
  return fail(where, 'has no type that the catalogue knows')
}

function checkString(node, where) {
  const privacy = node['x-privacy']
  if (privacy === undefined) fail(where, 'a string without x-privacy')
  if (!privacyClasses.includes(privacy)) fail(where, `x-privacy is none of ${privacyClasses.join(', ')}`)
  if (privacy !== 'plain') return
  if (node.enum === undefined && node.pattern === undefined)
    fail(where, 'a plain string without pattern or enum')
  const pattern = new RegExp(patternOf(node))
  if (freeText.some((text) => pattern.test(text))) fail(where, 'a plain pattern that admits free text')
}

/** Sums of a figure without limits overflow, in a report or in a rollup. */
function checkFigure({ const: constant, minimum, maximum }, where) {
  if (constant === undefined && (minimum === undefined || maximum === undefined))
    fail(where, 'a figure without minimum and maximum')
}

/** An enumeration is a pattern too, for the sanitizer. */
export function patternOf(node) {
  return node.pattern ?? `^(?:${node.enum.join('|')})$`
}

/** Returns what answers and documentation say is allowed. */
function expectationOf(kind, node) {
  if (node.enum) return `one of ${node.enum.join(', ')}`
  if (node.title) return node.title
  return kind === 'object' ? 'an object' : `a ${kind}`
}

function readField(schemas, name, raw, path, required, where) {
  const node = resolve(schemas, raw, where)
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name)) fail(where, 'a name that is not snake_case')
  if (!node.description) fail(where, 'a field without a description')
  const kind = kindOf(node, where)
  const field = {
    name,
    path,
    kind,
    required,
    description: node.description,
    expected: expectationOf(kind, node),
    node,
  }
  if (kind === 'string') {
    checkString(node, where)
    field.privacy = node['x-privacy']
    field.timestamp = node['x-column'] === 'timestamp'
  }
  if (kind === 'integer' || kind === 'number') checkFigure(node, where)
  if (kind === 'array') {
    const items = resolve(schemas, node.items, `${where}[]`)
    if (kindOf(items, where) !== 'string') fail(where, 'an array of something other than strings')
    if (node.maxItems === undefined) fail(where, 'an array without maxItems')
    checkString(items, `${where}[]`)
    field.privacy = items['x-privacy']
    field.items = items
  }
  if (kind === 'map') {
    const values = resolve(schemas, node.additionalProperties, `${where}.*`)
    if (values['x-privacy'] !== 'label') fail(where, 'a map whose strings are not labels')
    if (node.maxProperties === undefined) fail(where, 'a map without maxProperties')
    field.privacy = 'label'
  }
  if (kind === 'object') field.fields = readFields(schemas, node, path, where)
  return field
}

function readFields(schemas, node, path, where) {
  return Object.entries(node.properties)
    .filter(([, property]) => property.const === undefined || property.type !== undefined)
    .map(([name, property]) =>
      readField(
        schemas,
        name,
        property,
        [...path, name],
        (node.required ?? []).includes(name),
        `${where}.${name}`,
      ),
    )
}

/** Returns the leaves of a tree of fields, in order. */
export function leaves(fields) {
  return fields.flatMap((field) => (field.kind === 'object' ? leaves(field.fields) : [field]))
}

/** A column holds one type in every table, so that the view of all events is well typed. */
function checkSameTypes(model) {
  const seen = new Map()
  for (const event of model.events) {
    for (const field of leaves([...model.envelope, ...model.collector, ...event.fields])) {
      const column = field.path.join('_')
      const type = `${field.kind} ${field.privacy ?? ''} at ${field.path.join('.')}`
      if ((seen.get(column) ?? type) !== type)
        fail(`${event.name}.${field.path.join('.')}`, 'has another type elsewhere')
      seen.set(column, type)
    }
  }
}

export function buildModel(schemas) {
  const events = families.flatMap((family) => {
    const file = schemas[family]
    const sender = file['x-sender']
    if (sender !== undefined && sender !== 'back_end') fail(family, 'x-sender is not back_end')
    return Object.entries(file.$defs).map(([name, node]) => {
      if (node.properties.event?.const !== name) fail(name, 'the constant of event is another name')
      if (node.$ref !== 'envelope.json') fail(name, 'an event without the envelope')
      if (!node.description) fail(name, 'an event without a description')
      if (!file.oneOf.some((entry) => entry.$ref === `#/$defs/${name}`))
        fail(name, 'not in oneOf of its file')
      const fields = readFields(schemas, node, [], name)
      const both = new Set(schemas.envelope.required)
      for (const required of node.required ?? []) {
        if (!fields.some((field) => field.name === required)) both.add(required)
      }
      return {
        name,
        family,
        isFromBackEnd: sender !== undefined,
        description: node.description,
        fields,
        required: [...both, ...fields.filter((field) => field.required).map((field) => field.name)],
      }
    })
  })
  const model = {
    families: families.map((name) => ({ name, description: schemas[name].description })),
    envelope: readFields(schemas, schemas.envelope, [], 'envelope'),
    collector: readFields(schemas, schemas.collector, [], 'collector'),
    events,
  }
  checkSameTypes(model)
  return model
}
