/**
 * The OpenSearch sink stores a document per event in daily indices by event time. `_id` is the event id and
 * documents are only ever created, so that a record that comes again meets its own copy (409) and counts as
 * stored. A response of 200 means that the node has flushed its translog.
 */
import { SECOND } from '@hushlog/base'
import { sessionIndex } from '@hushlog/schema/tables'
import type { StoredRecord } from '../../log/log.js'
import type { BatchPolicy, Sink, SinkFailure } from '../sink.js'
import { type BulkOutcome, isConflict, isStored, sendBulk } from './bulk.js'
import { type Connection, type ConnectionOptions, member, responseError } from './connection.js'
import { anyOf, before, deleteByQuery, findIndices, ofTenant } from './delete-by-query.js'
import { type EventDocument, indexOf, toDocument } from './document.js'
import { expunge } from './expunge.js'
import { createFailuresOf } from './index-fault.js'
import { eraseSessions } from './session-store.js'
import { createSinkConnection } from './sink-connection.js'

/**
 * OpenSearch advises to begin with bulk requests of 5 to 15 MB. 8 MB of records leave room for actions below
 * 10.
 */
export const POLICY: BatchPolicy = {
  records: 5_000,
  bytes: 8_000_000,
  linger: SECOND,
  timeout: 60 * SECOND,
  claim: false,
}

/**
 * One attempt touches at most this many indices. Making one takes some 50 ms to a second, all others of the
 * cluster wait meanwhile, and an attempt has a minute.
 */
const MAX_INDICES = 40

export interface OpenSearchSinkOptions extends ConnectionOptions {
  readonly name: string
  readonly indexPrefix: string
  readonly retentionDays: number
  /**
   * True when another sink writes session summaries. Otherwise this one erases those that were written
   * earlier.
   */
  readonly sessions: boolean
}

interface PendingDocument extends EventDocument {
  /** Holds the record's index in the batch. */
  readonly at: number
  readonly record: StoredRecord
}

export function createOpenSearchSink(options: OpenSearchSinkOptions): Sink {
  const { indexPrefix } = options
  const indices = [`${indexPrefix}request-events-*`, `${indexPrefix}hushlog-events-*`]
  const connection = createSinkConnection(options)

  return {
    name: options.name,
    type: 'opensearch',
    policy: POLICY,
    partitions: { of: (record) => indexOf(record, indexPrefix) ?? '', perAttempt: MAX_INDICES },
    open: connection.open,
    async write(batch, signal) {
      signal.throwIfAborted()
      const current = connection.current()
      const failureOf = createFailuresOf(current, signal)
      const failed: { index: number; code: SinkFailure }[] = []
      const fail = ({ at }: PendingDocument, code: SinkFailure) => failed.push({ index: at, code })

      const pending: PendingDocument[] = []
      for (const [at, record] of batch.records.entries()) {
        const document = toDocument(record, indexPrefix)
        if (document === undefined) failed.push({ index: at, code: 'rejected' })
        else pending.push({ at, record, ...document })
      }
      const conflicts: PendingDocument[] = []
      for (const [document, outcome] of await create(current, pending, ({ id }) => id, signal)) {
        if (isConflict(outcome)) conflicts.push(document)
        else if (!isStored(outcome)) fail(document, await failureOf(document, outcome))
      }
      if (conflicts.length === 0) return { failed: sorted(failed) }

      const ofOthers: PendingDocument[] = []
      for (const [document, owner] of await findOwners(current, conflicts, signal)) {
        // The copy was deleted since; the next attempt creates it.
        if (owner === undefined) fail(document, 'unavailable')
        else if (owner !== document.record.tenantId) ofOthers.push(document)
      }
      const ownId = ({ tenantId, id }: StoredRecord) => `${tenantId}:${id}`
      for (const [document, outcome] of await create(current, ofOthers, ownId, signal))
        if (!isStored(outcome) && !isConflict(outcome)) fail(document, await failureOf(document, outcome))
      return { failed: sorted(failed) }
    },
    async erase(selector, signal) {
      const current = connection.current()
      const query = ofTenant(selector.tenantId, anyOf([selector.field], selector.values))
      const touched = [...(await findIndices(current, { indices, query }, signal))]
      const records = await deleteByQuery(current, { indices, query }, signal)
      const index = `${indexPrefix}${sessionIndex}`
      const objects = options.sessions ? 0 : await eraseSessions(current, index, selector, signal)
      if (objects > 0) touched.push(index)
      return { records, ...(objects > 0 && { objects }), ...(touched.length > 0 && { touched }) }
    },
    expunge: (touched, signal) => expunge(connection.current(), touched, signal),
    async expire(tenantId, time, signal) {
      const query = ofTenant(tenantId, before('timestamp', time))
      return { records: await deleteByQuery(connection.current(), { indices, query }, signal) }
    },
    close: async () => connection.close(),
  }
}

const sorted = <T extends { readonly index: number }>(failed: T[]): readonly T[] =>
  failed.sort((a, b) => a.index - b.index)

/** Creates documents under the ids that `idOf` gives them. */
async function create(
  connection: Connection,
  documents: readonly PendingDocument[],
  idOf: (record: StoredRecord) => string,
  signal: AbortSignal,
): Promise<readonly (readonly [PendingDocument, BulkOutcome])[]> {
  const operations = documents.map(({ index, source, record }) => ({
    action: { create: { _index: index, _id: idOf(record) } },
    source,
  }))
  const outcomes = await sendBulk(connection, operations, signal)
  return zip(documents, outcomes)
}

/**
 * Finds the tenants whose documents were met. Ids are unique within a tenant, `_id` within an index: where
 * another tenant has taken an id, the document gets the id `<tenant>:<id>`. Only conflicts are looked up, so
 * that this costs nothing until a batch comes again.
 */
async function findOwners(
  connection: Connection,
  documents: readonly PendingDocument[],
  signal: AbortSignal,
): Promise<readonly (readonly [PendingDocument, unknown])[]> {
  const docs = documents.map(({ index, record }) => ({ _index: index, _id: record.id }))
  const response = await connection.request(
    'POST',
    '/_mget?_source_includes=tenant_id&filter_path=docs.found,docs._source',
    { body: { docs }, signal },
  )
  const found = member(response.body, 'docs')
  if (response.status !== 200 || !Array.isArray(found) || found.length !== docs.length)
    throw responseError(response)
  return zip(
    documents,
    found.map((doc) => member(doc, '_source', 'tenant_id')),
  )
}

const zip = <A, B>(left: readonly A[], right: readonly B[]): readonly (readonly [A, B])[] =>
  left.map((item, i) => [item, right[i] as B])
