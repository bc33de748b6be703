/** Counts for tests that do not look at them. */
import type { IngestCounts } from './counts.js'
import { createEventCounts } from './event-counts.js'

const ignore = () => undefined

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
