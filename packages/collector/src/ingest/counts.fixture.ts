/** For tests that do not count. */
import type { IngestCounts } from './counts.js'

const nothing = () => undefined

export const noCounts: IngestCounts = {
  received: nothing,
  accepted: nothing,
  duplicate: nothing,
  rejected: nothing,
  refused: nothing,
  finding: nothing,
}
