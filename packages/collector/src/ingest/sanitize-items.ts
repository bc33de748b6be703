/** Takes those events of a body through the slow path that the fast path could not read, one at a time. */
import type { UnchangedEvent } from './fast-path/event-reader.js'
import type { ParsedEvent } from './parse-event.js'
import type { Rejection, SanitizedEvent } from './prepare.js'
import { type BatchItem, isUnchanged } from './read-batch.js'

/** An event of the slow path. */
export interface SlowItem extends ParsedEvent {
  readonly sanitized: SanitizedEvent | Rejection
}

export type SanitizedItem = UnchangedEvent | SlowItem

export function* sanitizeItems(
  items: Iterable<BatchItem>,
  sanitize: (event: ParsedEvent) => SanitizedEvent | Rejection,
): Generator<SanitizedItem, void> {
  for (const item of items) {
    if (isUnchanged(item)) yield item
    // Naming the members costs a tenth of spreading them.
    else yield { parsed: item.parsed, leftOut: item.leftOut, sanitized: sanitize(item) }
  }
}
