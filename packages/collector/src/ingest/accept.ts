/**
 * Receives events: authenticate → read → decompress → prepare each event → append to the log → answer. A 202 means that
 * every accepted event is on disk. A bad event does not fail its neighbors, and no answer, log line or metric repeats a
 * value that was sent.
 */
import { isAscii } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WriteKey } from '../config/config.js'
import type { WrongCredential } from '../http/guesses.js'
import { Problem, sendProblem, toProblem } from '../http/problem.js'
import { type Log, LogFullError, type NewRecord } from '../log/log.js'
import { createFairScheduler, type Work } from '../runtime/fair-slices.js'
import {
  REMOVED_NAMED,
  type RejectedEvent,
  type RemovedFromEvent,
  rejectedEvent,
  serializeAnswer,
} from './answer.js'
import { appendInParts } from './append-parts.js'
import type { WriteCredential } from './authenticate.js'
import { clockOffset } from './client-clock.js'
import { anyOrigin, corsFor } from './cors.js'
import type { IngestCounts } from './counts.js'
import { chooseDecompress } from './decompress.js'
import type { Source } from './fast-path/source.js'
import { createInFlightBytes, IN_FLIGHT_BYTES } from './in-flight-bytes.js'
import { RETRY_FULL_SECONDS } from './limits.js'
import { type PageRequest, pageRequestOf, readPageEvents } from './page-events.js'
import { pageFacts } from './page-facts.js'
import type { PageLimits } from './page-limits.js'
import { checkCount, chooseFormat, type Format, hasOnlyAscii, sourceOf } from './parse.js'
import { isRejection, type Preparer, type RequestContext } from './prepare.js'
import { createRateLimit } from './rate-limit.js'
import { type BatchItem, type BeginBatch, isUnchanged, readBatch } from './read-batch.js'
import { type ReadBody, readBody } from './read-body.js'
import { addReasons, addRefused, createReasons } from './refusals/add-refusals.js'
import type { Refusals } from './refusals/refusals.js'
import { readSdkDrops } from './sdk-drops.js'
import { createTenants, type IngestTenant } from './tenants.js'
import type { PreparedRecord } from './to-records.js'

/** Says who sent the events of a request. */
interface Sender extends Pick<RequestContext, 'tenant' | 'clockOffset' | 'page'> {
  readonly origin?: string | undefined
}

export interface IngestOptions {
  readonly log: Log
  readonly env: string
  /** Says how old events of clients may be, in days; never more than their tenant keeps events. */
  readonly maxEventAgeDays: number
  readonly counts: IngestCounts
  readonly refusals: Refusals
  readonly now: () => number
  /** Hears of every write key that nobody has, and may refuse the request. */
  readonly wrongKey?: WrongCredential
  /** The default is no limit. */
  readonly pageLimits?: PageLimits
  /** The default is `IN_FLIGHT_BYTES`. */
  readonly inFlightBytes?: number
  /** Milliseconds on a clock that is never set back. */
  readonly elapsed?: () => number
  /** Hears of every error that is answered with 500. */
  readonly onError: (error: unknown) => void
}

/** In this event an SDK says what it dropped. */
const CLIENT_REPORT = 'client_report'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface Ingest {
  /** Handles `POST /v1/events`. */
  readonly events: Handler
  /** Handles `POST /analytics-event`, to which pages send what they wrote by hand. */
  readonly pageEvents: Handler
  /** Replaces all tenants, as a reload of the configuration does. */
  setTenants(tenants: readonly IngestTenant[]): void
  /** Accepts events that the collector itself made. Resolves when they are on disk. */
  acceptInternal(tenantId: string, events: readonly unknown[]): Promise<void>
  /** Refuses all requests from now on. */
  stop(): void
}

/** SDKs say in each event what they know of the page. */
const NO_PAGE: PageRequest = { tenantId: '', headers: {}, isAscii: true }

