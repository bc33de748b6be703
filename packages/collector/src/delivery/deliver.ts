/**
 * Delivers one batch of the log. Every record ends in one of four ways: it is durable in the sink, excluded
 * by the sink's configuration, on disk as a dead letter, or expired because it became too old for the log
 * while the sink failed. Only then does the cursor move. A loop that is stopped earlier leaves the cursor,
 * and the whole batch comes again.
 */
import { backOff, SECOND } from '@hushlog/base'
import type { Log, LogBatch, StoredRecord } from '../log/log.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import { isRetryable, type Sink, type SinkFailure, type WriteResult } from '../sinks/sink.js'
import { type AttemptContext, attempt, ExpiredError, sleepUnlessStopped } from './attempt.js'
import type { DeadLetterWriter } from './dead-letters.js'
import type { ApplyFilter } from './filter.js'
import { createParts, type Parts } from './parts.js'

/** Milliseconds for one write to the collector's own disk: a claim, a commit or dead letters. */
const OWN_WRITE_LIMIT = 30 * SECOND

/** Counts what became of the records of a batch. */
export interface Delivery {
  /** Counts records that are durable in the sink. */
  readonly delivered: number
  /** Counts records that the sink is configured not to take. */
  readonly filtered: number
  /** Holds the failure of each record that is a dead letter now. */
  readonly deadLetters: readonly SinkFailure[]
  /** Counts records that waited longer than the log may keep them. */
  readonly expired: number
}

/**
 * The sink named a record that its batch does not have, so that nothing of its write result can be trusted.
 */
export class WriteResultError extends Error {
  override readonly name = 'WriteResultError'
}

interface FailedRecord {
  readonly record: StoredRecord
  readonly code: SinkFailure
}

export function createDeliver(options: {
  readonly context: AttemptContext
  readonly log: Log
  readonly sink: Sink
  readonly filter: ApplyFilter
  readonly deadLetters: DeadLetterWriter
  /**
   * Says whether all of a batch is too old for the log. It is asked only after a failure: late records are
   * delivered.
   */
  readonly isExpired: (batch: LogBatch) => boolean
}): (batch: LogBatch) => Promise<Delivery> {
  const { context, log, sink, filter, isExpired } = options

  const writeToDisk = (reason: 'log' | 'dead_letters', run: () => Promise<void>) =>
    attempt(context, { reason, timeLimit: OWN_WRITE_LIMIT, run })

  async function storeDeadLetters(failed: readonly FailedRecord[]): Promise<void> {
    if (failed.length === 0) return
    const deadLetters = failed.map((each) => ({ sink: sink.name, log: log.id, ...each }))
    await writeToDisk('dead_letters', () => options.deadLetters.append(deadLetters))
    for (const [code, records] of countByCode(failed)) context.health.setAside(code, records)
  }

  const { partitions } = sink
  const mostPartitions = partitions?.perAttempt ?? 1
  /** Bounds the partitions of the next attempt: fewer after one that failed, in case it was too slow. */
  let partitionLimit = mostPartitions

  /**
   * Writes the next records of a batch in one attempt. The attempt is repeated until the sink gives a write
   * result.
   */
  async function writeNext(batch: LogBatch, parts: Parts): Promise<readonly FailedRecord[]> {
    const failed = await attempt(context, {
      reason: 'write',
      timeLimit: sink.policy.timeout,
      async run(signal) {
        const records = parts.next(partitionLimit)
        const part = Object.freeze({ log: log.id, range: batch.range, records: Object.freeze([...records]) })
        return failedRecords(records, await sink.write(part, signal))
      },
      failed() {
        partitionLimit = Math.max(1, partitionLimit >> 1)
      },
      isExpired: () => isExpired(batch),
    })
    partitionLimit = Math.min(mostPartitions, partitionLimit * 2)
    parts.pass()
    return failed
  }

  /** Counts and logs the records that come again. @returns these records */
  function postpone(failed: readonly FailedRecord[]): readonly StoredRecord[] {
    const again = failed.filter(({ code }) => isRetryable(code))
    for (const [code, records] of countByCode(again)) {
      if (isRetryable(code)) context.observer.retry(sink.name, code)
      context.health.postponed(code, records)
    }
    if (again.length > 0) context.setBackingOff(true)
    return again.map(({ record }) => record)
  }

  return async (batch) => {
    const { records, unreadable } = await filter(batch.records)
    const dead: FailedRecord[] = unreadable.map((record) => ({ record, code: 'rejected' }))
    await storeDeadLetters(dead)
    if (records.length > 0 && sink.policy.claim)
      await writeToDisk('log', () => log.claim(sink.name, batch.range))

    if (records.length === 0 && sink.position !== undefined)
      await attempt(context, {
        reason: 'write',
        timeLimit: sink.policy.timeout,
        run: (signal) => sink.write({ log: log.id, range: batch.range, records }, signal),
      })
    let pending = records
    for (let failures = 0; pending.length > 0; failures++) {
      const parts = createParts(pending, partitions)
      let again: readonly StoredRecord[] = []
      try {
        while (!parts.isDone()) {
          const failed = await writeNext(batch, parts)
          const refused = failed.filter(({ code }) => !isRetryable(code))
          await storeDeadLetters(refused)
          dead.push(...refused)
          again = again.concat(postpone(failed))
        }
      } catch (thrown) {
        if (!(thrown instanceof ExpiredError)) throw thrown
        pending = again.concat(parts.left())
        break
      }
      pending = again
      if (pending.length === 0 || isExpired(batch)) break
      await sleepUnlessStopped(context, backOff(failures, context.random(), RETRY_LIMITS))
    }
    await writeToDisk('log', () => log.commit(sink.name, batch.range))
    if (pending.length === 0) context.health.works()
    return {
      delivered: records.length + unreadable.length - dead.length - pending.length,
      filtered: batch.records.length - records.length - unreadable.length,
      deadLetters: dead.map(({ code }) => code),
      expired: pending.length,
    }
  }
}

function countByCode(failed: readonly FailedRecord[]): ReadonlyMap<SinkFailure, number> {
  const counts = new Map<SinkFailure, number>()
  for (const { code } of failed) counts.set(code, (counts.get(code) ?? 0) + 1)
  return counts
}

/**
 * Returns the records that a write result names, in the order of the batch.
 *
 * @throws WriteResultError
 */
function failedRecords(records: readonly StoredRecord[], { failed }: WriteResult): FailedRecord[] {
  const codes = new Map(failed.map(({ index, code }) => [index, code]))
  return [...codes]
    .sort(([a], [b]) => a - b)
    .map(([index, code]) => {
      const record = records[index]
      if (record === undefined) throw new WriteResultError()
      return { record, code }
    })
}
