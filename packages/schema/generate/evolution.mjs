/**
 * Refuses a breaking change to a released version: v1 only gains optional fields and events. A valid event
 * stays valid, a column stays, and no field becomes less private.
 */
import { leaves } from './model.mjs'

/** Lists the classes from strict to open: a field may move to the left, never to the right. */
const strictness = ['text', 'subject', 'url', 'label', 'plain']

const limits = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'maxItems',
  'maxProperties',
  'pattern',
  'enum',
  'const',
]

function flattenField(field) {
  const flat = { type: field.kind, privacy: field.privacy, timestamp: field.timestamp || undefined }
  for (const limit of limits) flat[limit] = field.node[limit]
  if (field.items) flat.items = Object.fromEntries(limits.map((limit) => [limit, field.items[limit]]))
  return flat
}

function objectsOf(fields) {
  return fields
    .filter((field) => field.kind === 'object')
    .flatMap((field) => [field, ...objectsOf(field.fields)])
}

/** Returns the catalogue as plain data, as the committed baseline has it. */
export function flatten(model) {
  const envelope = [...model.envelope, ...model.collector]
  const flatFields = (fields) =>
    Object.fromEntries(leaves(fields).map((field) => [field.path.join('.'), flattenField(field)]))
  const nested = (fields) =>
    objectsOf(fields).flatMap((object) =>
      object.fields.filter((field) => field.required).map((field) => field.path.join('.')),
    )
  const flat = {
    envelope: flatFields(envelope),
    events: Object.fromEntries(
      model.events.map((event) => [
        event.name,
        {
          family: event.family,
          required: [...event.required, ...nested(model.envelope), ...nested(event.fields)],
          fields: flatFields(event.fields),
        },
      ]),
    ),
  }
  return JSON.parse(JSON.stringify(flat))
}

const tighter = {
  minimum: (was, is) => is !== undefined && (was === undefined || is > was),
  minLength: (was, is) => is !== undefined && (was === undefined || is > was),
  maximum: (was, is) => is !== undefined && (was === undefined || is < was),
  maxLength: (was, is) => is !== undefined && (was === undefined || is < was),
  maxItems: (was, is) => is !== undefined && (was === undefined || is < was),
  maxProperties: (was, is) => is !== undefined && (was === undefined || is < was),
  // It is undecidable in general whether one pattern contains another, so any change counts as narrower.
  pattern: (was, is) => is !== undefined && is !== was,
  enum: (was, is) => is !== undefined && (was === undefined || was.some((value) => !is.includes(value))),
  const: (was, is) => is !== undefined && is !== was,
}

/** Says whether a break only bounds a figure or a length more tightly than before. */
export const isTighterLimit = ({ code }) => /^narrowed_(min|max)/.test(code)

function narrowed(was, is) {
  return limits.filter((limit) => tighter[limit](was[limit], is[limit]))
}

/** UTF-16 units of the longest plain string; the sanitizer takes no longer one, whatever the pattern says. */
const PLAIN_MAX = 2000

/** A plain string has a length that its pattern does not name, so that it may become a label of any greater one. */
const withLength = (field) =>
  field.privacy === 'plain' ? { ...field, maxLength: field.maxLength ?? PLAIN_MAX } : field

function compareField(path, was, is) {
  if (is === undefined) return [{ code: 'removed_field', path }]
  const breaks = []
  if (is.type !== was.type || is.timestamp !== was.timestamp) breaks.push({ code: 'retyped_field', path })
  if (strictness.indexOf(is.privacy) > strictness.indexOf(was.privacy))
    breaks.push({ code: 'laxer_privacy', path })
  for (const limit of narrowed(withLength(was), is)) breaks.push({ code: `narrowed_${limit}`, path })
  if (was.items) {
    for (const limit of narrowed(was.items, is.items ?? {}))
      breaks.push({ code: `narrowed_${limit}`, path: `${path}[]` })
  }
  return breaks
}

function compareFields(prefix, was, is) {
  return Object.entries(was).flatMap(([name, field]) => compareField(`${prefix}.${name}`, field, is[name]))
}

/** Returns what breaks between two flattened catalogues. The list is empty when `is` only adds. */
export function breaks(was, is) {
  const found = compareFields('envelope', was.envelope, is.envelope)
  for (const [name, event] of Object.entries(was.events)) {
    const now = is.events[name]
    if (now === undefined) {
      found.push({ code: 'removed_event', path: name })
      continue
    }
    if (now.family !== event.family) found.push({ code: 'moved_event', path: name })
    found.push(...compareFields(name, event.fields, now.fields))
    for (const required of now.required) {
      if (!event.required.includes(required))
        found.push({ code: 'new_required_field', path: `${name}.${required}` })
    }
  }
  return found
}
