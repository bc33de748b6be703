/** Counts for tests that do not look at them. */
import type { IngestCounts } from './counts.js'

const ignore = () => undefined

export const noCounts: IngestCounts = {
  received: ignore,
  accepted: ignore,
  duplicate: ignore,
  rejected: ignore,
  timeCorrected: ignore,
  refused: ignore,
  fieldRemoved: ignore,
  sdkDropped: ignore,
  finding: ignore,
}
