/**
 * Sends records to a sink again: dead letters to the sink that refused them, or events that were received
 * since a time to a sink that is new or was repaired. Promises: pages are written between two writes of the
 * sink's loop, so that deliveries go on; a page is sent until the sink has it; a crash sends at most the last
 * page again, under the same name; nothing is sent that was erased.
 */

import { randomBytes } from 'node:crypto'
import { SECOND } from '@hushlog/base'
import { ulid } from 'ulid'
import { deadLetterKey, readFields, toRecord } from '../delivery/dead-letter-line.js'
import type { DeadLetters } from '../delivery/dead-letters.js'
import type { ApplyFilter } from '../delivery/filter.js'
import { createParts } from '../delivery/parts.js'
import type { SinkTask } from '../delivery/tasks.js'
import type { Log, NewRecord, StoredRecord } from '../log/log.js'
import type { Logger } from '../runtime/logger.js'
import type { ReportStore } from '../sinks/report-store.js'
import { isRetryable, type Sink, type SinkFailure } from '../sinks/sink.js'
import type { JobFiles } from './job-files.js'
import type { ReplayJob, ReplayPage } from './replay-job.js'
import { readStoredEvents } from './stored-events.js'

/** A page has this many records. It is held in memory, and the store sorts the whole period for each page. */
const PAGE = 2_000
/** A page that is read from the log ends after this many bytes. */
const PAGE_BYTES = 8 * 1024 * 1024

/** The sink could not take all of a page now, so that the page comes again. */
class PageNotTakenError extends Error {
  override readonly name = 'PageNotTakenError'
  constructor(readonly code: SinkFailure) {
    super('the sink did not take all of the page')
  }
}

export interface ReplaysOptions {
  readonly jobs: JobFiles<ReplayJob>
  readonly log: Log
  readonly sinks: readonly Sink[]
  /** Returns the filter of what a sink is configured to take. */
  readonly filterOf: (sink: string) => ApplyFilter
  readonly deadLetters: DeadLetters
  /**
   * Names the store that events are read from, and the sink that fills it. Without it they are read from the
   * log.
   */
  readonly stored: { readonly store: ReportStore; readonly sink: string } | undefined
  readonly isErased: (tenantId: string, fields: Readonly<Record<string, unknown>>) => boolean
  /** Runs a task in the loop of a sink. */
  readonly addTask: (sink: string, task: SinkTask) => void
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
  readonly logger: Pick<Logger, 'info'>
}

export interface Replays {
  /** Goes on with what a stop or a crash left unfinished. */
  start(): Promise<void>
  /** Sends the dead letters of a sink. Returns undefined when there is no such sink. */
  deadLetters(sink: string): Promise<ReplayJob | undefined>
  /**
   * Sends events to a sink. Returns undefined when there is no such sink.
   *
   * @param from a time of receipt in milliseconds since the epoch, or a sequence number of the log
   */
  events(
    sink: string,
    from: { readonly time: number } | { readonly sequence: number },
  ): Promise<ReplayJob | undefined>
  read(id: string): Promise<ReplayJob | undefined>
  /**
   * Removes finished replays that were requested before a time.
   *
   * @param before milliseconds since the epoch
   * @returns how many were removed
   */
  prune(before: number): Promise<number>
}

/** Returns how many writes a page may need, if each of its records has a partition of its own. */
const mostWrites = ({ partitions }: Sink): number =>
  partitions === undefined ? 1 : Math.ceil(PAGE / partitions.perAttempt)

const formatTime = (time: number) => new Date(time).toISOString()

