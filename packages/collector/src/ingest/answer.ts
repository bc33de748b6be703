/** The answer to a batch, and what it may say of an event that was rejected. */
import { isObject } from '@hushlog/base'
import type { RejectCode } from './counts.js'
import type { Rejection } from './prepare.js'

export interface RejectedEvent {
  /** Position in the batch, from 0. */
  readonly index: number
  /** Only a valid ULID is repeated, because it is no more than a number. */
  readonly id: string | undefined
  readonly code: RejectCode
  /** Path of the field in the schema. */
  readonly path: string
  readonly expected: string | undefined
}

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

const ulidOf = (event: unknown): string | undefined =>
  isObject(event) && typeof event.id === 'string' && ULID.test(event.id) ? event.id : undefined

export const rejectedEvent = (index: number, event: unknown, rejection: Rejection): RejectedEvent => {
  const { code, path, expected } = rejection
  return { index, id: ulidOf(event), code, path, expected }
}

export const serializeAnswer = (
  accepted: number,
  duplicates: number,
  rejected: readonly RejectedEvent[],
): string => JSON.stringify({ accepted, duplicates, rejected })
