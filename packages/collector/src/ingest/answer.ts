/** The answer to a batch, and what it may say of an event that was not taken. */
import type { RejectCode } from './counts.js'
import type { Rejection } from './prepare.js'

export interface RejectedEvent {
  readonly index: number
  /** Only when it is a valid ULID: then it is no more than a number. */
  readonly id: string | undefined
  readonly code: RejectCode
  readonly path: string
  readonly expected: string | undefined
}

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

const idOf = (event: unknown): string | undefined => {
  if (typeof event !== 'object' || event === null || !('id' in event)) return undefined
  return typeof event.id === 'string' && ULID.test(event.id) ? event.id : undefined
}

export const rejected = (
  index: number,
  event: unknown,
  { code, path, expected }: Rejection,
): RejectedEvent => ({
  index,
  id: idOf(event),
  code,
  path,
  expected,
})

export const answerBatch = (
  accepted: number,
  duplicates: number,
  refused: readonly RejectedEvent[],
): string => JSON.stringify({ accepted, duplicates, rejected: refused })
