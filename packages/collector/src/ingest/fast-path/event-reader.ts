/**
 * The fast path of ingest, for events that may leave as they stand in a JSON text: each field is checked
 * against the schema and scanned where it is, and the event is cut out of the text without being parsed. The
 * reader refuses white space, a member that comes twice, an exponent, and all that the schema or the
 * sanitizer would refuse or change; the caller then takes the slow path. So the fast path can only say what
 * the slow path would have said.
 *
 * Invariants:
 *  - A text that begins with a whole JSON string or object begins with no other one, so a text that was read
 *    once and is remembered is what a parser would find there.
 *  - Nothing that is remembered is a slice or a view, which would keep the text of a request in memory.
 */
import {
  contextFields,
  createUnchangedEncoder,
  type EventField,
  type EventFields,
  envelopeFields,
  eventFields,
} from '@hushlog/schema/fields'
import type { SanitizeOptions } from '@hushlog/schema/sanitize'
import { correctTime } from '../client-clock.js'
import { readMap } from './read-map.js'
import { readBoolean, readNumber } from './read-number.js'
import { createMember, createShape, type Member, readObject, type Shape } from './read-object.js'
import { createWordReader, readPlain, readTimestamp } from './read-plain.js'
import { readList, readNewString, readString, readSubject, rememberPassed } from './read-string.js'
import type { ReadValue, Source } from './source.js'
import type { Subjects } from './subjects.js'

/** An event that may leave as it came. Its strings are slices of the text. */
export interface UnchangedEvent {
  /** The offset behind the event in the text. */
  readonly end: number
  /** Holds the event without its closing brace. */
  readonly json: string
  readonly hasText: boolean
  readonly id: string
  readonly event: string
  /** Is corrected, as it is in `json`. */
  readonly ts: string
  /** Holds the counts that the client sent of its own findings. */
  readonly redactions: string | undefined
  /** Says whether the client named the class of its device. */
  readonly hasDevice: boolean
  /** Names the client library that made the event, if the event says it. */
  readonly sdk: string | undefined
}

/**
 * Reads the event that begins at an offset. Only the subjects differ by tenant.
 *
 * @param clockOffset milliseconds to add to the event's time; without it the time stays as it is
 * @returns undefined for an event that has to take the slow path
 */
export type ReadEvent = (
  source: Source,
  at: number,
  subjects: Subjects,
  clockOffset?: number,
) => UnchangedEvent | undefined

interface EventShape extends Shape {
  readonly name: string
}

