/**
 * The short way out of an application, for events that may leave as they were passed, which are nearly all: each field
 * is read, checked, scanned and written as JSON in one step, with no object of the event and no text of it. What is not
 * exactly right (an unknown field, a finding, a value that does not fit, an object of a class) is not written and goes
 * the long way: `sanitize`, `JSON.stringify`. This way never mends anything, so it can only say what the other would
 * have said.
 *
 * Events of a type repeat each other, so each is written over a copy of the one before it (`draft.ts`): a field that
 * has the value that it had then is neither asked about nor written again.
 */
import { context, envelope, events } from '../gen/members.gen.js'
import type { SanitizeOptions } from '../sanitize/types.js'
import { createHooks } from './create-hooks.js'
import {
  begin,
  type Draft,
  type Field,
  finish,
  forget,
  newDraft,
  type Page,
  type ToJson,
  tell,
  valuesOf,
} from './draft.js'
import { isJson, type Json } from './hooks.js'
import type { EventMembers, Member } from './members.js'

/** What the client says of an event. A host may say all but the id itself. */
export interface Envelope {
  /** Of the id, which is ASCII and always of the same length: what others of the same moment have too, and codes of the rest. */
  readonly idHead: string
  readonly idTail: Uint8Array
  readonly ts: string
  readonly session_id: string | undefined
  readonly trace_id: string | undefined
  readonly ticket_id: string | undefined
  readonly user: string | undefined
}

/**
 * Writes the event as JSON behind what is on the page. Answers where it ends, behind the page when there was no room; or,
 * when it does not leave as it came, what is to go the long way: a copy of `given`, so that nobody asks its getters
 * twice, or `given` where nothing of it was read. Throws what a getter throws.
 */
export type Write = (
  page: Page,
  type: string,
  given: object | undefined,
  ours: Envelope,
) => number | object | undefined

const REFUSED = undefined
const NOTHING = ''

interface Fields {
  readonly byName: ReadonlyMap<string, Field>
  readonly required: readonly Field[]
}

interface EventFields extends Fields {
  readonly draft: Draft
}

/**
 * `surroundings` are the client's own fields of `context`.
 * @throws CustomRuleError when a rule in the options cannot be used.
 */
