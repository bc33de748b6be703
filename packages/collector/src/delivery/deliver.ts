/**
 * Takes one batch of the log to its end: every record is durable in the sink, filtered out by configuration,
 * on disk as a dead letter, or given up because it aged out of the log while the sink failed; then the cursor moves. Or the loop is stopped and all of it comes again.
 */
import { backOff } from '@hushlog/base'
import type { Log, LogBatch, StoredRecord } from '../log/log.js'
import { sleep } from '../runtime/clock.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import type { Sink, SinkFailure, WriteResult } from '../sinks/sink.js'
import { type AttemptContext, attempt, GivenUpError, StoppedError } from './attempt.js'
import type { DeadLetter, DeadLetterStore } from './dead-letters.js'
import type { ApplyFilter } from './filter.js'

/** Milliseconds for one write of our own: claim, commit, dead letters. */
const OWN_WRITE_LIMIT = 30_000

export interface Delivery {
  readonly delivered: number
  readonly filtered: number
  readonly dead: readonly SinkFailure[]
  /** Given up, since they waited longer than the log may keep them. */
  readonly expired: number
}

/** A sink answered with an index that its batch does not have. Nothing of the answer can be believed. */
export class SinkAnswerError extends Error {
  override readonly name = 'SinkAnswerError'
}

export type Deliver = (batch: LogBatch) => Promise<Delivery>

export function createDeliver(options: {
  readonly context: AttemptContext
  readonly log: Log
  readonly sink: Sink
  readonly filter: ApplyFilter
  readonly deadLetters: DeadLetterStore
  /** Whether all of a batch has waited too long. Asked only after a failure: what is merely late is delivered. */
  readonly isTooOld: (batch: LogBatch) => boolean
}): Deliver {
  const { context, log, sink, filter, deadLetters } = options
  const own = (reason: 'log' | 'dead_letters', step: () => Promise<void>) =>
    attempt(context, reason, OWN_WRITE_LIMIT, step)

  async function bury(letters: readonly DeadLetter[]): Promise<void> {
    if (letters.length === 0) return
    await own('dead_letters', () => deadLetters.append(letters))
    context.logger.warn({ sink: sink.name, records: letters.length }, 'records went to the dead letters')
  }

  async function write(whole: LogBatch, rest: readonly StoredRecord[]): Promise<WriteResult | 'too_old'> {
    const batch = Object.freeze({ log: log.id, range: whole.range, records: Object.freeze([...rest]) })
    const once = async (signal: AbortSignal) => checked(await sink.write(batch, signal), rest.length)
    try {
      return await attempt(context, 'write', sink.policy.timeout, once, () => options.isTooOld(whole))
    } catch (thrown) {
      if (thrown instanceof GivenUpError) return 'too_old'
      throw thrown
    }
  }

  const letter = (record: StoredRecord, code: SinkFailure): DeadLetter => ({
    sink: sink.name,
    log: log.id,
    code,
    record,
  })

  return async (whole) => {
    const { range, records: all } = whole
    const { records, unreadable } = filter(all)
    const dead: SinkFailure[] = unreadable.map(() => 'rejected')
    await bury(unreadable.map((record) => letter(record, 'rejected')))
    if (records.length > 0 && sink.policy.claim) await own('log', () => log.claim(sink.name, range))

    let rest = records
    for (let failures = 0; rest.length > 0; failures++) {
      const result = await write(whole, rest)
      if (result === 'too_old') break
      const { failed } = result
      const codes = new Map(failed.map(({ index, code }) => [index, code]))
      const refused: DeadLetter[] = []
      const again: StoredRecord[] = []
      for (const [index, record] of rest.entries()) {
        const code = codes.get(index)
        if (code === 'throttled' || code === 'unavailable') again.push(record)
        else if (code !== undefined) refused.push(letter(record, code))
      }
      await bury(refused)
      dead.push(...refused.map(({ code }) => code))
      if (again.length > 0) {
        for (const reason of new Set(failed.map(({ code }) => code)))
          if (reason === 'throttled' || reason === 'unavailable') context.observer.retry(sink.name, reason)
        context.troubled(true)
        if (options.isTooOld(whole)) {
          rest = again
          break
        }
        await sleep(context.clock, backOff(failures, context.random(), RETRY_LIMITS), context.stop)
        if (context.stop.aborted) throw new StoppedError()
      }
      rest = again
    }
    await own('log', () => log.commit(sink.name, range))
    return {
      delivered: records.length + unreadable.length - dead.length - rest.length,
      filtered: all.length - records.length - unreadable.length,
      dead,
      expired: rest.length,
    }
  }
}

function checked(result: WriteResult, records: number): WriteResult {
  for (const { index } of result.failed)
    if (!Number.isInteger(index) || index < 0 || index >= records) throw new SinkAnswerError()
  return result
}
