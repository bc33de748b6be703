/** `createHushlog` for Node: joins the shared client to the platform, and delivers what is queued when the process ends. */
import { DAY, SECOND } from '@hushlog/base'
import {
  BLOCKED,
  type Client,
  checkOptions,
  createClient,
  explain,
  findMistake,
  type Host,
  SHARED_OPTIONS,
  type SharedOptions,
  withTrace,
} from '@hushlog/sdk-core'
import { withDestination } from './destination.js'
import { flushAtExit } from './exit.js'
import { createFastPath } from './fast-path/create-fast-path.js'
import { createTextBuffer } from './fast-path/text-buffer.js'
import { flushInBackground } from './invocation.js'
import { CLIENT_CONTEXT, createPlatform } from './platform.js'
import { createByteQueue } from './queue/byte-queue.js'
import { createRequest } from './request.js'
import { createSpool, type SpoolOptions } from './spool/spool.js'
import { readSpoolOptions } from './spool/spool-options.js'

export interface HushlogOptions extends SharedOptions {
  /** Keeps undelivered events in a folder, so that they survive the process, also a killed one. */
  readonly spool?: string | SpoolOptions
  /**
   * Delivers what is queued on SIGTERM, SIGINT and SIGHUP, for at most 2 seconds, before the signal ends the process; the
   * default is true.
   */
  readonly flushOnSignals?: boolean
  /**
   * Is called with each flush that is under way, on platforms that freeze or end the process after a response
   * (`ctx.waitUntil`).
   */
  readonly waitUntil?: (work: Promise<unknown>) => void
  /** Prints warnings for the developer; the default is `console.warn`. They never hold a value of an event. */
  readonly warn?: (message: string) => void
}

export type Hushlog = Client

/** A value of the right type for each option. */
const OPTIONS: Readonly<Record<keyof HushlogOptions, unknown>> = {
  ...SHARED_OPTIONS,
  spool: '',
  flushOnSignals: true,
  waitUntil: Object,
  warn: Object,
}

/**
 * Creates a client that sends events to a collector. It never throws: with missing options nothing is delivered, which
 * is a warning.
 *
 * @example
 * const hush = createHushlog({ endpoint: 'https://collector.example', writeKey: 'hlw_…' })
 * hush.track('agent_response', { response_length: 250, processing_time_ms: 850 })
 */
export function createHushlog(passed: HushlogOptions): Hushlog {
  const print = typeof passed?.warn === 'function' ? passed.warn : (message: string) => console.warn(message)
  const explained = (message: string) => print(explain(message))
  const tell = (message: string) => explained(`hushlog: ${message}`)
  // A spool is a text or an object, which is read by itself.
  const { spool: wantedSpool, ...given }: HushlogOptions = { ...passed }
  const options = checkOptions<Omit<HushlogOptions, 'spool'>>(given, OPTIONS, tell)
  const spoolOptions = readSpoolOptions(wantedSpool, tell)
  const { content = 'off', rules, denyKeys, beforeSend, waitUntil, flushOnSignals = true } = options
  const { maxQueueBytes = 64 * 1024 * 1024 } = options
  const mistake = findMistake(options)
  if (mistake !== undefined) tell(mistake)
  const sanitizing = { content, rules, denyKeys }
  const url = `${String(options.endpoint).replace(/\/+$/, '')}/v1/events`
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${options.writeKey}` }
  const platform = createPlatform(
    mistake === undefined ? createRequest(url, headers) : async () => ({ status: BLOCKED }),
    explained,
  )
  // A spool finds events by their entries, and stores them as text: it takes the queue of the shared client.
  const spool = spoolOptions && createSpool(spoolOptions, explained)
  const queue = spool === undefined ? createByteQueue(maxQueueBytes) : undefined
  const buffer = queue?.buffer ?? createTextBuffer()
  const host: Host = {
    ...platform,
    spool,
    queue,
    fastPath:
      // The slow path traces each event.
      beforeSend === undefined && !options.debug
        ? createFastPath(sanitizing, CLIENT_CONTEXT, buffer, platform.ulids)
        : undefined,
  }
  const { client } = createClient(options.debug ? withTrace(host, (line) => console.debug(line)) : host, {
    ...sanitizing,
    consent: 'granted',
    sampleRate: options.sampleRate ?? 1,
    beforeSend,
    maxQueueBytes,
    maxAge: options.maxAge ?? 7 * DAY,
    flushInterval: options.flushInterval ?? SECOND,
    requestTimeout: options.requestTimeout ?? 10 * SECOND,
  })
  const hush = waitUntil === undefined ? client : flushInBackground(client, waitUntil)
  return withDestination(flushAtExit(hush, { signals: flushOnSignals }), url, String(options.writeKey))
}