export function createWrite(options: SanitizeOptions, surroundings: Readonly<Record<string, string>>): Write {
  const hooks = createHooks(options, () => undefined)
  const { isDenied = () => false } = hooks
  /** The number of the event at hand. */
  let turn = 0

  const fieldOf = (member: Member): Field =>
    // A key that the application denies is for the sanitizer to remove and to count, whatever it holds.
    isDenied(member.name)
      ? newField(member.name, () => REFUSED, REFUSED)
      : newField(member.name, toJsonOf(member))

  function toJsonOf(member: Member): ToJson {
    switch (member.kind) {
      case 'plain': {
        const { plain } = member
        return (value) => (typeof value === 'string' && plain.test(value) ? `"${value}"` : REFUSED)
      }
      case 'integer':
      case 'number': {
        const { least, most } = member
        const isInteger = member.kind === 'integer'
        return (value) =>
          typeof value === 'number' && value >= least && value <= most && (!isInteger || value % 1 === 0)
            ? `${value}`
            : REFUSED
      }
      case 'boolean':
        return (value) => (value === true ? 'true' : value === false ? 'false' : REFUSED)
      case 'array':
        return (value) => hooks.list(value, member.max)
      case 'map':
        return (value) => (isOwn(value) ? hooks.map(value, member.max) : REFUSED)
      case 'object': {
        const fields = fieldsOf(member.members.map(fieldOf), member.members)
        return (value) => {
          const inner = textOf(value, fields)
          return inner === REFUSED || !isWhole(fields) ? REFUSED : `{${inner.slice(1)}}`
        }
      }
      case 'text':
        if (options.content === 'redacted') return hooks.text
        // Removed, and not counted.
        return (value) => (typeof value === 'string' ? NOTHING : REFUSED)
      default:
        return hooks[member.kind]
    }
  }

  /** Members of an object in an event, each behind a comma. */
  function textOf(value: unknown, { byName }: Fields): string | undefined {
    if (!isOwn(value)) return REFUSED
    let text = ''
    for (const key in value) {
      const field = byName.get(key)
      if (field === undefined) return REFUSED
      const inner = value[key]
      const json = inner === undefined || inner === null ? field.ofNothing : field.toJson(inner)
      if (json === REFUSED) return REFUSED
      if (json === NOTHING) continue
      field.seen = turn
      text += field.lead + json
    }
    return text
  }

  function isWhole({ required }: Fields): boolean {
    for (const field of required) if (field.seen !== turn) return false
    return true
  }

  const contextHead = JSON.stringify(surroundings).slice(0, -1)
  const inContext = fieldsOf(
    context.map((member) => (Object.hasOwn(surroundings, member.name) ? ours(member.name) : fieldOf(member))),
    [],
  )
  const shared = new Map(envelope.map((member) => [member.name, fieldOf(member)]))
  const inEnvelope = (name: string): Field => shared.get(name) ?? ours(name)
  for (const name of ['id', 'event', 'schema_version']) shared.set(name, ours(name))
  const timeOf = inEnvelope('ts').toJson
  const ts = newField('ts', (value) => timeOf(value instanceof Date ? value.toISOString() : value))
  const about = newField('context', (value) => {
    // Where it is no object the long way knows nothing of it either.
    if (typeof value !== 'object') return NOTHING
    const more = textOf(value, inContext)
    return more === REFUSED ? REFUSED : `${contextHead}${more}}`
  })
  shared.set('ts', ts).set('context', about)
  const session = inEnvelope('session_id')
  const trace = inEnvelope('trace_id')
  const ticket = inEnvelope('ticket_id')
  const user = inEnvelope('user')
  const end: Field = { ...newField('', String), lead: '' }
  const tail = ',"schema_version":1}'
  const tailWithContext = `,"schema_version":1,"context":${contextHead}}}`

  const types = new Map(Array.from(events, ([name, members]) => [name, eventOf(name, members)]))

  function eventOf(name: string, { requires, own }: EventMembers): EventFields {
    const all = [...shared.values(), ...own.map(fieldOf)]
    return {
      ...fieldsOf(all, own, requires.map(inEnvelope)),
      draft: newDraft(`{"event":"${name}","id":"`),
    }
  }

  /** Undefined when all was told; else a copy of it all. Each member is read once. */
  function tellGiven(draft: Draft, given: Json, { byName }: Fields): Record<string, unknown> | undefined {
    let copy: Record<string, unknown> | undefined
    for (const key in given) {
      const value = readOnce(given[key])
      if (copy === undefined) {
        const slot = draft.slots[draft.place]
        const field = slot !== undefined && slot.field.name === key ? slot.field : byName.get(key)
        if (field !== undefined && tell(draft, field, value, turn)) continue
        copy = valuesOf(draft)
      }
      copy[key] = value
    }
    return copy
  }

  /** Where the host has not said it. */
  const also = (draft: Draft, field: Field, value: string | undefined): boolean =>
    !value || field.seen === turn || tell(draft, field, value, turn)

  const tellOurs = (draft: Draft, fields: Fields, ours: Envelope): boolean =>
    also(draft, ts, ours.ts) &&
    also(draft, session, ours.session_id) &&
    also(draft, trace, ours.trace_id) &&
    also(draft, ticket, ours.ticket_id) &&
    also(draft, user, ours.user) &&
    isWhole(fields) &&
    tell(draft, end, about.seen === turn ? tail : tailWithContext, turn)

  return (page, type, given, ours) => {
    const fields = types.get(type)
    if (fields === undefined || (given && !isOwn(given))) return given
    const { draft } = fields
    turn++
    begin(draft, page, ours.idHead, ours.idTail)
    try {
      const refused = given && tellGiven(draft, given, fields)
      if (refused) return refused
      const read = draft.place
      if (tellOurs(draft, fields, ours)) return finish(draft)
      draft.place = read
      return given && valuesOf(draft)
    } finally {
      forget(draft)
    }
  }
}

const newField = (name: string, toJson: ToJson, ofNothing: string | undefined = NOTHING): Field => ({
  name,
  lead: `,"${name}":`,
  toJson,
  ofNothing,
  seen: 0,
})

/** What a host says of it does not count. */
const ours = (name: string): Field => newField(name, () => NOTHING)

function fieldsOf(all: readonly Field[], members: readonly Member[], more: readonly Field[] = []): Fields {
  const required = new Set(members.filter((one) => one.required).map(({ name }) => name))
  return {
    byName: new Map(all.map((field) => [field.name, field])),
    required: [...all.filter(({ name }) => required.has(name)), ...more],
  }
}

const readOnce = (value: unknown): unknown =>
  typeof value === 'object' && isOwn(value) ? { ...value } : value

const probe = {}

/** Whether all that `in` would find is its own: what is of a class is for the long way. */
function isOwn(value: unknown): value is Json {
  if (!isJson(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  // Somebody has given all objects of the program more members.
  for (const _ in probe) return false
  return true
}
