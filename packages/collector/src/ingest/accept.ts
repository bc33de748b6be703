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
import { serializeAnswer } from './answer.js'
import { appendInParts } from './append-parts.js'
import type { WriteCredential } from './authenticate.js'
import { clockOffset } from './client-clock.js'
import { anyOrigin, corsFor } from './cors.js'
import { countBatch, type Sender } from './count-batch.js'
import type { IngestCounts } from './counts.js'
import { chooseDecompress } from './decompress.js'
import type { Source } from './fast-path/source.js'
import { createInFlightBytes, IN_FLIGHT_BYTES } from './in-flight-bytes.js'
import { RETRY_FULL_SECONDS } from './limits.js'
import { type PageRequest, pageRequestOf, readPageEvents } from './page-events.js'
import { pageFacts } from './page-facts.js'
import type { PageLimits } from './page-limits.js'
import { chooseFormat, type Format, hasOnlyAscii } from './parse.js'
import { pausingFastPath } from './pausing-fast-path.js'
import type { Preparer } from './prepare.js'
import { prepareBatch } from './prepare-batch.js'
import { createRateLimit } from './rate-limit.js'
import { type BatchItem, type BeginBatch, readBatch } from './read-batch.js'
import { type ReadBody, readBody } from './read-body.js'
import { decodeInSlices, readInSlices } from './read-in-slices.js'
import { addRefused } from './refusals/add-refusals.js'
import type { Refusals } from './refusals/refusals.js'
import { type SanitizedItem, sanitizeItems } from './sanitize-items.js'
import { createTenants, type IngestTenant } from './tenants.js'

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

/** Where the events of a request come from: a route has one. */
interface Route {
  authenticate(request: IncomingMessage): WriteCredential
  read(source: Source, format: Format, begin: BeginBatch, page: PageRequest): Iterable<BatchItem>
  pageRequest(request: IncomingMessage, tenantId: string): PageRequest
}

/** What a request holds until it is answered. */
interface Underway {
  tenantId?: string
  body?: ReadBody
  work?: Work
}

interface Answer {
  readonly text: string
  readonly headers: ReturnType<typeof corsFor>
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
    items: readonly SanitizedItem[],
    preparer: Preparer,
    sender: Sender,
    isBodyAscii: boolean,
    work?: Work,
  ): Promise<string> => {
    const receivedAt = now()
    const context = { ...sender, receivedAt, receivedText: new Date(receivedAt).toISOString() }
    const batch = await prepareBatch(items, preparer, context, work)
    const appended = await appendInParts(append, batch.records, isBodyAscii && isEnvAscii, work)
    const { failure, stored } = appended
    if (failure !== undefined && stored === 0) throw failure
    const { accepted, duplicates } = countBatch(options, sender, batch, appended)
    if (failure !== undefined) throw failure
    return serializeAnswer(accepted, duplicates, batch.rejected, batch.removed)
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

  /** Reads and inflates the body of a request, within the limits of its key. */
  const readJson = async (
    request: IncomingMessage,
    writeKey: WriteKey,
    underway: Underway,
  ): Promise<{ readonly json: Buffer; readonly work: Work }> => {
    const decompress = chooseDecompress(request)
    const body = await readBody(request, inFlight, writeKey.key)
    underway.body = body
    const { bytes } = body
    rateLimit.sent(writeKey, bytes.length)
    const work = await beginWork(writeKey, body)
    underway.work = work
    const json = await inflated(decompress(bytes), work)
    rateLimit.inflated(writeKey, json.length - bytes.length)
    return { json, work }
  }

  const answerTo = async (route: Route, request: IncomingMessage, underway: Underway): Promise<Answer> => {
    // A body may take long, which must not look like a clock that is wrong.
    const arrivedAt = now()
    if (isStopping) throw new Problem('stopping', { headers: { 'retry-after': '1', connection: 'close' } })
    const { tenant, writeKey } = route.authenticate(request)
    underway.tenantId = tenant.id
    rateLimit.check(writeKey)
    const pageLimit = options.pageLimits?.(request)
    const format = chooseFormat(request)
    const { json, work } = await readJson(request, writeKey, underway)
    const { preparer, contexts } = tenants.get(tenant.id)
    const context = writeKey.backfill ? contexts.backfill : contexts.client
    let offset = 0
    const begin: BeginBatch = (sentAt) => {
      offset = clockOffset(sentAt, arrivedAt)
      return pausingFastPath((source, at) => preparer.fastPath(source, at, context, offset))
    }
    const page = route.pageRequest(request, tenant.id)
    const source = await decodeInSlices(json, work)
    const reading = sanitizeItems(route.read(source, format, begin, page), ({ parsed, leftOut }) =>
      preparer.slowPath(parsed, context, offset, leftOut),
    )
    const items = await readInSlices(reading, work)
    rateLimit.events(writeKey, items.length)
    pageLimit?.count(items)
    const { origin } = request.headers
    const sender = { tenant: context, clockOffset: offset, page: pageFacts(request), origin }
    const text = await accept(items, preparer, sender, page.isAscii && hasOnlyAscii(json), work)
    return { text, headers: corsFor(request, writeKey) }
  }

  const refuse = (
    error: unknown,
    request: IncomingMessage,
    response: ServerResponse,
    tenantId: string | undefined,
  ): void => {
    const problem = toProblem(error)
    if (problem.code === 'internal') options.onError(error)
    counts.refused(problem.code)
    addRefused(refusals, tenantId ?? problem.tenantId, request.headers.origin, problem)
    sendProblem(response, problem, anyOrigin)
  }

  const handler =
    (route: Route): Handler =>
    async (request, response) => {
      const underway: Underway = {}
      try {
        const { text, headers } = await answerTo(route, request, underway)
        response.writeHead(202, {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(text),
        })
        response.end(text)
      } catch (error) {
        refuse(error, request, response, underway.tenantId)
      } finally {
        underway.body?.release()
        underway.work?.end()
      }
    }

  return {
    events: handler({
      authenticate: (request) => tenants.authenticate(request),
      read: readBatch,
      pageRequest: () => NO_PAGE,
    }),
    pageEvents: handler({
      authenticate: (request) => tenants.authenticatePage(request),
      read: (source, format, begin, page) => readPageEvents(source, format, begin, page, now),
      pageRequest: ({ headers }, tenantId) => pageRequestOf(headers, tenantId),
    }),
    async acceptInternal(tenantId, events) {
      const { preparer, contexts } = tenants.get(tenantId)
      const items = events.map((parsed) => {
        return { parsed, leftOut: 0, sanitized: preparer.slowPath(parsed, contexts.collector, 0) }
      })
      await accept(items, preparer, { tenant: contexts.collector, clockOffset: 0 }, false)
    },
    setTenants: tenants.replace,
    stop() {
      isStopping = true
    },
  }
}
