/** Defines what ingest counts. Names come from closed sets, so that a client cannot add a metric. */
import type { ProblemCode } from '../http/problem.js'

export const rejectCodes = [
  'unknown_event',
  'missing_field',
  'invalid_type',
  'invalid_value',
  'too_large',
  'sanitize_failed',
  'time_out_of_range',
] as const

export type RejectCode = (typeof rejectCodes)[number]

export interface IngestCounts {
  received(tenantId: string, events: number): void
  accepted(tenantId: string, events: number): void
  duplicate(tenantId: string, events: number): void
  rejected(tenantId: string, code: RejectCode): void
  /** Counts events whose time was corrected, because their client's clock is wrong. */
  timeCorrected(tenantId: string, events: number): void
  refused(code: ProblemCode): void
  finding(rule: string, stage: 'client' | 'collector', count: number): void
}
