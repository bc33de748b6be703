/** Counts what became of the events of a request. */
import type { Appended } from './append-parts.js'
import type { IngestCounts } from './counts.js'
import { placeOfEvent } from './event-counts.js'
import type { RequestContext } from './prepare.js'
import type { PreparedBatch } from './prepare-batch.js'
import { addReasons } from './refusals/add-refusals.js'
import type { Refusals } from './refusals/refusals.js'
import { readSdkDrops } from './sdk-drops.js'
import type { PreparedRecord } from './to-records.js'

/** In this event an SDK says what it dropped. */
const CLIENT_REPORT = 'client_report'

/** Says who sent the events of a request. */
export interface Sender extends Pick<RequestContext, 'tenant' | 'clockOffset' | 'page'> {
  readonly origin?: string | undefined
}

interface Counted {
  readonly accepted: number
  readonly duplicates: number
}

/**
 * All counts change at once, so that received = accepted + duplicate + rejected at every moment.
 *
 * A client sends all of a batch again of which a part was not stored, and then hears what was rejected.
 */
export const countBatch = (
  { counts, refusals }: { readonly counts: IngestCounts; readonly refusals: Refusals },
  { tenant, origin, clockOffset }: Sender,
  { records, rejected, reasons }: PreparedBatch,
  { results, stored, failure }: Appended,
): Counted => {
  let accepted = 0
  const reports: PreparedRecord[] = []
  const sums = counts.acceptedByType(tenant.id)
  // Neighbors are often of one type, which is then looked up once.
  let type: string | undefined
  let place = 0
  for (let i = 0; i < results.length; i++) {
    if (results[i] !== 'stored') continue
    accepted++
    const record = records[i]
    if (record === undefined) continue
    if (record.event !== type) {
      type = record.event
      place = placeOfEvent(type)
    }
    sums[place] = (sums[place] ?? 0) + 1
    if (type === CLIENT_REPORT) reports.push(record)
  }
  const duplicates = stored - accepted
  const answered = failure === undefined ? rejected : []
  counts.received(tenant.id, stored + answered.length)
  for (const { code } of answered) counts.rejected(tenant.id, code)
  if (failure === undefined)
    for (const kind of ['event', 'field'] as const)
      addReasons(refusals, { kind, tenantId: tenant.id, origin }, reasons[kind])
  if (clockOffset !== 0) counts.timeCorrected(tenant.id, stored)
  counts.accepted(tenant.id, accepted)
  counts.duplicate(tenant.id, duplicates)
  for (const { json } of reports)
    for (const [reason, events] of readSdkDrops(json)) counts.sdkDropped(reason, events)
  return { accepted, duplicates }
}
