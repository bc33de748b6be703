/**
 * Delivers one batch of the log. Every record ends in one of four ways: it is durable in the sink, excluded
 * by the sink's configuration, on disk as a dead letter, or expired because it became too old for the log
 * while the sink failed. Only then does the cursor move. A loop that is stopped earlier leaves the cursor,
 * and the whole batch comes again.
 */
import { backOff, SECOND } from '@hushlog/base'
import type { Log, LogBatch, StoredRecord } from '../log/log.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import type { Sink, SinkFailure, WriteResult } from '../sinks/sink.js'
import { type AttemptContext, attempt, ExpiredError, sleepUnlessStopped } from './attempt.js'
import type { DeadLetterWriter } from './dead-letters.js'
import type { ApplyFilter } from './filter.js'

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

const isRetryable = (code: SinkFailure): code is 'throttled' | 'unavailable' =>
  code === 'throttled' || code === 'unavailable'

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
    context.logger.warn({ sink: sink.name, records: failed.length }, 'records went to the dead letters')
  }

  /**
   * Writes records of a batch in one attempt. The attempt is repeated until the sink gives a write result.
   */
  async function write(batch: LogBatch, records: readonly StoredRecord[]): Promise<readonly FailedRecord[]> {
    const part = Object.freeze({ log: log.id, range: batch.range, records: Object.freeze([...records]) })
    return attempt(context, {
      reason: 'write',
      timeLimit: sink.policy.timeout,
      run: async (signal) => failedRecords(records, await sink.write(part, signal)),
      isExpired: () => isExpired(batch),
    })
  }

  return async (batch) => {
    const { records, unreadable } = filter(batch.records)
    const dead: FailedRecord[] = unreadable.map((record) => ({ record, code: 'rejected' }))
    await storeDeadLetters(dead)
    if (records.length > 0 && sink.policy.claim)
      await writeToDisk('log', () => log.claim(sink.name, batch.range))

    let pending = records
    try {
      for (let failures = 0; pending.length > 0; failures++) {
        const failed = await write(batch, pending)
        const refused = failed.filter(({ code }) => !isRetryable(code))
        await storeDeadLetters(refused)
        dead.push(...refused)
        pending = failed.filter(({ code }) => isRetryable(code)).map(({ record }) => record)
        if (pending.length === 0) break
        for (const code of new Set(failed.map((each) => each.code)))
          if (isRetryable(code)) context.observer.retry(sink.name, code)
        context.setBackingOff(true)
        if (isExpired(batch)) throw new ExpiredError()
        await sleepUnlessStopped(context, backOff(failures, context.random(), RETRY_LIMITS))
      }
    } catch (thrown) {
      if (!(thrown instanceof ExpiredError)) throw thrown
    }
    await writeToDisk('log', () => log.commit(sink.name, batch.range))
    return {
      delivered: records.length + unreadable.length - dead.length - pending.length,
      filtered: batch.records.length - records.length - unreadable.length,
      deadLetters: dead.map(({ code }) => code),
      expired: pending.length,
    }
  }
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
