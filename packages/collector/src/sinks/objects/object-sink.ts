/**
 * Stores records as objects in a bucket or a folder, one object per batch and hour of the event. The range of
 * the log names an object, so that the same batch replaces it when it comes again.
 */
import { join } from 'node:path'
import { SECOND } from '@hushlog/base'
import type { FileSinkConfig } from '../../config/config.js'
import type { StoredRecord } from '../../log/log.js'
import { forEachLimit } from '../../runtime/concurrency.js'
import type { BatchPolicy, Sink, SinkFailure } from '../sink.js'
import { withReducedErrors } from '../sink-error.js'
import { createEraseRecords } from './erase-records.js'
import { matchSelector } from './erasure-filter.js'
import { createExpireRecords } from './expire-records.js'
import { createJsonLines } from './json-lines.js'
import { EVENTS, groupByHour, hourNumber, objectName } from './layout.js'
import type { ObjectStore } from './object-store.js'
import { createParquet } from './parquet.js'

/** Both bound memory, since a batch is held while it is written: it takes about 50 MB more than its bytes. */
const MAX_RECORDS = 100_000
const MAX_BYTES = 64 * 1024 * 1024

/**
 * One attempt writes at most this many objects: some 5 s where an object takes 10 ms on a disk, and a minute
 * where one takes half a second in a bucket and four are written at a time.
 */
const MAX_PARTITIONS = 500

/** An attempt goes on behind so many partitions that failed: one that is broken must not stop the others. */
const MAX_FAILURES = 10

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
  /** Names the first batch, which a crash may have interrupted. */
  let firstStem: string | undefined

  /**
   * Looks for what a crash left of the batch. A whole object of the configured format is all that its partition
   * gets of this range; one of another format would be a second copy, and is removed.
   *
   * @returns whether the partition has its object
   */
  async function takeOver(partition: string, stem: string, signal: AbortSignal): Promise<boolean> {
    const others = new Set(
      allFormats
        .filter((other) => other !== format)
        .map(({ extension }) => `${partition}/${stem}${extension}`),
    )
    let isThere = false
    for await (const version of store.list(`${partition}/`, signal)) {
      if (!version.isCurrent) continue
      if (others.has(version.key)) await store.remove(version, signal)
      isThere ||= version.key === `${partition}/${stem}${format.extension}`
    }
    return isThere && format.holdsEverything
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
    partitions: { of: ({ time }) => hourNumber(time), perAttempt: MAX_PARTITIONS },
    open: (signal) =>
      withReducedErrors(signal, reduce, async () => {
        for (const each of allFormats) await each.open(signal)
        await store.open(signal)
        firstStem = undefined
        isOpen = true
      }),
    write: (batch, signal) =>
      whenOpen(signal, async () => {
        const stem = objectName(batch.log, batch.range)
        firstStem ??= stem
        const isFirst = stem === firstStem
        const partitions = await groupByHour(env, batch.records)
        const done = new Set<string>()
        const refused = new Set<StoredRecord>()
        const failures: unknown[] = []
        const writeOne = async (partition: string, records: readonly StoredRecord[], stop: AbortSignal) => {
          const key = `${partition}/${stem}${format.extension}`
          if (!isFirst || !(await takeOver(partition, stem, stop)))
            for (const record of await format.encode(records, (body) => store.put(key, body, stop), stop))
              refused.add(record)
          done.add(partition)
        }
        try {
          await forEachLimit(partitions, concurrency, signal, async ([partition, records], stop) => {
            try {
              await writeOne(partition, records, stop)
            } catch (thrown) {
              failures.push(thrown)
              if (stop.aborted || failures.length > MAX_FAILURES) throw thrown
            }
          })
        } catch (thrown) {
          // What is stored stays done: only the rest comes again.
          if (done.size === 0) throw thrown
        }
        if (done.size === 0 && failures.length > 0) throw failures[0]
        return { failed: failuresOf(batch.records, refused, waiting(partitions, done)) }
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

/** Returns the hours of the partitions that are not stored. */
function waiting(
  partitions: ReadonlyMap<string, readonly StoredRecord[]>,
  done: ReadonlySet<string>,
): ReadonlySet<number> {
  const hours = new Set<number>()
  for (const [partition, [first]] of partitions)
    if (first !== undefined && !done.has(partition)) hours.add(hourNumber(first.time))
  return hours
}

function failuresOf(
  records: readonly StoredRecord[],
  refused: ReadonlySet<StoredRecord>,
  waitingHours: ReadonlySet<number>,
): { index: number; code: SinkFailure }[] {
  const failed: { index: number; code: SinkFailure }[] = []
  if (refused.size === 0 && waitingHours.size === 0) return failed
  for (const [index, record] of records.entries()) {
    if (waitingHours.has(hourNumber(record.time))) failed.push({ index, code: 'unavailable' })
    else if (refused.has(record)) failed.push({ index, code: 'rejected' })
  }
  return failed
}
