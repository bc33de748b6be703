/** The seam to a host's fast path: it encodes events that leave unchanged in one step, without sanitizing a copy. */
import type { TrackedEvent } from './capture.js'
import type { QueueEntry } from './queue.js'

/**
 * Encodes an event if the sanitizer would not change it. When getters were read before it turns out that it would, `fields`
 * becomes a copy of what was read, so that the slow path does not read them again.
 *
 * @returns an entry that is to be added to the queue next, if at all; undefined when the slow path has to encode it
 * @throws what a getter of the fields throws
 */
export type FastPath = (event: TrackedEvent) => QueueEntry | undefined
