/**
 * Ingest, on one screen. A 202 means that every accepted event is on disk. One bad event does not fail its
 * neighbours, and nothing in an answer, a log line or a metric repeats a value that was sent.
 */
import { isAscii } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Pass } from '@hushlog/schema/encode'
import type { TenantConfig } from '../config/config.js'
import { Problem, sendProblem, toProblem } from '../http/problem.js'
import { type Log, LogFullError, type NewRecord } from '../log/log.js'
import { answerBatch, type RejectedEvent, rejected } from './answer.js'
import { type Authenticate, createAuthenticate, type Writer } from './authenticate.js'
import { anyOrigin, corsFor } from './cors.js'
import type { IngestCounts } from './counts.js'
import { chooseDecompress } from './decompress.js'
import { IN_FLIGHT_BYTES, RETRY_FULL } from './limits.js'
import { parsePageEvents } from './page-events.js'
import { type PageFacts, pageFacts } from './page-facts.js'
import { chooseFormat, type Format, onlyAscii } from './parse.js'
import { createPrepare, isRejection, type Prepare } from './prepare.js'
import { createPseudonymize } from './pseudonymize.js'
import { createRateLimit, type RateLimit } from './rate-limit.js'
import { type Item, isPassed, readBatch } from './read-batch.js'
import { createInFlight, readBody } from './read-body.js'
import { type PreparedRecord, toRecords } from './to-records.js'

export interface IngestOptions {
  readonly log: Log
  readonly env: string
  readonly counts: IngestCounts
  readonly now: () => number
  readonly inFlightBytes?: number
  /** Told of what ends in a 500; gets the error's name and code only. */
  readonly onError: (error: unknown) => void
}

/** What a reload of the configuration replaces. */
export interface IngestTenant extends TenantConfig {
  readonly pseudonymSecret: string
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface Ingest {
  /** `POST /v1/events` */
  readonly events: Handler
  /** `POST /analytics-event`, for pages */
  readonly pageEvents: Handler
  setTenants(tenants: readonly IngestTenant[]): void
  /** Takes events of the collector's own, on the same way as a client's. Resolves when they are on disk. */
  own(tenantId: string, events: readonly unknown[]): Promise<void>
  /** From now on requests are turned away. */
  stop(): void
}

interface Door {
  readonly authenticate: Authenticate
  readonly prepare: ReadonlyMap<string, Prepare>
  readonly rateLimit: RateLimit
}

export const createIngest = (options: IngestOptions): Ingest => {
  const { log, counts, now } = options
  const inFlight = createInFlight(options.inFlightBytes ?? IN_FLIGHT_BYTES)
  let door: Door = {
    authenticate: createAuthenticate([]),
    prepare: new Map(),
    rateLimit: createRateLimit(now),
  }
  /** What the collector adds to an event is ASCII but for this. */
  const asciiEnv = isAscii(Buffer.from(options.env))
  let stopping = false

  const store = async (records: readonly NewRecord[]) => {
    try {
      return await log.append(records)
    } catch (error) {
      if (!(error instanceof LogFullError)) throw error
      const code = error.reason === 'limit' ? 'log_full' : 'disk_full'
      throw new Problem(code, { headers: { 'retry-after': RETRY_FULL } })
    }
  }

  const prepareFor = (tenantId: string): Prepare => {
    const prepare = door.prepare.get(tenantId)
    if (prepare === undefined) throw new Problem('unknown_key')
    return prepare
  }

  const accept = async (
    items: readonly Item[],
    tenantId: string,
    prepare: Prepare,
    ascii: boolean,
    page?: PageFacts,
  ): Promise<string> => {
    const receivedAt = now()
    const receipt = { receivedAt, receivedText: new Date(receivedAt).toISOString(), page }
    const records: PreparedRecord[] = []
    const refused: RejectedEvent[] = []
    let index = -1
    for (const item of items) {
      index++
      if (isPassed(item)) {
        records.push(prepare.passed(item, receipt))
        continue
      }
      const prepared = prepare(item.parsed, receipt)
      if (!isRejection(prepared)) records.push(prepared)
      else refused.push(rejected(index, item.parsed, prepared))
    }
    const results = await store(toRecords(records, ascii && asciiEnv))
    let accepted = 0
    for (const result of results) if (result === 'stored') accepted++
    // All at once and only now: at every moment received = accepted + duplicate + rejected.
    counts.received(tenantId, items.length)
    for (const { code } of refused) counts.rejected(tenantId, code)
    counts.accepted(tenantId, accepted)
    counts.duplicate(tenantId, results.length - accepted)
    return answerBatch(accepted, results.length - accepted, refused)
  }

  const handler =
    (
      authenticate: (request: IncomingMessage) => Writer,
      read: (body: Buffer, format: Format, pass: Pass) => readonly Item[],
    ): Handler =>
    async (request, response) => {
      let held = 0
      try {
        if (stopping) throw new Problem('stopping', { headers: { 'retry-after': '1', connection: 'close' } })
        const writer = authenticate(request)
        const format = chooseFormat(request)
        const decompress = chooseDecompress(request)
        const body = await readBody(request, inFlight)
        held = body.length
        const json = decompress(body)
        inFlight.take(json.length)
        held += json.length
        const prepare = prepareFor(writer.tenant.id)
        const items = read(json, format, prepare.pass)
        door.rateLimit(writer.key, items.length)
        const answer = await accept(items, writer.tenant.id, prepare, onlyAscii(json), pageFacts(request))
        response.writeHead(202, {
          ...corsFor(request, writer.key),
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(answer),
        })
        response.end(answer)
      } catch (error) {
        const problem = toProblem(error)
        if (problem.code === 'internal') options.onError(error)
        counts.refused(problem.code)
        sendProblem(response, problem, anyOrigin)
      } finally {
        inFlight.give(held)
      }
    }

  return {
    events: handler((request) => door.authenticate(request), readBatch),
    pageEvents: handler(
      (request) => door.authenticate.open(request),
      (body, format) => parsePageEvents(body, format, now).map((parsed) => ({ parsed })),
    ),
    async own(tenantId, events) {
      const items = events.map((parsed) => ({ parsed }))
      await accept(items, tenantId, prepareFor(tenantId), false)
    },
    setTenants(tenants) {
      door = {
        authenticate: createAuthenticate(tenants),
        rateLimit: door.rateLimit,
        prepare: new Map(
          tenants.map((tenant): [string, Prepare] => [
            tenant.id,
            createPrepare({
              tenant,
              env: options.env,
              counts,
              pseudonymize: createPseudonymize(tenant.pseudonymSecret),
            }),
          ]),
        ),
      }
    },
    stop() {
      stopping = true
    },
  }
}
