/** Builds the answer to a batch, and decides what it may say of a rejected event. */
import { isObject } from '@hushlog/base'
import type { RejectCode, RemovedCode } from './counts.js'
import type { Rejection } from './prepare.js'

export interface RejectedEvent {
  /** Counts from 0. */
  readonly index: number
  /** Is repeated only when it is a valid ULID, which is no more than a number. */
  readonly id: string | undefined
  readonly code: RejectCode
  /** Names the field by its path in the schema. */
  readonly path: string
  readonly expected: string | undefined
}

/** Tells the developer of an accepted event which field of it was removed. */
export interface RemovedFromEvent {
  /** The index of the event in the batch. */
  readonly index: number
  /** Names the field by its path in the schema. */
  readonly path: string
  readonly code: RemovedCode
  readonly expected: string | undefined
}

/** An answer names so many removed fields: the first ones show the mistake, and `/metrics` counts them all. */
export const REMOVED_NAMED = 20

/** So many rejected events of the same code and path say what was expected: in 10,000 of them it would be megabytes. */
export const EXPECTED_NAMED = 20

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

const ulidOf = (event: unknown): string | undefined =>
  isObject(event) && typeof event.id === 'string' && ULID.test(event.id) ? event.id : undefined

export const rejectedEvent = (index: number, event: unknown, rejection: Rejection): RejectedEvent => {
  const { code, path, expected } = rejection
  return { index, id: ulidOf(event), code, path, expected }
}

/** Leaves out what was expected where enough events before have said it. */
const withoutRepeats = (rejected: readonly RejectedEvent[]): readonly RejectedEvent[] => {
  const named = new Map<string, number>()
  return rejected.map((event) => {
    const place = `${event.code} ${event.path}`
    const before = named.get(place) ?? 0
    named.set(place, before + 1)
    return before < EXPECTED_NAMED ? event : { ...event, expected: undefined }
  })
}

export const serializeAnswer = (
  accepted: number,
  duplicates: number,
  rejected: readonly RejectedEvent[],
  removed: readonly RemovedFromEvent[],
): string =>
  JSON.stringify({
    accepted,
    duplicates,
    rejected: withoutRepeats(rejected),
    removed: removed.length > 0 ? removed : undefined,
  })
