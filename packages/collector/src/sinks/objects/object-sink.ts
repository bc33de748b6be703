/**
 * Stores records as objects in a bucket or a folder, one object per batch and hour of the event. The range of
 * the log names an object, so that the same batch replaces it when it comes again.
 */
import { join } from 'node:path'
import { SECOND } from '@hushlog/base'
import type { FileSinkConfig } from '../../config/config.js'
import type { StoredRecord } from '../../log/log.js'
import { forEachLimit } from '../../runtime/concurrency.js'
import type { BatchPolicy, Sink } from '../sink.js'
import { withReducedErrors } from '../sink-error.js'
import { createEraseRecords } from './erase-records.js'
import { matchSelector } from './erasure-filter.js'
import { createExpireRecords } from './expire-records.js'
import { createJsonLines } from './json-lines.js'
import { EVENTS, groupByHour, objectName } from './layout.js'
import type { ObjectStore } from './object-store.js'
import { createParquet } from './parquet.js'

/** Both bound memory, since a batch is held while it is written: it takes about 50 MB more than its bytes. */
const MAX_RECORDS = 100_000
const MAX_BYTES = 64 * 1024 * 1024

/** Buckets and folders share these options. */
export interface RollOptions extends Pick<FileSinkConfig, 'name' | 'rollSeconds' | 'rollBytes' | 'format'> {
  readonly env: string
  /** Holds temporary files. */
  readonly dataDir: string
}

export interface ObjectSinkOptions extends RollOptions {
  readonly type: string
  /** Writing a batch may take this many milliseconds. */
  readonly timeout: number
  readonly store: ObjectStore
  /** This many objects are worked on at a time. */
  readonly concurrency: number
  /** Makes an error without values. */
  readonly reduce: (thrown: unknown) => Error
}

/** Says that the sink is not open. */
export class ClosedSinkError extends Error {
  override readonly name = 'ClosedSinkError'
  readonly code = 'CLOSED'
}

export function createObjectSink(options: ObjectSinkOptions): Sink {
  const { name, env, store, concurrency, reduce } = options
  const policy: BatchPolicy = {
    records: MAX_RECORDS,
    bytes: Math.min(options.rollBytes, MAX_BYTES),
    linger: options.rollSeconds * SECOND,
    timeout: options.timeout,
    claim: true,
  }
  const formats = {
    jsonl: createJsonLines(),
    parquet: createParquet(join(options.dataDir, 'objects.tmp', name)),
  }
  const format = formats[options.format]
  /** The store may also hold objects of the other format: the configuration can have changed. */
  const allFormats = Object.values(formats)
  const eraseRecords = createEraseRecords({ store, formats: allFormats, concurrency })
  const expireRecords = createExpireRecords(eraseRecords)
  let isOpen = false
  /** Holds until the first batch is stored: that one may have been interrupted by a crash. */
  let isFirst = true

  /** Removes what a crash left of the batch when another format was configured: it would be a second copy. */
  async function removeOtherFormats(partition: string, stem: string, signal: AbortSignal): Promise<void> {
    const others = new Set(
      allFormats
        .filter((other) => other !== format)
        .map(({ extension }) => `${partition}/${stem}${extension}`),
    )
    for await (const version of store.list(`${partition}/`, signal))
      if (version.isCurrent && others.has(version.key)) await store.remove(version, signal)
  }

  const whenOpen = async <T>(signal: AbortSignal, step: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted()
    if (!isOpen) throw new ClosedSinkError('the sink is not open')
    return withReducedErrors(signal, reduce, step)
  }

  return {
    name,
    type: options.type,
    policy,
    open: (signal) =>
      withReducedErrors(signal, reduce, async () => {
        for (const each of allFormats) await each.open(signal)
        await store.open(signal)
        isFirst = true
        isOpen = true
      }),
    write: (batch, signal) =>
      whenOpen(signal, async () => {
        const stem = objectName(batch.log, batch.range)
        const refused = new Set<StoredRecord>()
        const partitions = await groupByHour(env, batch.records)
        await forEachLimit(partitions, concurrency, signal, async ([partition, records], stop) => {
          const key = `${partition}/${stem}${format.extension}`
          if (isFirst) await removeOtherFormats(partition, stem, stop)
          const cannotHold = await format.encode(records, (body) => store.put(key, body, stop), stop)
          for (const record of cannotHold) refused.add(record)
        })
        isFirst = false
        if (refused.size === 0) return { failed: [] }
        const failed = batch.records.flatMap((record, index) =>
          refused.has(record) ? [{ index, code: 'rejected' as const }] : [],
        )
        return { failed }
      }),
    erase: (selector, signal) =>
      whenOpen(signal, () => eraseRecords({ prefix: EVENTS, filter: matchSelector(selector) }, signal)),
    expire: (tenantId, before, signal) => whenOpen(signal, () => expireRecords(tenantId, before, signal)),
    async close() {
      isOpen = false
      for (const each of allFormats) await each.close()
      await store.close()
    },
  }
}