export const createIngest = (options: IngestOptions): Ingest => {
  const { log, counts, refusals, now } = options
  const elapsed = options.elapsed ?? (() => performance.now())
  const inFlight = createInFlightBytes(options.inFlightBytes ?? IN_FLIGHT_BYTES, elapsed)
  const scheduler = createFairScheduler(elapsed)
  const rateLimit = createRateLimit(now)
  const tenants = createTenants(options.env, options.maxEventAgeDays, counts, now, (request) =>
    options.wrongKey?.(request, 'write_key'),
  )
  /** The name of the environment is all that the collector adds to an event and that may not be ASCII. */
  const isEnvAscii = isAscii(Buffer.from(options.env))
  let isStopping = false

  const append = async (records: readonly NewRecord[]) => {
    try {
      return await log.append(records)
    } catch (error) {
      if (!(error instanceof LogFullError)) throw error
      const code = error.reason === 'limit' ? 'log_full' : 'disk_full'
      throw new Problem(code, { headers: { 'retry-after': RETRY_FULL_SECONDS } })
    }
  }

  /**
   * Prepares and stores events.
   *
   * @param work is paused when a slice is over; undefined for events of the collector itself, which are few
   * @returns the body of the answer
   */
  const accept = async (
    items: readonly BatchItem[],
    preparer: Preparer,
    sender: Sender,
    isBodyAscii: boolean,
    work?: Work,
  ): Promise<string> => {
    const receivedAt = now()
    const { tenant } = sender
    const context = { ...sender, receivedAt, receivedText: new Date(receivedAt).toISOString() }
    const records: PreparedRecord[] = []
    const rejected: RejectedEvent[] = []
    const removed: RemovedFromEvent[] = []
    const reasons = { event: createReasons(), field: createReasons() }
    for (const [index, item] of items.entries()) {
      if (work?.isSliceOver()) await work.nextSlice()
      const prepared = isUnchanged(item)
        ? preparer.toRecord(item, context)
        : preparer.slowPath(item.parsed, context, item.leftOut, (field) => {
            const { path, code, expected } = field
            if (removed.length < REMOVED_NAMED) removed.push({ index, path, code, expected })
            reasons.field.add(field)
          })
      if (isRejection(prepared)) {
        rejected.push(rejectedEvent(index, isUnchanged(item) ? item : item.parsed, prepared))
        reasons.event.add({ ...prepared, count: 1 })
      } else records.push(prepared)
    }
    const { results, stored, failure } = await appendInParts(append, records, isBodyAscii && isEnvAscii, work)
    if (failure !== undefined && stored === 0) throw failure
    let accepted = 0
    const reports: PreparedRecord[] = []
    for (const [index, result] of results.entries()) {
      if (result !== 'stored') continue
      accepted++
      if (records[index]?.event === CLIENT_REPORT) reports.push(records[index])
    }
    const duplicates = stored - accepted
    // A client sends all of a batch again of which a part was not stored, and then hears what was rejected.
    const answered = failure === undefined ? rejected : []
    // All counts change at once, so that received = accepted + duplicate + rejected at every moment.
    counts.received(tenant.id, stored + answered.length)
    for (const { code } of answered) counts.rejected(tenant.id, code)
    if (failure === undefined)
      for (const kind of ['event', 'field'] as const)
        addReasons(refusals, { kind, tenantId: tenant.id, origin: sender.origin }, reasons[kind].all())
    if (sender.clockOffset !== 0) counts.timeCorrected(tenant.id, stored)
    counts.accepted(tenant.id, accepted)
    counts.duplicate(tenant.id, duplicates)
    for (const { json } of reports)
      for (const [reason, events] of readSdkDrops(json)) counts.sdkDropped(reason, events)
    if (failure !== undefined) throw failure
    return serializeAnswer(accepted, duplicates, rejected, removed)
  }

  /** Waits until work on the body may begin. While it waits, the body gives way to others when memory runs short. */
  const beginWork = async ({ key }: WriteKey, body: ReadBody): Promise<Work> => {
    const work = scheduler.add(key, body.bytes.length)
    body.onGiveWay = work.cancel
    if (work.ready !== undefined) await work.ready
    // From here on the work accounts for the bytes.
    body.release()
    return work
  }

  /** Waits for the next slice when the body was inflated elsewhere. */
  const inflated = async (json: Buffer | Promise<Buffer>, work: Work): Promise<Buffer> => {
    const result = Buffer.isBuffer(json) ? json : await json
    work.grow(result.length)
    if (result !== json) await work.nextSlice()
    return result
  }

  const handler =
    (
      authenticate: (request: IncomingMessage) => WriteCredential,
      read: (source: Source, format: Format, begin: BeginBatch, page: PageRequest) => Iterable<BatchItem>,
      pageRequest: (request: IncomingMessage, tenantId: string) => PageRequest,
    ): Handler =>
    async (request, response) => {
      // A body may take long, which must not look like a clock that is wrong.
      const arrivedAt = now()
      let body: ReadBody | undefined
      let work: Work | undefined
      let tenantId: string | undefined
      try {
        if (isStopping) {
          throw new Problem('stopping', { headers: { 'retry-after': '1', connection: 'close' } })
        }
        const { tenant: config, writeKey } = authenticate(request)
        tenantId = config.id
        rateLimit.check(writeKey)
        const pageLimit = options.pageLimits?.(request)
        const format = chooseFormat(request)
        const decompress = chooseDecompress(request)
        body = await readBody(request, inFlight, writeKey.key)
        const { bytes } = body
        rateLimit.sent(writeKey, bytes.length)
        work = await beginWork(writeKey, body)
        const json = await inflated(decompress(bytes), work)
        rateLimit.inflated(writeKey, json.length - bytes.length)
        const tenant = tenants.get(config.id)
        const { preparer, contexts } = tenant
        const context = writeKey.backfill ? contexts.backfill : contexts.client
        let offset = 0
        const items: BatchItem[] = []
        const begin: BeginBatch = (sentAt) => {
          offset = clockOffset(sentAt, arrivedAt)
          return (source, at) => preparer.fastPath(source, at, context, offset)
        }
        const page = pageRequest(request, config.id)
        const reading = read(sourceOf(json), format, begin, page)
        for (const item of reading) {
          items.push(item)
          checkCount(items.length)
          if (work.isSliceOver()) await work.nextSlice()
        }
        rateLimit.events(writeKey, items.length)
        pageLimit?.count(items)
        const { origin } = request.headers
        const sender = { tenant: context, clockOffset: offset, page: pageFacts(request), origin }
        const answer = await accept(items, preparer, sender, page.isAscii && hasOnlyAscii(json), work)
        response.writeHead(202, {
          ...corsFor(request, writeKey),
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(answer),
        })
        response.end(answer)
      } catch (error) {
        const problem = toProblem(error)
        if (problem.code === 'internal') options.onError(error)
        counts.refused(problem.code)
        const { origin } = request.headers
        addRefused(refusals, tenantId ?? problem.tenantId, origin, problem)
        sendProblem(response, problem, anyOrigin)
      } finally {
        body?.release()
        work?.end()
      }
    }

  return {
    events: handler(
      (request) => tenants.authenticate(request),
      readBatch,
      () => NO_PAGE,
    ),
    pageEvents: handler(
      (request) => tenants.authenticatePage(request),
      (source, format, begin, page) => readPageEvents(source, format, begin, page, now),
      ({ headers }, tenantId) => pageRequestOf(headers, tenantId),
    ),
    async acceptInternal(tenantId, events) {
      const items = events.map((parsed) => ({ parsed, leftOut: 0 }))
      const { preparer, contexts } = tenants.get(tenantId)
      await accept(items, preparer, { tenant: contexts.collector, clockOffset: 0 }, false)
    },
    setTenants: tenants.replace,
    stop() {
      isStopping = true
    },
  }
}
