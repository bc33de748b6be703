/** A request's worth of events. Bodies are joined from the encoded events: nothing is stringified again. */
import type { Entry } from './queue.js'

export interface Batch {
  readonly entries: readonly Entry[]
  readonly report: Entry | undefined
}

/** The collector's limits for one request, both of the body before compression. */
export const MAX_EVENTS = 500
export const MAX_BYTES = 512 * 1024
/** Room for `{"sent_at":"…","events":[]}` and a client report. */
export const ENVELOPE_BYTES = 1024

export function compose(batch: Batch, now: number): string {
  const parts = batch.entries.map((entry) => entry.json)
  if (batch.report !== undefined) parts.push(batch.report.json)
  return `{"sent_at":"${new Date(now).toISOString()}","events":[${parts.join(',')}]}`
}

export function bytesOf(batch: Batch): number {
  return batch.entries.reduce((sum, entry) => sum + entry.bytes + 1, ENVELOPE_BYTES)
}

/** Two halves, the first not smaller; without the report, which must not be the reason why they are refused. */
export function halve(batch: Batch): Batch[] {
  const middle = Math.ceil(batch.entries.length / 2)
  return [batch.entries.slice(0, middle), batch.entries.slice(middle)]
    .filter((entries) => entries.length > 0)
    .map((entries) => ({ entries, report: undefined }))
}
