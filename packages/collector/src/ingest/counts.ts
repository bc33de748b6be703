/** What ingest tells the metrics: names of closed sets and numbers. */
import type { ProblemCode } from '../http/problem.js'

export type RejectCode =
  | 'unknown_event'
  | 'missing_field'
  | 'invalid_type'
  | 'invalid_value'
  | 'too_large'
  | 'sanitize_failed'

export interface IngestCounts {
  received(events: number): void
  accepted(events: number): void
  duplicate(events: number): void
  rejected(code: RejectCode): void
  refused(code: ProblemCode): void
  finding(rule: string, stage: 'client' | 'collector', count: number): void
}
