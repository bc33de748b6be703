/** Prepares events of a history for the log as ingest prepares those of a key with `backfill`. */
import { isAscii } from 'node:buffer'
import type { CollectorConfig } from '../../config/config.js'
import { openKeyFile } from '../../config/key-file.js'
import { noCounts } from '../../ingest/no-counts.js'
import { sourceOf } from '../../ingest/parse.js'
import { isRejection } from '../../ingest/prepare.js'
import { isUnchanged, readBatch } from '../../ingest/read-batch.js'
import { createTenants } from '../../ingest/tenants.js'
import { type PreparedRecord, toRecords } from '../../ingest/to-records.js'
import type { NewRecord } from '../../log/log.js'
import type { DemoEvent } from './timeline.js'

/** Is the environment of invented events, whatever the collector's own is. */
export const DEMO_ENV = 'demo'

/** @throws Error when an event is not as the catalogue wants it, which is a fault of the history */
export type PrepareHistory = (
  tenantId: string,
  events: readonly DemoEvent[],
  now: number,
) => readonly NewRecord[]

/** Makes the secrets of the pseudonyms where the data folder has none yet. */
export const createPrepareHistory = (config: CollectorConfig, now: () => number): PrepareHistory => {
  const secrets = openKeyFile(config.dataDir).pseudonymSecretsOf(config.tenants.map(({ id }) => id))
  const tenants = createTenants(DEMO_ENV, Number.POSITIVE_INFINITY, noCounts, now, () => undefined)
  tenants.replace(
    config.tenants.map((tenant) => ({ ...tenant, pseudonymSecret: secrets.get(tenant.id) ?? '' })),
  )
  return (tenantId, events, receivedAt) => {
    const { preparer, contexts } = tenants.get(tenantId)
    const tenant = contexts.backfill
    const context = { tenant, receivedAt, receivedText: new Date(receivedAt).toISOString(), clockOffset: 0 }
    const lines = events.map(({ event, found }) =>
      found === undefined ? event : { ...event, collector_redactions: found },
    )
    const body = Buffer.from(JSON.stringify({ events: lines }))
    const items = readBatch(
      sourceOf(body),
      'json',
      () => (source, at) => preparer.fastPath(source, at, tenant, 0),
    )
    const records: PreparedRecord[] = []
    for (const item of items) {
      const prepared = isUnchanged(item)
        ? preparer.toRecord(item, context)
        : preparer.finish(preparer.slowPath(item.parsed, tenant, 0, item.leftOut), context)
      if (isRejection(prepared))
        throw new Error(`an event was not accepted: ${prepared.code} at ${prepared.path}`)
      records.push(prepared)
    }
    return toRecords(records, isAscii(body))
  }
}
