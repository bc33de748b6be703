/**
 * Writes events that may leave as an application passed them, which are nearly all: each field is read, checked, scanned and
 * written as JSON in one step, with no object of the event and no text of it. The writer refuses what is not exactly right (an
 * unknown field, a finding, a value that does not fit, an instance of a class), and the caller takes the slow path: `sanitize`,
 * `JSON.stringify`. So the fast path can only say what the slow path would have said.
 *
 * Events of a type repeat each other, so each is written over a copy of the one before it (`event-template.ts`): a field that
 * has the same value as then is neither checked nor written again.
 */
import { isObject } from '@hushlog/base'
import {
  contextFields,
  createUnchangedEncoder,
  type EventField,
  type EventFields,
  envelopeFields,
  eventFields,
  plainCheck,
} from '@hushlog/schema/fields'
import type { SanitizeOptions } from '@hushlog/schema/sanitize'
import {
  type ByteBuffer,
  beginEvent,
  createEventTemplate,
  type EncodeField,
  type EventTemplate,
  type FieldWriter,
  finishEvent,
  forgetValues,
  valuesOf,
  writeField,
} from './event-template.js'

/** The client's fields of the envelope. An application may set all but the id. */
export interface ClientEnvelope {
  /** The id is ASCII and always of the same length. Ids of the same moment share the head; the tail holds the other characters. */
  readonly idHead: string
  readonly idTail: Uint8Array
  readonly ts: string
  readonly session_id: string | undefined
  readonly trace_id: string | undefined
  readonly ticket_id: string | undefined
  readonly user: string | undefined
}

/**
 * Writes an event as JSON at the buffer's offset. Throws what a getter of the fields throws.
 *
 * @param fields the application's fields
 * @returns the offset behind the event, which is beyond the buffer when there was no room. For an event that does not leave
 * unchanged it returns the fields for the slow path: a copy, so that no getter is read twice, or `fields` if none was read.
 */
export type WriteEvent = (
  buffer: ByteBuffer,
  type: string,
  fields: object | undefined,
  envelope: ClientEnvelope,
) => number | object | undefined

const REFUSED = undefined
/** The JSON of a field that is left out. */
const OMITTED = ''

interface ObjectWriter {
  readonly byName: ReadonlyMap<string, FieldWriter>
  readonly required: readonly FieldWriter[]
}

interface EventTypeWriter extends ObjectWriter {
  readonly template: EventTemplate
}

type Values = Readonly<Record<string, unknown>>

/**
 * @param clientContext the client's own fields of `context`
 * @throws CustomRuleError when a rule in the options cannot be used
 */
