/**
 * Writes events that may leave as an application passed them, which are nearly all: each field is read,
 * checked, scanned and written as JSON in one step, with no object of the event and no text of it. The writer
 * refuses what is not exactly right (an unknown field, a finding, a value that does not fit, an instance of a
 * class), and the caller takes the slow path: `sanitize`, `JSON.stringify`. So the fast path can only say
 * what the slow path would have said.
 *
 * Events of a type repeat each other, so each is written over a copy of the one before it
 * (`event-template.ts`): a field that has the same value as then is neither checked nor written again.
 */
import { contextFields, type EventFields, envelopeFields, eventFields } from '@hushlog/schema/fields'
import type { SanitizeOptions } from '@hushlog/schema/sanitize'
import type { Envelope, TrackedEvent } from '@hushlog/sdk-core'
import {
  type ByteBuffer,
  beginEvent,
  createEventTemplate,
  type EventTemplate,
  type FieldWriter,
  finishEvent,
  forgetValues,
  valuesOf,
  writeField,
} from './event-template.js'
import {
  createFieldWriter,
  createFieldWriters,
  ignored,
  isPlainObject,
  type ObjectWriter,
  objectWriter,
  type Values,
} from './field-writers.js'

/** The id of an event. It is ASCII and always has the same length. */
export interface EventId {
  /** The characters that ids of the same moment share. */
  readonly head: string
  /** The other characters, encoded. */
  readonly tail: Uint8Array
}

/**
 * Writes an event as JSON at the buffer's offset. When it refuses an event whose fields it has read,
 * `event.fields` becomes a copy, so that no getter is read twice.
 *
 * @returns the offset behind the event, which is beyond the buffer when there was no room; undefined for an
 *   event that does not leave unchanged
 * @throws what a getter of the fields throws
 */
export type WriteEvent = (buffer: ByteBuffer, id: EventId, event: TrackedEvent) => number | undefined

interface EventTypeWriter extends ObjectWriter {
  readonly template: EventTemplate
}

/**
 * @param clientContext the client's own fields of `context`
 * @throws CustomRuleError when a rule in the options cannot be used
 */
export function createEventWriter(
  options: SanitizeOptions,
  clientContext: Readonly<Record<string, string>>,
): WriteEvent {
  const writers = createFieldWriters(options)
  const { writerOf, encodeMembers, isComplete } = writers

  const contextHead = JSON.stringify(clientContext).slice(0, -1)
  const contextWriter = objectWriter(
    contextFields.map((field) =>
      Object.hasOwn(clientContext, field.name) ? ignored(field.name) : writerOf(field),
    ),
    [],
  )
  const envelopeWriters = new Map(envelopeFields.map((field) => [field.name, writerOf(field)]))
  const envelopeWriter = (name: string): FieldWriter => envelopeWriters.get(name) ?? ignored(name)
  for (const name of ['id', 'event', 'schema_version']) envelopeWriters.set(name, ignored(name))
  const encodeTime = envelopeWriter('ts').encode
  const ts = createFieldWriter('ts', (value) =>
    encodeTime(value instanceof Date ? value.toISOString() : value),
  )
  const context = createFieldWriter('context', (value) => {
    // The slow path ignores a context that is no object, too.
    if (typeof value !== 'object') return ''
    const more = encodeMembers(value, contextWriter)
    return more === undefined ? undefined : `${contextHead}${more}}`
  })
  envelopeWriters.set('ts', ts).set('context', context)
  const session = envelopeWriter('session_id')
  const trace = envelopeWriter('trace_id')
  const ticket = envelopeWriter('ticket_id')
  const user = envelopeWriter('user')
  const end: FieldWriter = { ...createFieldWriter('', String), prefix: '' }
  const tail = ',"schema_version":1}'
  const tailWithContext = `,"schema_version":1,"context":${contextHead}}}`

  const types = new Map(Array.from(eventFields, ([name, fields]) => [name, eventTypeWriter(name, fields)]))

  function eventTypeWriter(name: string, { requires, own }: EventFields): EventTypeWriter {
    const all = [...envelopeWriters.values(), ...own.map(writerOf)]
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
        if (field !== undefined && writeField(template, field, value, writers.eventNumber)) continue
        copy = valuesOf(template)
      }
      copy[key] = value
    }
    return copy
  }

  let formatted: number | undefined
  let time = ''

  /** Formatting a time costs more than the rest of the envelope, and events come in bursts. */
  function timestamp(at: number): string {
    if (at !== formatted) time = new Date(at).toISOString()
    formatted = at
    return time
  }

  /**
   * Writes a field of the envelope, unless the application has set it. Returns false if the field is
   * refused.
   */
  const complete = (template: EventTemplate, field: FieldWriter, value: string | undefined): boolean =>
    !value ||
    field.eventNumber === writers.eventNumber ||
    writeField(template, field, value, writers.eventNumber)

  function writeEnvelope(template: EventTemplate, type: ObjectWriter, envelope: Envelope): boolean {
    const isWritten =
      complete(template, ts, timestamp(envelope.at)) &&
      complete(template, session, envelope.session_id) &&
      complete(template, trace, envelope.trace_id) &&
      complete(template, ticket, envelope.ticket_id) &&
      complete(template, user, envelope.user) &&
      isComplete(type)
    const { eventNumber } = writers
    return (
      isWritten &&
      writeField(template, end, context.eventNumber === eventNumber ? tail : tailWithContext, eventNumber)
    )
  }

  return (buffer, id, event) => {
    const { fields } = event
    const type = types.get(event.type)
    if (type === undefined || (fields && !isPlainObject(fields))) return undefined
    const { template } = type
    writers.eventNumber++
    beginEvent(template, buffer, id.head, id.tail)
    try {
      const refused = fields && writeFields(template, fields, type)
      if (refused) {
        event.fields = refused
        return undefined
      }
      const { position } = template
      if (writeEnvelope(template, type, event.envelope)) return finishEvent(template)
      template.position = position
      event.fields = fields && valuesOf(template)
      return undefined
    } finally {
      forgetValues(template)
    }
  }
}

/** Reads the members of an object once. */
const copyOfObject = (value: unknown): unknown =>
  typeof value === 'object' && isPlainObject(value) ? { ...value } : value
