/**
 * Sending again: dead letters to the sink that refused them, or what was received since a time to a sink that is
 * new or was repaired. Promises: page by page between two writes of the sink's loop, so that deliveries go on; a
 * page is sent until the sink has it; a crash sends at most the last page again, under the same name; what was
 * erased is not sent.
 */
import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import { fieldsOf, toRecord } from '../delivery/dead-letter-file.js'
import { type DeadLetters, letterKey } from '../delivery/dead-letters.js'
import type { ApplyFilter } from '../delivery/filter.js'
import type { SinkTask } from '../delivery/tasks.js'
import type { Log, NewRecord, StoredRecord } from '../log/log.js'
import type { ReportStore } from '../sinks/report-store.js'
import type { Sink, SinkFailure } from '../sinks/sink.js'
import type { JobFiles } from './job-files.js'
import type { ReplayJob, ReplayPage } from './replay-job.js'
import { readStoredEvents } from './stored-events.js'

/** Records of a page; a page is held in memory and sorted out of the whole period. */
const PAGE = 2_000
/** Bytes of a page out of the log. */
const PAGE_BYTES = 8 * 1024 * 1024

/** The sink could not take all of a page now: the page comes again. */
class NotTakenError extends Error {
  override readonly name = 'NotTakenError'
  constructor(readonly code: SinkFailure) {
    super('the sink did not take all of it')
  }
}

export interface ReplaysOptions {
  readonly jobs: JobFiles<ReplayJob>
  readonly log: Log
  readonly sinks: readonly Sink[]
  /** What each sink is configured to take. */
  readonly filterOf: (sink: string) => ApplyFilter
  readonly deadLetters: DeadLetters
  /** The store that reports are read from, and the sink that fills it. */
  readonly stored: { readonly store: ReportStore; readonly sink: string } | undefined
  readonly isErased: (tenantId: string, fields: Readonly<Record<string, unknown>>) => boolean
  readonly task: (sink: string, task: SinkTask) => (() => void) | undefined
  readonly now: () => number
  readonly logger: { info(fields: Readonly<Record<string, unknown>>, message: string): void }
}

export interface Replays {
  /** Goes on with what a stop or a crash left undone. */
  start(): Promise<void>
  /** Undefined when there is no such sink. */
  deadLetters(sink: string): Promise<ReplayJob | undefined>
  /** @param from epoch milliseconds of receipt, or a sequence of the log. */
  events(
    sink: string,
    from: { readonly time: number } | { readonly sequence: number },
  ): Promise<ReplayJob | undefined>
  read(id: string): Promise<ReplayJob | undefined>
  /** Removes those that were asked for before, in epoch milliseconds, and are done. */
  prune(before: number): Promise<number>
}

