/** Prepares the events of a request for the log, and collects what was refused of them. */
import { REMOVED_NAMED, type RejectedEvent, type RemovedFromEvent, rejectedEvent } from './answer.js'
import { isRejection, type Preparer, type RequestContext } from './prepare.js'
import { isUnchanged } from './read-batch.js'
import { hasToWait, type Slices } from './read-in-slices.js'
import { createReasons, type Reason } from './refusals/add-refusals.js'
import type { SanitizedItem, SlowItem } from './sanitize-items.js'
import type { PreparedRecord } from './to-records.js'

export interface PreparedBatch {
  readonly records: readonly PreparedRecord[]
  readonly rejected: readonly RejectedEvent[]
  /** Names the first fields that were removed from events. */
  readonly removed: readonly RemovedFromEvent[]
  /** Says how many events were rejected and how many fields removed, by reason. */
  readonly reasons: Readonly<Record<'event' | 'field', Iterable<Reason>>>
}

/** @param work is paused when a slice is over; undefined for few events */
export const prepareBatch = async (
  items: readonly SanitizedItem[],
  preparer: Preparer,
  context: RequestContext,
  work?: Slices,
): Promise<PreparedBatch> => {
  const records: PreparedRecord[] = []
  const rejected: RejectedEvent[] = []
  const removed: RemovedFromEvent[] = []
  const reasons = { event: createReasons(), field: createReasons() }

  const finish = ({ sanitized }: SlowItem, index: number) =>
    preparer.finish(sanitized, context, (field) => {
      const { path, code, expected } = field
      if (removed.length < REMOVED_NAMED) removed.push({ index, path, code, expected })
      reasons.field.add(field)
    })

  let index = 0
  for (const item of items) {
    if (work !== undefined && hasToWait(work, index, item)) await work.nextSlice()
    const prepared = isUnchanged(item) ? preparer.toRecord(item, context) : finish(item, index)
    if (isRejection(prepared)) {
      rejected.push(rejectedEvent(index, isUnchanged(item) ? item : item.parsed, prepared))
      reasons.event.add({ ...prepared, count: 1 })
    } else records.push(prepared)
    index++
  }
  return { records, rejected, removed, reasons: { event: reasons.event.all(), field: reasons.field.all() } }
}
