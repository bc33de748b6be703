/**
 * Writes an event over a copy of the last event of its type: one copy and a few characters are several times
 * cheaper than forty pieces of text. A field that has the same value at the same position stays; a field with
 * another value is written in its place, and the rest is copied again behind it. From where the fields
 * themselves differ, everything is written.
 *
 * Invariant: what a slot records is what the last event holds. Nobody has changed its bytes since; the epoch
 * of the buffer says so.
 */
import { writeUtf8 } from './write-utf8.js'

/** The bytes that events are written to, one behind the other. */
export interface ByteBuffer {
  readonly bytes: Uint8Array
  /** The offset at which the next event begins. */
  readonly at: number
  /**
   * Is never negative, and changes as soon as earlier events may be overwritten or `bytes` is another array.
   */
  readonly epoch: number
}

/**
 * Encodes a value as JSON. Returns an empty text for a field that is left out, and undefined where the slow
 * path decides.
 */
export type EncodeField = (value: unknown) => string | undefined

/** All have the same properties in the same order, so that the engine finds them at fixed offsets. */
export interface FieldWriter {
  readonly name: string
  /** Holds `,"name":`. */
  readonly prefix: string
  readonly encode: EncodeField
  /** The result of `encode` for undefined and null. */
  readonly encodedNothing: string | undefined
  /** The number of the event that had the field last. */
  eventNumber: number
}

/** Describes the value that was written at a position. Offsets count from the beginning of the event. */
interface Slot {
  field: FieldWriter
  /** Holds the value as it was written, or `UNRECORDED`. */
  value: unknown
  isWritten: boolean
  /** The offset of `,"name":`, of the JSON behind it, and of its end. */
  start: number
  valueStart: number
  end: number
}

export interface EventTemplate {
  /** Holds `{"event":"…","id":"`. */
  readonly head: string
  /** Holds the slots by position. */
  readonly slots: Slot[]
  /** The epoch of the buffer in which the last event was finished, and in which the current one was begun. */
  epoch: number
  currentEpoch: number
  idHead: string
  bytes: Uint8Array
  /** The offset of the last event in the buffer, and its length. */
  lastStart: number
  lastLength: number
  /** The offset of the current event in the buffer, and its end up to now. */
  start: number
  end: number
  /** The position of the next field. */
  position: number
  /** Holds by position the values of the current event that its slots do not record. */
  readonly unrecorded: unknown[]
  /**
   * Says whether the current event is a copy of the last one up to now, and by how much the rest of the copy
   * was moved.
   */
  isCopy: boolean
  shift: number
}

const NEVER = -1
const QUOTE = '"'.charCodeAt(0)
/**
 * Sentinel for a value that a slot cannot record: an object, which may change, or a text that was not
 * written as it is.
 */
const UNRECORDED = Symbol('unrecorded')
/** UTF-16 units of the longest text that is recorded: longer ones seldom repeat. */
const MAX_RECORDED = 128
/** V8 keeps a slice of at least so many characters as a part of the longer text. */
const SLICE_MIN = 13

export const createEventTemplate = (head: string): EventTemplate => ({
  head,
  slots: [],
  epoch: NEVER,
  currentEpoch: NEVER,
  idHead: '',
  bytes: new Uint8Array(0),
  lastStart: 0,
  lastLength: 0,
  start: 0,
  end: 0,
  position: 0,
  unrecorded: [],
  isCopy: false,
  shift: 0,
})

export function beginEvent(
  template: EventTemplate,
  { bytes, at, epoch }: ByteBuffer,
  idHead: string,
  idTail: Uint8Array,
): void {
  const lastStart = template.start
  const idStart = at + template.head.length
  template.isCopy = template.epoch === epoch
  // No other event may be copied from this one before it is finished.
  template.epoch = NEVER
  template.currentEpoch = epoch
  template.bytes = bytes
  template.lastStart = lastStart
  template.start = at
  template.position = 0
  template.shift = 0
  if (template.isCopy) bytes.copyWithin(at, lastStart, lastStart + template.lastLength)
  else writeUtf8(bytes, at, template.head)
  if (!template.isCopy || idHead !== template.idHead) writeUtf8(bytes, idStart, idHead)
  let end = idStart + idHead.length
  for (let i = 0; i < idTail.length; i++) bytes[end++] = idTail[i] ?? 0
  bytes[end++] = QUOTE
  template.end = end
  template.idHead = idHead
}