export function createReplays(options: ReplaysOptions): Replays {
  const { jobs, log, sinks, deadLetters, stored, addTask, now, logger } = options

  async function readDeadLetterPage(job: ReplayJob): Promise<ReplayPage<NewRecord>> {
    const records: NewRecord[] = []
    // Dead letters that were refused again come first in the file, before those that were not sent yet.
    let skip = job.refused
    for await (const deadLetter of deadLetters.read(job.sink)) {
      if (deadLetter.at > job.to) break
      if (skip-- > 0) continue
      if (records.length === PAGE) return { records, next: 0 }
      records.push(toRecord(deadLetter))
    }
    return { records, next: undefined }
  }

  function readLogPage({ position, from, to }: ReplayJob): ReplayPage<NewRecord> {
    const batch = log.scan(Number(position ?? 1), { records: PAGE, bytes: PAGE_BYTES })
    const records = (batch?.records ?? []).filter(
      ({ receivedAt }) =>
        receivedAt <= Date.parse(to) && (typeof from === 'number' || receivedAt >= Date.parse(from ?? '')),
    )
    return { records, next: batch && batch.range.to < log.stats().head ? batch.range.to + 1 : undefined }
  }

  async function readPage(job: ReplayJob): Promise<ReplayPage<NewRecord>> {
    if (job.source === 'dead_letters') return readDeadLetterPage(job)
    if (job.source === 'log' || stored === undefined) return readLogPage(job)
    return readStoredEvents(stored.store, String(job.position), job.to, PAGE)
  }

  /** Writes one page and returns the job as it is afterwards. */
  async function sendPage(job: ReplayJob, sink: Sink, signal: AbortSignal): Promise<ReplayJob> {
    const page = await readPage(job)
    const from = job.page * PAGE + 1
    const wanted = page.records
      .filter(({ tenantId, bytes }) => !options.isErased(tenantId, readFields(bytes)))
      .map((record, index): StoredRecord => ({ ...record, sequence: from + index }))
    const { records, unreadable } = await options.filterOf(job.sink)(wanted)
    const range = Object.freeze({ from, to: from + PAGE - 1 })
    const codes = new Map<StoredRecord | undefined, SinkFailure>()
    for (const parts = createParts(records, sink.partitions); !parts.isDone(); parts.pass()) {
      const part = parts.next(sink.partitions?.perAttempt ?? 1)
      if (part.length === 0) continue
      const batch = Object.freeze({ log: job.log, range, records: Object.freeze([...part]) })
      for (const { index, code } of (await sink.write(batch, signal)).failed) {
        if (isRetryable(code)) throw new PageNotTakenError(code)
        codes.set(part[index], code)
      }
    }
    const refused = [...codes.keys(), ...unreadable].filter((record) => record !== undefined)
    if (job.source === 'dead_letters') {
      const refusedKeys = new Set(refused.map(deadLetterKey))
      const taken = page.records.map(deadLetterKey).filter((key) => !refusedKeys.has(key))
      await deadLetters.remove(job.sink, new Set(taken))
    } else
      await deadLetters.append(
        refused.map((record) => ({
          sink: job.sink,
          log: job.log,
          code: codes.get(record) ?? 'rejected',
          record,
        })),
      )
    return {
      ...job,
      page: job.page + 1,
      position: page.next ?? job.position,
      state: page.next === undefined ? 'done' : 'pending',
      delivered: job.delivered + records.length - codes.size,
      filtered: job.filtered + page.records.length - records.length - unreadable.length,
      refused: job.refused + refused.length,
    }
  }

  /** @param after the sequence number up to which the sink must have everything before a page is sent */
  function addPageTask(job: ReplayJob, after: number): void {
    const sink = sinks.find(({ name }) => name === job.sink)
    if (sink === undefined) return
    addTask(job.sink, {
      kind: 'replay',
      after,
      timeLimit: sink.policy.timeout * mostWrites(sink),
      async run(signal) {
        const next = await sendPage(job, sink, signal)
        await jobs.save(next)
        if (next.state === 'pending') addPageTask(next, 0)
        else logger.info({ replay: next.id, sink: next.sink, delivered: next.delivered }, 'a replay is done')
      },
    })
  }

  /** Begins when the source has everything that was accepted until now. */
  function begin(job: ReplayJob): void {
    const { head } = log.stats()
    if (job.source !== 'embedded' || stored === undefined) {
      addPageTask(job, job.source === 'log' ? head : 0)
      return
    }
    addTask(stored.sink, {
      kind: 'replay',
      after: head,
      timeLimit: SECOND,
      run: async () => addPageTask(job, head),
    })
  }

  async function request(
    sink: string,
    job: Pick<ReplayJob, 'what' | 'source' | 'from' | 'position'>,
  ): Promise<ReplayJob | undefined> {
    if (!sinks.some(({ name }) => name === sink)) return undefined
    const time = now()
    const requested: ReplayJob = {
      ...job,
      id: ulid(time),
      sink,
      requested_at: formatTime(time),
      to: formatTime(time),
      // The ids of logs are eight characters of 0-9 and a-z; this one has hexadecimal digits.
      log: randomBytes(4).toString('hex'),
      page: 0,
      state: 'pending',
      delivered: 0,
      filtered: 0,
      refused: 0,
    }
    await jobs.save(requested)
    begin(requested)
    return requested
  }

  return {
    async start() {
      await jobs.removeIncomplete()
      for await (const job of jobs.readAll()) if (job.state === 'pending') begin(job)
    },
    deadLetters: (sink) =>
      request(sink, { what: 'dead_letters', source: 'dead_letters', from: null, position: null }),
    async events(sink, from) {
      if ('sequence' in from)
        return request(sink, { what: 'events', source: 'log', from: from.sequence, position: from.sequence })
      const since = formatTime(from.time)
      const isStored = stored !== undefined && stored.sink !== sink
      return isStored
        ? request(sink, { what: 'events', source: 'embedded', from: since, position: since })
        : request(sink, { what: 'events', source: 'log', from: since, position: 1 })
    },
    read: jobs.read,
    prune: (before) => jobs.prune(before, ({ state }) => state === 'done'),
  }
}