/** @throws CustomRuleError when a rule in the options cannot be used. */
export function createEventReader(options: Omit<SanitizeOptions, 'pseudonymize'>): ReadEvent {
  /** Counts the events, so that a member knows in which it came last. */
  let eventNumber = 0
  let hasText = false
  let subjects: Subjects
  let clockOffset = 0
  /** Holds the time in place of the one that was read; undefined where that one stays. */
  let correctedTs: string | undefined
  /** Holds the output up to the last replacement, and `copied` is the offset behind it in the text. */
  let written = ''
  let copied = 0
  const encoder = createUnchangedEncoder(options, () => {
    hasText = true
  })
  const { isDenied = () => false } = encoder

  const replace = ({ text }: Source, at: number, end: number, json: string): void => {
    written += text.slice(copied, at) + json
    copied = end
  }

  /** Corrects the time that `read` found. One that the catalogue cannot hold is left to the slow path. */
  const correcting =
    (read: ReadValue): ReadValue =>
    (source, at) => {
      const end = read(source, at)
      if (clockOffset === 0 || end === 0) return end
      correctedTs = correctTime(source.text.slice(at + 1, end - 1), clockOffset)
      if (correctedTs === undefined) return 0
      replace(source, at, end, `"${correctedTs}"`)
      return end
    }

  const readLabel = rememberPassed(readNewString(encoder.label, encoder.mayLeave.label))
  const readers = {
    boolean: readBoolean,
    label: readLabel,
    text: readString(encoder.text),
    url: rememberPassed(readNewString(encoder.url, encoder.mayLeave.url)),
    subject: readSubject(() => subjects, replace),
  }

  const readerOf = (field: EventField): ReadValue => {
    // The sanitizer removes and counts a denied key.
    if (isDenied(field.name)) return () => 0
    switch (field.kind) {
      case 'plain':
      case 'userAgent':
        return readPlain(field.pattern)
      case 'timestamp':
        return readTimestamp(field.pattern)
      case 'integer':
      case 'number':
        return readNumber(field.minimum, field.maximum, field.kind === 'integer')
      case 'array':
        return readList(readLabel, field.maximum)
      case 'map':
        return readMap(encoder.member, field.maximum)
      case 'object':
        return objectReader(field.fields, membersOf(field.fields))
      default:
        return readers[field.kind]
    }
  }

  const membersOf = (fields: readonly EventField[], before = 0): Member[] =>
    fields.map((field, i) => createMember(field.name, readerOf(field), before + i + 1))

  const objectReader = (fields: readonly EventField[], members: readonly Member[]): ReadValue => {
    const required = requiredNames(fields)
    const shape = createShape(members, ({ name }) => required.has(name))
    return (source, at) => readObject(source, at, shape, eventNumber)
  }

  const contextMembers = membersOf(contextFields)
  const redactions = memberNamed(contextMembers, 'redactions')
  const device = memberNamed(contextMembers, 'device_class')
  const sdk = memberNamed(contextMembers, 'sdk')
  const shapes = new Map<string, EventShape>()
  const eventType = createWordReader(shapes)
  /** Members of the envelope have the same positions in every event. */
  const envelope = envelopeFields.map((field, i) => {
    if (field.name === 'event') return createMember(field.name, eventType.read, i + 1, eventType.last)
    const isContext = field.name === 'context'
    const read = isContext ? objectReader(contextFields, contextMembers) : readerOf(field)
    return createMember(field.name, field.name === 'ts' ? correcting(read) : read, i + 1)
  })
  const id = memberNamed(envelope, 'id')
  const ts = memberNamed(envelope, 'ts')
  const requiredAlways = requiredNames(envelopeFields)

  const shapeOf = (name: string, { requires, own }: EventFields): EventShape => {
    const required = new Set([...requiredAlways, ...requires, ...requiredNames(own)])
    const members = [...envelope, ...membersOf(own, envelope.length)]
    return { name, ...createShape(members, (member) => required.has(member.name)) }
  }
  for (const [name, fields] of eventFields) shapes.set(name, shapeOf(name, fields))
  /** The shape of an event whose type has not been read yet. */
  const anyEvent = createShape(envelope, ({ name }) => name === 'event')

  return (source, at, subjectsOfTenant, offset = 0) => {
    eventNumber++
    subjects = subjectsOfTenant
    clockOffset = offset
    correctedTs = undefined
    hasText = false
    written = ''
    copied = at
    const end = readObject(source, at, anyEvent, eventNumber)
    if (end === 0) return undefined
    const { text } = source
    return {
      end,
      json: written + text.slice(copied, end - 1),
      hasText,
      id: stringOf(text, id),
      event: eventType.last().name,
      ts: correctedTs ?? stringOf(text, ts),
      redactions: redactions.eventNumber === eventNumber ? stringOf(text, redactions) : undefined,
      hasDevice: device.eventNumber === eventNumber,
      sdk: sdk.eventNumber === eventNumber ? stringOf(text, sdk) : undefined,
    }
  }
}

const requiredNames = (fields: readonly EventField[]): ReadonlySet<string> =>
  new Set(fields.filter(({ required }) => required).map(({ name }) => name))

/** Returns the value of a string without escapes that was read. */
const stringOf = (text: string, { start, end }: Member): string => text.slice(start + 1, end - 1)

function memberNamed(members: readonly Member[], name: string): Member {
  const member = members.find((one) => one.name === name)
  if (member === undefined) throw new TypeError(`the catalogue has no ${name}`)
  return member
}
