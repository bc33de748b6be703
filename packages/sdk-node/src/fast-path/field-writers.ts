/**
 * Makes a writer for each field of the catalogue: it checks a value, scans it and encodes it as JSON in one
 * step, or refuses it. The sanitizer's own parts decide what may leave.
 */
import { isObject } from '@hushlog/base'
import { createUnchangedEncoder, type EventField, plainCheck } from '@hushlog/schema/fields'
import type { SanitizeOptions } from '@hushlog/schema/sanitize'
import type { EncodeField, FieldWriter } from './event-template.js'

const REFUSED = undefined
/** The JSON of a field that is left out. */
const OMITTED = ''

/** The writers of an object's fields. */
export interface ObjectWriter {
  readonly byName: ReadonlyMap<string, FieldWriter>
  readonly required: readonly FieldWriter[]
}

export interface FieldWriters {
  /** Counts the events, so that a field knows in which one it was written last. */
  eventNumber: number
  writerOf(field: EventField): FieldWriter
  /**
   * Encodes the members of an object in an event, each behind a comma. Returns undefined if it refuses one.
   */
  encodeMembers(value: unknown, writer: ObjectWriter): string | undefined
  /** Returns whether the current event has all required fields. */
  isComplete(writer: ObjectWriter): boolean
}

export type Values = Readonly<Record<string, unknown>>

/** @throws CustomRuleError when a rule in the options cannot be used */
export function createFieldWriters(options: SanitizeOptions): FieldWriters {
  const encoder = createUnchangedEncoder(options, () => undefined)
  const { isDenied = () => false } = encoder

  const writers: FieldWriters = {
    eventNumber: 0,
    writerOf: (field) =>
      // The sanitizer removes and counts a denied key, whatever it holds.
      isDenied(field.name)
        ? createFieldWriter(field.name, () => REFUSED, REFUSED)
        : createFieldWriter(field.name, encodeOf(field)),
    encodeMembers,
    isComplete,
  }

  function encodeOf(field: EventField): EncodeField {
    switch (field.kind) {
      case 'plain':
      case 'userAgent':
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
        const writer = objectWriter(field.fields.map(writers.writerOf), field.fields)
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
      field.eventNumber = writers.eventNumber
      text += field.prefix + json
    }
    return text
  }

  function isComplete({ required }: ObjectWriter): boolean {
    for (const field of required) if (field.eventNumber !== writers.eventNumber) return false
    return true
  }

  return writers
}

export const createFieldWriter = (
  name: string,
  encode: EncodeField,
  encodedNothing: string | undefined = OMITTED,
): FieldWriter => ({ name, prefix: `,"${name}":`, encode, encodedNothing, eventNumber: 0 })

/** The client sets these fields itself, so the application's value is ignored. */
export const ignored = (name: string): FieldWriter => createFieldWriter(name, () => OMITTED)

export function objectWriter(
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

const probe = {}

/** Says whether all that `in` finds is the object's own. Instances of classes are for the slow path. */
export function isPlainObject(value: unknown): value is Values {
  if (!isObject(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  // A program may have given all objects an enumerable member more.
  for (const _ in probe) return false
  return true
}
