/**
 * An event in the making, over a copy of the last one of its type: one copy and a few characters are several times cheaper
 * than forty pieces of text. What has the same value at the same place stays; what differs is written in its place, and the
 * rest is copied again behind it; from where the members themselves differ, all is written.
 *
 * Invariant: what a slot remembers is what stands in the last event, which nobody has changed since: the page says so.
 */
import { QUOTE } from './codes.js'
import { putText } from './put-text.js'

/** Where events are written to, one behind the other. */
export interface Page {
  readonly bytes: Uint8Array
  /** Where the next event begins. */
  readonly at: number
  /** Never negative; another one as soon as what was written before may be gone, or stands in other bytes. */
  readonly epoch: number
}

/** The JSON of a value; empty where it need not be told, undefined where the long way decides. */
export type ToJson = (value: unknown) => string | undefined

/** All have the same members in the same order, so that the engine knows where they are. */
export interface Field {
  readonly name: string
  /** `,"name":` */
  readonly lead: string
  readonly toJson: ToJson
  /** Of what is undefined or null. */
  readonly ofNothing: string | undefined
  /** The turn in which it was told last. */
  seen: number
}

/** What stood at a place; positions count from the event's beginning. */
interface Slot {
  field: Field
  /** As it was told; `UNKNOWN` for all else. */
  value: unknown
  isTold: boolean
  /** Of `,"name":`, of the JSON behind it, and its end. */
  start: number
  from: number
  end: number
}

export interface Draft {
  /** `{"event":"…","id":"` */
  readonly head: string
  /** By place. */
  readonly slots: Slot[]
  /** The page's when the last event was begun. */
  epoch: number
  begunIn: number
  idHead: string
  bytes: Uint8Array
  /** The last event. */
  origin: number
  size: number
  /** This event, and where it ends up to now. */
  base: number
  end: number
  place: number
  /** Of this event what no slot remembers, by place. */
  readonly rest: unknown[]
  /** Whether it is a copy of the last one up to now, and by how much the rest of the copy was moved. */
  isCopy: boolean
  shift: number
}

const NEVER = -1
/** In place of an object, which may have changed since, and of what was not told as it is. Never equal to a value. */
const UNKNOWN = Symbol('unknown')
/** Longer texts seldom come again. */
const SHORT = 128
/** The shortest text that engines keep as a part of another. */
const SLICE = 13

export const newDraft = (head: string): Draft => ({
  head,
  slots: [],
  epoch: NEVER,
  begunIn: NEVER,
  idHead: '',
  bytes: new Uint8Array(0),
  origin: 0,
  size: 0,
  base: 0,
  end: 0,
  place: 0,
  rest: [],
  isCopy: false,
  shift: 0,
})

export function begin(draft: Draft, { bytes, at, epoch }: Page, idHead: string, idTail: Uint8Array): void {
  const origin = draft.base
  const idAt = at + draft.head.length
  draft.isCopy = draft.epoch === epoch
  // Until it is finished nothing may be made from it.
  draft.epoch = NEVER
  draft.begunIn = epoch
  draft.bytes = bytes
  draft.origin = origin
  draft.base = at
  draft.place = 0
  draft.shift = 0
  if (draft.isCopy) bytes.copyWithin(at, origin, origin + draft.size)
  else putText(bytes, at, draft.head)
  if (!draft.isCopy || idHead !== draft.idHead) putText(bytes, idAt, idHead)
  let end = idAt + idHead.length
  for (let i = 0; i < idTail.length; i++) bytes[end++] = idTail[i] ?? 0
  bytes[end++] = QUOTE
  draft.end = end
  draft.idHead = idHead
}

/** Puts the next member. False: it does not leave as it came. */
export function tell(draft: Draft, field: Field, value: unknown, turn: number): boolean {
  const slot = draft.slots[draft.place]
  const isCopy = draft.isCopy && slot !== undefined && slot.field === field
  if (isCopy && slot.value === value) {
    const { shift } = draft
    slot.start += shift
    slot.from += shift
    slot.end += shift
    draft.end = draft.base + slot.end
    draft.place++
    if (slot.isTold) field.seen = turn
    return true
  }
  const isMissing = value === undefined || value === null
  const json = isMissing ? field.ofNothing : field.toJson(value)
  if (json === undefined) return false
  if (json !== '') field.seen = turn
  if (isCopy) replace(draft, slot, json)
  else append(draft, field, json)
  const written = draft.slots[draft.place]
  if (written !== undefined) {
    written.value = isMissing ? value : memoryOf(value, json)
    if (written.value === UNKNOWN) draft.rest[draft.place] = value
  }
  draft.place++
  return true
}

/** What may be remembered of a value: that it was told as it is. */
function memoryOf(value: unknown, json: string): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || json === value) return value
  if (typeof value !== 'string' || value.length > SHORT) return UNKNOWN
  if (json.length !== value.length + 2 || !json.startsWith(value, 1)) return UNKNOWN
  // A copy, since it may be a slice of a larger text with what must not stay; shorter ones never are.
  return value.length < SLICE ? value : json.slice(1, -1)
}

/** The values of this event up to now, each by its name. */
export function valuesOf({ slots, rest, place }: Draft): Record<string, unknown> {
  // Of no class, so that `__proto__` is a member like any other.
  const values: Record<string, unknown> = Object.create(null)
  for (const [i, { field, value }] of slots.entries()) {
    if (i >= place) break
    values[field.name] = value === UNKNOWN ? rest[i] : value
  }
  return values
}

function replace(draft: Draft, slot: Slot, json: string): void {
  const { bytes, base, shift, origin } = draft
  const start = slot.start + shift
  const isTold = json !== ''
  let from = start
  let end = base + start
  if (isTold) {
    from = slot.isTold ? slot.from + shift : putText(bytes, end, slot.field.lead) - base
    end = putText(bytes, base + from, json)
  }
  const moved = end - base - slot.end
  if (moved !== shift) bytes.copyWithin(end, origin + slot.end, origin + draft.size)
  draft.shift = moved
  draft.end = end
  slot.isTold = isTold
  slot.start = start
  slot.from = from
  slot.end = end - base
}

function append(draft: Draft, field: Field, json: string): void {
  const { bytes, base, place, slots } = draft
  draft.isCopy = false
  const start = draft.end - base
  const isTold = json !== ''
  const from = isTold ? putText(bytes, draft.end, field.lead) - base : start
  draft.end = putText(bytes, base + from, json)
  slots[place] = { field, value: UNKNOWN, isTold, start, from, end: draft.end - base }
}

/** Whatever became of the event: nothing is kept of it but what was told. */
export function forget({ rest }: Draft): void {
  if (rest.length > 0) rest.length = 0
}

/** Where the event ends. The next one may be made from it, unless it found no room or the page is another by then. */
export function finish(draft: Draft): number {
  draft.slots.length = draft.place
  draft.size = draft.end - draft.base
  if (draft.end <= draft.bytes.length) draft.epoch = draft.begunIn
  return draft.end
}