export function createReplays(options: ReplaysOptions): Replays {
  const { jobs, log, sinks, deadLetters, stored, now, logger } = options
  const iso = (time: number) => new Date(time).toISOString()

  async function lettersPage(job: ReplayJob): Promise<ReplayPage<NewRecord>> {
    const records: NewRecord[] = []
    // Those that were refused again have stayed, before all that were not tried yet.
    let skip = job.refused
    for await (const letter of deadLetters.read(job.sink)) {
      if (letter.at > job.to) break
      if (skip-- > 0) continue
      if (records.length === PAGE) return { records, next: 0 }
      records.push(toRecord(letter))
    }
    return { records, next: undefined }
  }

  function logPage({ position, from, to }: ReplayJob): ReplayPage<NewRecord> {
    const batch = log.scan(Number(position ?? 1), { records: PAGE, bytes: PAGE_BYTES })
    const records = (batch?.records ?? []).filter(
      ({ receivedAt }) =>
        receivedAt <= Date.parse(to) && (typeof from === 'number' || receivedAt >= Date.parse(from ?? '')),
    )
    return { records, next: batch && batch.range.to < log.stats().head ? batch.range.to + 1 : undefined }
  }

  function readPage(job: ReplayJob): Promise<ReplayPage<NewRecord>> | ReplayPage<NewRecord> {
    if (job.source === 'dead_letters') return lettersPage(job)
    if (job.source === 'log' || stored === undefined) return logPage(job)
    return readStoredEvents(stored.store, String(job.position), job.to, PAGE)
  }

  async function send(job: ReplayJob, sink: Sink, signal: AbortSignal): Promise<ReplayJob> {
    const page = await readPage(job)
    const from = job.page * PAGE + 1
    const kept = page.records
      .filter(({ tenantId, bytes }) => !options.isErased(tenantId, fieldsOf(bytes)))
      .map((record, index): StoredRecord => ({ ...record, sequence: from + index }))
    const { records, unreadable } = options.filterOf(job.sink)(kept)
    const range = Object.freeze({ from, to: from + PAGE - 1 })
    const batch = Object.freeze({ log: job.log, range, records: Object.freeze([...records]) })
    const { failed } = records.length === 0 ? { failed: [] } : await sink.write(batch, signal)
    for (const { code } of failed)
      if (code === 'throttled' || code === 'unavailable') throw new NotTakenError(code)
    const codes = new Map(failed.map(({ index, code }) => [records[index], code]))
    const refused = [...codes.keys(), ...unreadable].filter((record) => record !== undefined)
    if (job.source === 'dead_letters') {
      const stay = new Set(refused.map(letterKey))
      const gone = page.records.map(letterKey).filter((key) => !stay.has(key))
      await deadLetters.remove(job.sink, new Set(gone))
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

  function schedule(job: ReplayJob, after: number): void {
    const sink = sinks.find(({ name }) => name === job.sink)
    if (sink === undefined) return
    options.task(job.sink, {
      kind: 'replay',
      after,
      timeout: sink.policy.timeout,
      async run(signal) {
        const next = await send(job, sink, signal)
        await jobs.save(next)
        if (next.state === 'pending') schedule(next, 0)
        else logger.info({ replay: next.id, sink: next.sink, delivered: next.delivered }, 'a replay is done')
      },
    })
  }

  /** What it reads must be there first: all that was accepted until now. */
  function begin(job: ReplayJob): void {
    const { head } = log.stats()
    if (job.source !== 'embedded' || stored === undefined) {
      schedule(job, job.source === 'log' ? head : 0)
      return
    }
    options.task(stored.sink, {
      kind: 'replay',
      after: head,
      timeout: 1_000,
      run: async () => schedule(job, head),
    })
  }

  async function add(
    sink: string,
    job: Pick<ReplayJob, 'what' | 'source' | 'from' | 'position'>,
  ): Promise<ReplayJob | undefined> {
    if (!sinks.some(({ name }) => name === sink)) return undefined
    const time = now()
    const made: ReplayJob = {
      ...job,
      id: ulid(time),
      sink,
      requested_at: iso(time),
      to: iso(time),
      // As ids of logs are: eight of 0-9 and a-z, hexadecimal digits here.
      log: randomBytes(4).toString('hex'),
      page: 0,
      state: 'pending',
      delivered: 0,
      filtered: 0,
      refused: 0,
    }
    await jobs.save(made)
    begin(made)
    return made
  }

  return {
    async start() {
      await jobs.removeUnfinished()
      for (const id of await jobs.ids()) {
        const job = await jobs.read(id)
        if (job?.state === 'pending') begin(job)
      }
    },
    deadLetters: (sink) =>
      add(sink, { what: 'dead_letters', source: 'dead_letters', from: null, position: null }),
    async events(sink, from) {
      if ('sequence' in from)
        return add(sink, { what: 'events', source: 'log', from: from.sequence, position: from.sequence })
      const since = iso(from.time)
      const readsStore = stored !== undefined && stored.sink !== sink
      return readsStore
        ? add(sink, { what: 'events', source: 'embedded', from: since, position: since })
        : add(sink, { what: 'events', source: 'log', from: since, position: 1 })
    },
    read: (id) => jobs.read(id),
    prune: (before) => jobs.prune(before, ({ state }) => state === 'done'),
  }
}
