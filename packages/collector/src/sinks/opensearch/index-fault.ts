/**
 * Decides what becomes of documents that their index refuses: it is closed or blocked, or cannot be made because
 * the cluster has no room for one more shard. A day that nobody can write to must not stop the others, so its
 * records are set aside. Only where the days of now cannot be made, all of the sink waits for an operator.
 */
import { DAY } from '@hushlog/base'
import type { StoredRecord } from '../../log/log.js'
import type { SinkFailure } from '../sink.js'
import type { BulkOutcome } from './bulk.js'
import { type Connection, errorType } from './connection.js'
import { failureOf, isIndexFault } from './failure.js'

/**
 * An event that was received so many milliseconds after its time belongs to a day that is over. Today and
 * yesterday are current wherever the client is.
 */
const LATE = 2 * DAY

export interface RefusedDocument {
  readonly index: string
  readonly record: StoredRecord
}

/** Returns why documents were refused. It asks the node at most once for each index. */
export function createFailuresOf(connection: Connection, signal: AbortSignal) {
  const known = new Map<string, Promise<boolean>>()

  async function exists(index: string): Promise<boolean> {
    const path = `/${index}/_search?size=0&filter_path=error.type`
    const { status, body } = await connection.request('POST', path, { body: {}, signal })
    return status !== 404 && errorType(body) !== 'index_not_found_exception'
  }

  function existsOnce(index: string): Promise<boolean> {
    const asked = known.get(index) ?? exists(index)
    known.set(index, asked)
    return asked
  }

  return async ({ index, record }: RefusedDocument, { status, type }: BulkOutcome): Promise<SinkFailure> => {
    const failure = failureOf(status, type)
    if (!isIndexFault(type)) return failure
    if (type === 'index_closed_exception' || record.receivedAt - record.time > LATE)
      return 'partition_refused'
    // 429 is the block of a full disk, which ends by itself.
    if (type !== 'cluster_block_exception' || status === 429) return failure
    return (await existsOnce(index)) ? 'partition_refused' : failure
  }
}
