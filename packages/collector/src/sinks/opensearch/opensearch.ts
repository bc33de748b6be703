/**
 * The OpenSearch sink: a document per event in daily indices by event time. `_id` is the event id and documents are
 * only ever created, so a record that comes again meets its own copy (409) and counts as stored. An answer of 200
 * means that the node's translog is flushed.
 */
import { sessionIndex } from '@hushlog/schema/tables'
import type { StoredRecord } from '../../log/log.js'
import type { BatchPolicy, Sink, SinkFailure, WriteResult } from '../sink.js'
import { isConflict, isStored, sendBulk } from './bulk.js'
import { type Connection, type ConnectionOptions, member, refusal } from './connection.js'
import { anyOf, before, deleteByQuery, ofTenant } from './delete-by-query.js'
import { type Document, toDocument } from './document.js'
import { failureOf, OpenSearchError } from './failure.js'
import { openPrepared } from './open.js'

/** A bulk of 5 to 15 MB is where OpenSearch's own advice begins to measure; 8 leaves room for actions below 10. */
const POLICY: BatchPolicy = {
  records: 5_000,
  bytes: 8_000_000,
  linger: 1_000,
  timeout: 60_000,
  claim: false,
}

export interface OpenSearchSinkOptions extends ConnectionOptions {
  readonly name: string
  readonly indexPrefix: string
  readonly retentionDays: number
  /** Whether a sink of its own writes the session summaries; else this one erases what was written earlier. */
  readonly sessions: boolean
}

interface Pending extends Document {
  /** Into the batch. */
  readonly at: number
  readonly record: StoredRecord
}

export function createOpenSearchSink(options: OpenSearchSinkOptions): Sink {
  const { indexPrefix } = options
  const daily = [`${indexPrefix}request-events-*`, `${indexPrefix}hushlog-events-*`]
  const summaries = `${indexPrefix}${sessionIndex}`
  let connection: Connection | undefined

  function current(): Connection {
    if (connection === undefined) throw new OpenSearchError('CLOSED')
    return connection
  }

  async function close(): Promise<void> {
    connection?.close()
    connection = undefined
  }

  async function create(
    pending: readonly Pending[],
    id: (record: StoredRecord) => string,
    signal: AbortSignal,
  ) {
    const operations = pending.map(({ index, source, record }) => ({
      action: { create: { _index: index, _id: id(record) } },
      source,
    }))
    return sendBulk(current(), operations, signal)
  }

  /**
   * An id belongs to a tenant, `_id` to an index: where another tenant has taken it, the document is called
   * `<tenant>:<id>`. Only conflicts are looked up, so it costs nothing until a batch comes again.
   */
  async function owners(pending: readonly Pending[], signal: AbortSignal): Promise<readonly unknown[]> {
    const docs = pending.map(({ index, record }) => ({ _index: index, _id: record.id }))
    const answer = await current().request(
      'POST',
      '/_mget?_source_includes=tenant_id&filter_path=docs.found,docs._source',
      { body: { docs }, signal },
    )
    const found = member(answer.body, 'docs')
    if (answer.status !== 200 || !Array.isArray(found) || found.length !== docs.length) throw refusal(answer)
    return found.map((doc) => member(doc, '_source', 'tenant_id'))
  }

  return {
    name: options.name,
    type: 'opensearch',
    policy: POLICY,
    async open(signal) {
      signal.throwIfAborted()
      await close()
      connection = await openPrepared(options, signal)
    },
    async write(batch, signal): Promise<WriteResult> {
      signal.throwIfAborted()
      current()
      const failed: { index: number; code: SinkFailure }[] = []
      const pending: Pending[] = []
      for (const [at, record] of batch.records.entries()) {
        const document = toDocument(record, indexPrefix)
        if (document === undefined) failed.push({ index: at, code: 'rejected' })
        else pending.push({ at, record, ...document })
      }

      const outcomes = await create(pending, ({ id }) => id, signal)
      const taken: Pending[] = []
      for (const [i, one] of pending.entries()) {
        const outcome = outcomes[i]
        if (outcome === undefined || isStored(outcome)) continue
        if (isConflict(outcome)) taken.push(one)
        else failed.push({ index: one.at, code: failureOf(outcome.status, outcome.type) })
      }

      if (taken.length > 0) {
        const owner = await owners(taken, signal)
        const others: Pending[] = []
        for (const [i, one] of taken.entries()) {
          // Deleted since: the next attempt creates it.
          if (owner[i] === undefined) failed.push({ index: one.at, code: 'unavailable' })
          else if (owner[i] !== one.record.tenantId) others.push(one)
        }
        const again = await create(others, ({ tenantId, id }) => `${tenantId}:${id}`, signal)
        for (const [i, one] of others.entries()) {
          const outcome = again[i]
          if (outcome === undefined || isStored(outcome) || isConflict(outcome)) continue
          failed.push({ index: one.at, code: failureOf(outcome.status, outcome.type) })
        }
      }
      return { failed: failed.sort((a, b) => a.index - b.index) }
    },
    async erase({ tenantId, field, values }, signal) {
      const query = ofTenant(tenantId, anyOf([field], values))
      const records = await deleteByQuery(current(), { indices: daily, query }, signal)
      if (options.sessions) return { records }
      const fields = field === 'user' ? ['user', 'users'] : [field]
      const objects = await deleteByQuery(
        current(),
        { indices: [summaries], query: ofTenant(tenantId, anyOf(fields, values)) },
        signal,
      )
      return objects === 0 ? { records } : { records, objects }
    },
    async expire(tenantId, time, signal) {
      const query = ofTenant(tenantId, before('timestamp', time))
      return { records: await deleteByQuery(current(), { indices: daily, query }, signal) }
    },
    close,
  }
}
