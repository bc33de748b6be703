/** Counts for a program that nobody asks for metrics. */
import type { IngestCounts } from './counts.js'
import { createEventCounts } from './event-counts.js'

const ignore = (): void => undefined

export const noCounts: IngestCounts = {
  received: ignore,
  accepted: ignore,
  acceptedByType: createEventCounts().sumsOf,
  duplicate: ignore,
  rejected: ignore,
  timeCorrected: ignore,
  refused: ignore,
  fieldRemoved: ignore,
  sdkDropped: ignore,
  finding: ignore,
}