export function createEventWriter(
  options: SanitizeOptions,
  clientContext: Readonly<Record<string, string>>,
): WriteEvent {
  const encoder = createUnchangedEncoder(options, () => undefined)
  const { isDenied = () => false } = encoder
  /** Counts the events, so that a field knows in which it was written last. */
  let eventNumber = 0

  const writerOf = (field: EventField): FieldWriter =>
    // The sanitizer removes and counts a denied key, whatever it holds.
    isDenied(field.name)
      ? createFieldWriter(field.name, () => REFUSED, REFUSED)
      : createFieldWriter(field.name, encodeOf(field))

  function encodeOf(field: EventField): EncodeField {
    switch (field.kind) {
      case 'plain':
      case 'timestamp': {
        const check = plainCheck(field.pattern)
        return (value) => (typeof value === 'string' && check.test(value) ? `"${value}"` : REFUSED)
      }
      case 'integer':
      case 'number': {
        const { minimum, maximum } = field
        const isInteger = field.kind === 'integer'
        return (value) =>
          typeof value === 'number' && value >= minimum && value <= maximum && (!isInteger || value % 1 === 0)
            ? `${value}`
            : REFUSED
      }
      case 'boolean':
        return (value) => (value === true ? 'true' : value === false ? 'false' : REFUSED)
      case 'array':
        return (value) => encoder.list(value, field.maximum)
      case 'map':
        return (value) => (isPlainObject(value) ? encoder.map(value, field.maximum) : REFUSED)
      case 'object': {
        const writer = objectWriter(field.fields.map(writerOf), field.fields)
        return (value) => {
          const inner = encodeMembers(value, writer)
          return inner === REFUSED || !isComplete(writer) ? REFUSED : `{${inner.slice(1)}}`
        }
      }
      case 'text':
        if (options.content === 'redacted') return encoder.text
        // The sanitizer removes a text without counting it.
        return (value) => (typeof value === 'string' ? OMITTED : REFUSED)
      default:
        return encoder[field.kind]
    }
  }

  /** Encodes the members of an object in an event, each behind a comma. */
  function encodeMembers(value: unknown, { byName }: ObjectWriter): string | undefined {
    if (!isPlainObject(value)) return REFUSED
    let text = ''
    for (const key in value) {
      const field = byName.get(key)
      if (field === undefined) return REFUSED
      const inner = value[key]
      const json = inner === undefined || inner === null ? field.encodedNothing : field.encode(inner)
      if (json === REFUSED) return REFUSED
      if (json === OMITTED) continue
      field.eventNumber = eventNumber
      text += field.prefix + json
    }
    return text
  }

  function isComplete({ required }: ObjectWriter): boolean {
    for (const field of required) if (field.eventNumber !== eventNumber) return false
    return true
  }

  const contextHead = JSON.stringify(clientContext).slice(0, -1)
  const contextWriter = objectWriter(
    contextFields.map((field) =>
      Object.hasOwn(clientContext, field.name) ? ignored(field.name) : writerOf(field),
    ),
    [],
  )
  const envelope = new Map(envelopeFields.map((field) => [field.name, writerOf(field)]))
  const envelopeWriter = (name: string): FieldWriter => envelope.get(name) ?? ignored(name)
  for (const name of ['id', 'event', 'schema_version']) envelope.set(name, ignored(name))
  const encodeTime = envelopeWriter('ts').encode
  const ts = createFieldWriter('ts', (value) =>
    encodeTime(value instanceof Date ? value.toISOString() : value),
  )
  const context = createFieldWriter('context', (value) => {
    // The slow path ignores a context that is no object, too.
    if (typeof value !== 'object') return OMITTED
    const more = encodeMembers(value, contextWriter)
    return more === REFUSED ? REFUSED : `${contextHead}${more}}`
  })
  envelope.set('ts', ts).set('context', context)
  const session = envelopeWriter('session_id')
  const trace = envelopeWriter('trace_id')
  const ticket = envelopeWriter('ticket_id')
  const user = envelopeWriter('user')
  const end: FieldWriter = { ...createFieldWriter('', String), prefix: '' }
  const tail = ',"schema_version":1}'
  const tailWithContext = `,"schema_version":1,"context":${contextHead}}}`

  const types = new Map(Array.from(eventFields, ([name, fields]) => [name, eventTypeWriter(name, fields)]))

  function eventTypeWriter(name: string, { requires, own }: EventFields): EventTypeWriter {
    const all = [...envelope.values(), ...own.map(writerOf)]
    return {
      ...objectWriter(all, own, requires.map(envelopeWriter)),
      template: createEventTemplate(`{"event":"${name}","id":"`),
    }
  }

  /** Reads each member once. Returns undefined when all were written, and else a copy of all of them. */
  function writeFields(
    template: EventTemplate,
    fields: Values,
    { byName }: ObjectWriter,
  ): Record<string, unknown> | undefined {
    let copy: Record<string, unknown> | undefined
    for (const key in fields) {
      const value = copyOfObject(fields[key])
      if (copy === undefined) {
        const slot = template.slots[template.position]
        const field = slot !== undefined && slot.field.name === key ? slot.field : byName.get(key)
        if (field !== undefined && writeField(template, field, value, eventNumber)) continue
        copy = valuesOf(template)
      }
      copy[key] = value
    }
    return copy
  }

  /** Writes a field of the envelope that the application has not set. */
  const complete = (template: EventTemplate, field: FieldWriter, value: string | undefined): boolean =>
    !value || field.eventNumber === eventNumber || writeField(template, field, value, eventNumber)

  const writeEnvelope = (
    template: EventTemplate,
    type: ObjectWriter,
    { ts: time, session_id, trace_id, ticket_id, user: subject }: ClientEnvelope,
  ): boolean =>
    complete(template, ts, time) &&
    complete(template, session, session_id) &&
    complete(template, trace, trace_id) &&
    complete(template, ticket, ticket_id) &&
    complete(template, user, subject) &&
    isComplete(type) &&
    writeField(template, end, context.eventNumber === eventNumber ? tail : tailWithContext, eventNumber)

  return (buffer, name, fields, clientEnvelope) => {
    const type = types.get(name)
    if (type === undefined || (fields && !isPlainObject(fields))) return fields
    const { template } = type
    eventNumber++
    beginEvent(template, buffer, clientEnvelope.idHead, clientEnvelope.idTail)
    try {
      const refused = fields && writeFields(template, fields, type)
      if (refused) return refused
      const { position } = template
      if (writeEnvelope(template, type, clientEnvelope)) return finishEvent(template)
      template.position = position
      return fields && valuesOf(template)
    } finally {
      forgetValues(template)
    }
  }
}

const createFieldWriter = (
  name: string,
  encode: EncodeField,
  encodedNothing: string | undefined = OMITTED,
): FieldWriter => ({ name, prefix: `,"${name}":`, encode, encodedNothing, eventNumber: 0 })

/** The client sets these fields itself, so the application's value is ignored. */
const ignored = (name: string): FieldWriter => createFieldWriter(name, () => OMITTED)

function objectWriter(
  writers: readonly FieldWriter[],
  fields: readonly EventField[],
  alsoRequired: readonly FieldWriter[] = [],
): ObjectWriter {
  const required = new Set(fields.filter((field) => field.required).map(({ name }) => name))
  return {
    byName: new Map(writers.map((writer) => [writer.name, writer])),
    required: [...writers.filter(({ name }) => required.has(name)), ...alsoRequired],
  }
}

/** Reads the members of an object once. */
const copyOfObject = (value: unknown): unknown =>
  typeof value === 'object' && isPlainObject(value) ? { ...value } : value

const probe = {}

/** Says whether all that `in` finds is the object's own. Instances of classes are for the slow path. */
function isPlainObject(value: unknown): value is Values {
  if (!isObject(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  // A program may have given all objects an enumerable member more.
  for (const _ in probe) return false
  return true
}
