/**
 * A sink of objects, in a bucket or a folder: one object per batch and hour of the event. Its name comes from the
 * range of the log, so that the same batch again replaces it with itself.
 */
import type { StoredRecord } from '../../log/log.js'
import type { BatchPolicy, Sink } from '../sink.js'
import { createExpiry } from './expiry.js'
import { forEach } from './for-each.js'
import type { ObjectFormat } from './format.js'
import { byPartition, EVENTS, objectName } from './layout.js'
import type { ObjectBody, ObjectPlace } from './place.js'
import { createRemoval } from './removal.js'
import { ofSelector } from './unwanted.js'

/** Bounds memory: a batch is one roll and is held while it is written. About 50 MB of objects and bytes. */
const MAX_RECORDS = 100_000
const MAX_BYTES = 64 * 1024 * 1024

export interface ObjectSinkOptions {
  readonly name: string
  readonly type: string
  readonly env: string
  readonly rollSeconds: number
  readonly rollBytes: number
  /** Milliseconds for a batch. */
  readonly timeout: number
  readonly place: ObjectPlace
  /** How many objects are worked on at a time. */
  readonly atATime: number
  /** What it writes. */
  readonly format: ObjectFormat
  /** All that may lie there: what it writes can have changed. */
  readonly formats: readonly ObjectFormat[]
  /** Reduces an error to a name or code. */
  readonly reduce: (thrown: unknown) => Error
}

/** The sink was not opened, or closed meanwhile. */
export class ClosedSinkError extends Error {
  override readonly name = 'ClosedSinkError'
  readonly code = 'CLOSED'
}

export function createObjectSink(options: ObjectSinkOptions): Sink {
  const { env, place, format, formats, atATime, reduce } = options
  const policy: BatchPolicy = {
    records: MAX_RECORDS,
    bytes: Math.min(options.rollBytes, MAX_BYTES),
    linger: options.rollSeconds * 1000,
    timeout: options.timeout,
    claim: true,
  }
  const remove = createRemoval({ place, formats, atATime })
  const expire = createExpiry(remove)
  let isOpen = false
  /** Until the first batch is stored: it may be one that a crash cut off. */
  let isFirst = true

  /** Another format was configured when the crash cut the batch off: what it left of it would be a second copy. */
  async function removeOtherFormats(partition: string, stem: string, signal: AbortSignal): Promise<void> {
    const others = new Set(
      formats.filter((other) => other !== format).map(({ extension }) => `${partition}/${stem}${extension}`),
    )
    for await (const entry of place.list(`${partition}/`, signal))
      if (entry.current && others.has(entry.key)) await place.remove(entry, signal)
  }

  /** With what every call has in common: refused when closed or aborted, and errors without values. */
  async function whenOpen<T>(signal: AbortSignal, step: () => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    if (!isOpen) throw new ClosedSinkError('the sink is not open')
    try {
      return await step()
    } catch (thrown) {
      signal.throwIfAborted()
      throw reduce(thrown)
    }
  }

  return {
    name: options.name,
    type: options.type,
    policy,
    async open(signal) {
      signal.throwIfAborted()
      try {
        for (const each of formats) await each.open(signal)
        await place.open(signal)
        isFirst = true
        isOpen = true
      } catch (thrown) {
        signal.throwIfAborted()
        throw reduce(thrown)
      }
    },
    write: (batch, signal) =>
      whenOpen(signal, async () => {
        const stem = objectName(batch.log, batch.range)
        const refused = new Set<StoredRecord>()
        const partitions = await byPartition(env, batch.records)
        await forEach(partitions, atATime, signal, async ([partition, records], stop) => {
          const key = `${partition}/${stem}${format.extension}`
          const put = (body: ObjectBody) => place.write(key, body, stop)
          if (isFirst) await removeOtherFormats(partition, stem, stop)
          for (const record of await format.encode(records, put, stop)) refused.add(record)
        })
        isFirst = false
        const indices = refused.size === 0 ? [] : batch.records.map((record, index) => ({ record, index }))
        return {
          failed: indices
            .filter(({ record }) => refused.has(record))
            .map(({ index }) => ({ index, code: 'rejected' as const })),
        }
      }),
    erase: (selector, signal) =>
      whenOpen(signal, () => remove({ prefix: EVENTS, unwanted: ofSelector(selector) }, signal)),
    expire: (tenantId, before, signal) => whenOpen(signal, () => expire(tenantId, before, signal)),
    async close() {
      isOpen = false
      for (const each of formats) await each.close()
      await place.close()
    },
  }
}