/** Writes the next field. Returns false for a value that does not leave unchanged. */
export function writeField(
  template: EventTemplate,
  field: FieldWriter,
  value: unknown,
  eventNumber: number,
): boolean {
  const slot = template.slots[template.position]
  const isCopy = template.isCopy && slot !== undefined && slot.field === field
  if (isCopy && slot.value === value) {
    const { shift } = template
    slot.start += shift
    slot.valueStart += shift
    slot.end += shift
    template.end = template.start + slot.end
    template.position++
    if (slot.isWritten) field.eventNumber = eventNumber
    return true
  }
  const isMissing = value === undefined || value === null
  const json = isMissing ? field.encodedNothing : field.encode(value)
  if (json === undefined) return false
  if (json !== '') field.eventNumber = eventNumber
  if (isCopy) replaceField(template, slot, json)
  else appendField(template, field, json)
  const written = template.slots[template.position]
  if (written !== undefined) {
    written.value = isMissing ? value : recordedValue(value, json)
    if (written.value === UNRECORDED) template.unrecorded[template.position] = value
  }
  template.position++
  return true
}

/** Returns what a slot may record: a value that was written as it is. */
function recordedValue(value: unknown, json: string): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || json === value) return value
  if (typeof value !== 'string' || value.length > MAX_RECORDED) return UNRECORDED
  if (json.length !== value.length + 2 || !json.startsWith(value, 1)) return UNRECORDED
  // The text may be a slice of a larger one that must not stay in memory, so the slot gets a copy.
  return value.length < SLICE_MIN ? value : json.slice(1, -1)
}

/** Returns the values of the current event up to now, by name. */
export function valuesOf({ slots, unrecorded, position }: EventTemplate): Record<string, unknown> {
  // Without a prototype `__proto__` is a key like any other.
  const values: Record<string, unknown> = Object.create(null)
  for (const [i, { field, value }] of slots.entries()) {
    if (i >= position) break
    values[field.name] = value === UNRECORDED ? unrecorded[i] : value
  }
  return values
}

function replaceField(template: EventTemplate, slot: Slot, json: string): void {
  const { bytes, start: eventStart, shift, lastStart } = template
  const start = slot.start + shift
  const isWritten = json !== ''
  let valueStart = start
  let end = eventStart + start
  if (isWritten) {
    valueStart = slot.isWritten
      ? slot.valueStart + shift
      : writeUtf8(bytes, end, slot.field.prefix) - eventStart
    end = writeUtf8(bytes, eventStart + valueStart, json)
  }
  const newShift = end - eventStart - slot.end
  if (newShift !== shift) bytes.copyWithin(end, lastStart + slot.end, lastStart + template.lastLength)
  template.shift = newShift
  template.end = end
  slot.isWritten = isWritten
  slot.start = start
  slot.valueStart = valueStart
  slot.end = end - eventStart
}

function appendField(template: EventTemplate, field: FieldWriter, json: string): void {
  const { bytes, start: eventStart, position, slots } = template
  template.isCopy = false
  const start = template.end - eventStart
  const isWritten = json !== ''
  const valueStart = isWritten ? writeUtf8(bytes, template.end, field.prefix) - eventStart : start
  template.end = writeUtf8(bytes, eventStart + valueStart, json)
  slots[position] = {
    field,
    value: UNRECORDED,
    isWritten,
    start,
    valueStart,
    end: template.end - eventStart,
  }
}

/** Forgets the values that slots do not record, whatever became of the event. */
export function forgetValues({ unrecorded }: EventTemplate): void {
  if (unrecorded.length > 0) unrecorded.length = 0
}

/**
 * Finishes the event. The next one may be a copy of it, unless it found no room or the buffer has another
 * epoch by then.
 *
 * @returns the offset behind the event
 */
export function finishEvent(template: EventTemplate): number {
  template.slots.length = template.position
  template.lastLength = template.end - template.start
  if (template.end <= template.bytes.length) template.epoch = template.currentEpoch
  return template.end
}
