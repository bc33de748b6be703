/** What an SDK brings along: its platform, and parts of the client that it has of its own. */
import type { Platform } from './platform.js'
import type { Queue } from './queue.js'
import type { ShortWay } from './short-way.js'
import type { Spool } from './spool.js'

export interface Host extends Platform {
  /** Outlives the process; without one, what is not delivered is lost with it. */
  readonly spool?: Spool | undefined
  /** Instead of one in which each event is a text. */
  readonly queue?: Queue | undefined
  /** For events that leave as they came, where its size is no matter. Not beside `beforeSend`, which is asked about all. */
  readonly shortWay?: ShortWay | undefined
}
