/** Defines what ingest counts. Names come from closed sets, so that a client cannot add a metric. */
import type { ProblemCode } from '../http/problem.js'
import type { EventSums } from './event-counts.js'
import type { SdkDropReason } from './sdk-drops.js'

export const rejectCodes = [
  'unknown_event',
  'missing_field',
  'invalid_type',
  'invalid_value',
  'too_large',
  'sanitize_failed',
  'time_out_of_range',
] as const

/** Why a field was removed from an event that was accepted. */
export const removedCodes = ['invalid_type', 'invalid_value', 'too_large'] as const

export type RemovedCode = (typeof removedCodes)[number]

export type RejectCode = (typeof rejectCodes)[number]

export interface IngestCounts {
  received(tenantId: string, events: number): void
  accepted(tenantId: string, events: number): void
  /** Returns the sums of accepted events by type, which the caller adds to. */
  acceptedByType(tenantId: string): EventSums
  duplicate(tenantId: string, events: number): void
  rejected(tenantId: string, code: RejectCode): void
  /** Counts events whose time was corrected, because their client's clock is wrong. */
  timeCorrected(tenantId: string, events: number): void
  refused(code: ProblemCode): void
  /**
   * Counts what was removed from an event because its value could not be taken.
   *
   * @param path a path of the schema
   * @param count members of a list or a map, else 1
   */
  fieldRemoved(tenantId: string, path: string, code: RemovedCode, count: number): void
  /** Counts events that an SDK dropped, as its report says. */
  sdkDropped(reason: SdkDropReason, events: number): void
  finding(rule: string, stage: 'client' | 'collector', count: number): void
}
