/**
 * The shortest way, for events in a text of JSON that may leave as they stand there: each field is checked against
 * the schema and scanned where it is, and the event is cut out of the text without ever being parsed. Whatever is
 * not plain — white space, a field twice, an exponent, anything that the schema or the sanitizer would refuse or
 * change — is not passed, and the caller parses it: this way can only say what the others would have said.
 *
 * Invariants:
 *  - A text that begins with a whole JSON string or object begins with no other one, so what was read once and is
 *    remembered as text is what a parser would find there.
 *  - Nothing that is remembered is a slice or a view, which would keep the text of a request in memory.
 */
import { context, envelope, events } from '../gen/members.gen.js'
import type { SanitizeOptions } from '../sanitize/types.js'
import { createHooks } from './create-hooks.js'
import type { EventMembers, Member, Read, Source } from './members.js'
import { readAgain, readList, readMap, readString, readSubject, type Subjects } from './read-hooked.js'
import { readBoolean, readNumber } from './read-number.js'
import { readOneOf } from './read-plain.js'
import { type Field, newField, newShape, readShape, type Shape } from './read-shape.js'

/** Strings are slices of the text. */
export interface Passed {
  /** Behind the event in the text. */
  readonly end: number
  /** The event without its closing brace. */
  readonly json: string
  readonly hasText: boolean
  readonly id: string
  readonly event: string
  readonly ts: string
  /** What the client says it redacted, if it says so. */
  readonly redactions: string | undefined
  /** Whether the client says what kind of device it is. */
  readonly hasDevice: boolean
}

/** Undefined when what begins at `at` does not pass. Whose event it is tell the `subjects`; nothing else differs by tenant. */
export type Pass = (source: Source, at: number, subjects: Subjects) => Passed | undefined

interface EventShape extends Shape {
  readonly name: string
}

/** @throws CustomRuleError when a rule in the options cannot be used. */
export function createPass(options: Omit<SanitizeOptions, 'pseudonymize'>): Pass {
  /** The number of the event at hand. */
  let turn = 0
  let hasText = false
  let subjects: Subjects
  /** What was written of the event at hand, and up to where it was copied: only where something was replaced. */
  let written = ''
  let copied = 0
  const hooks = createHooks(options, () => {
    hasText = true
  })
  const { isDenied = () => false } = hooks

  const label = readAgain(readString(hooks.label))
  const reads = {
    boolean: readBoolean,
    label,
    text: readString(hooks.text),
    url: readAgain(readString(hooks.url)),
    subject: readSubject(
      () => subjects,
      ({ text }, at, end, json) => {
        written += text.slice(copied, at) + json
        copied = end
      },
    ),
  }

  const readOf = (member: Member): Read => {
    // A key that the application denies is for the sanitizer to remove.
    if (isDenied(member.name)) return () => 0
    switch (member.kind) {
      case 'plain':
        return member.plain.read
      case 'integer':
      case 'number':
        return readNumber(member.least, member.most, member.kind === 'integer')
      case 'array':
        return readList(label, member.max)
      case 'map':
        return readMap(hooks.map, member.max)
      case 'object':
        return readObject(member.members, fieldsOf(member.members))
      default:
        return reads[member.kind]
    }
  }

  const fieldsOf = (members: readonly Member[], before = 0): Field[] =>
    members.map((member, i) => newField(member.name, readOf(member), before + i + 1))

  const readObject = (members: readonly Member[], fields: readonly Field[]): Read => {
    const required = new Set(members.filter((member) => member.required).map(({ name }) => name))
    const shape = newShape(fields, ({ name }) => required.has(name))
    return (source, at) => readShape(source, at, shape, turn)
  }

  const contextFields = fieldsOf(context)
  const redactions = named(contextFields, 'redactions')
  const device = named(contextFields, 'device_class')
  const type = readOneOf<EventShape>()
  /** What all events have, in the same places. */
  const shared = [
    ...fieldsOf(envelope),
    newField('context', readObject(context, contextFields), envelope.length + 1),
    newField('event', type.read, envelope.length + 2, type.last),
  ]
  const id = named(shared, 'id')
  const ts = named(shared, 'ts')
  const always = new Set(['event', ...envelope.filter(({ required }) => required).map(({ name }) => name)])

  const shapeOf = (name: string, { requires, own }: EventMembers): EventShape => {
    const required = new Set([
      ...always,
      ...requires,
      ...own.filter((one) => one.required).map((one) => one.name),
    ])
    const fields = [...shared, ...fieldsOf(own, shared.length)]
    return { name, ...newShape(fields, (field) => required.has(field.name)) }
  }
  for (const [name, members] of events) type.add(name, shapeOf(name, members))
  /** Until its type is read. */
  const anyEvent = newShape(shared, ({ name }) => name === 'event')

  return (source, at, ofTenant) => {
    turn++
    subjects = ofTenant
    hasText = false
    written = ''
    copied = at
    const end = readShape(source, at, anyEvent, turn)
    if (end === 0) return undefined
    const { text } = source
    return {
      end,
      json: written + text.slice(copied, end - 1),
      hasText,
      id: valueAt(text, id),
      event: type.last().name,
      ts: valueAt(text, ts),
      redactions: redactions.seen === turn ? valueAt(text, redactions) : undefined,
      hasDevice: device.seen === turn,
    }
  }
}

/** Of a string without escapes that was read. */
const valueAt = (text: string, { from, end }: Field): string => text.slice(from + 1, end - 1)

function named(fields: readonly Field[], name: string): Field {
  const field = fields.find((one) => one.name === name)
  if (field === undefined) throw new TypeError(`the catalogue has no ${name}`)
  return field
}
