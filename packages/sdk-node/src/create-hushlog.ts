/** `createHushlog` for Node: joins the shared client to the platform, and delivers what is queued when the process ends. */
import { SECOND } from '@hushlog/base'
import { type Client, createClient, type Host, type SharedOptions } from '@hushlog/sdk-core'
import { flushAtExit } from './exit.js'
import { createFastPath } from './fast-path/create-fast-path.js'
import { createTextBuffer } from './fast-path/text-buffer.js'
import { flushInBackground } from './invocation.js'
import { CLIENT_CONTEXT, createPlatform } from './platform.js'
import { createByteQueue } from './queue/byte-queue.js'
import { createRequest } from './request.js'
import { createSpool, type SpoolOptions } from './spool/spool.js'

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

/**
 * Creates a client that sends events to a collector. It never throws: with missing options nothing is delivered, which
 * is a warning.
 *
 * @example
 * const hush = createHushlog({ endpoint: 'https://collector.example', writeKey: 'hlw_…' })
 * hush.track('agent_response', { response_length: 250, processing_time_ms: 850 })
 */
export function createHushlog(passed: HushlogOptions): Hushlog {
  const options: HushlogOptions = { ...passed }
  const { content = 'off', rules, denyKeys, beforeSend, waitUntil, flushOnSignals = true } = options
  const { maxQueueBytes = 64 * 1024 * 1024, warn = (message) => console.warn(message) } = options
  const sanitizing = { content, rules, denyKeys }
  const url = `${String(options.endpoint).replace(/\/+$/, '')}/v1/events`
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${options.writeKey}` }
  const platform = createPlatform(createRequest(url, headers), warn)
  // A spool finds events by their entries, and stores them as text: it takes the queue of the shared client.
  const spool = options.spool === undefined ? undefined : createSpool(spoolOptions(options.spool), warn)
  const queue = spool === undefined ? createByteQueue(maxQueueBytes) : undefined
  const buffer = queue?.buffer ?? createTextBuffer()
  const host: Host = {
    ...platform,
    spool,
    queue,
    fastPath:
      beforeSend === undefined
        ? createFastPath(sanitizing, CLIENT_CONTEXT, buffer, platform.ulids)
        : undefined,
  }
  const { client } = createClient(host, {
    ...sanitizing,
    consent: 'granted',
    sampleRate: options.sampleRate,
    beforeSend,
    maxQueueBytes,
    maxAge: options.maxAge,
    flushInterval: options.flushInterval ?? SECOND,
    requestTimeout: options.requestTimeout,
  })
  const hush = waitUntil === undefined ? client : flushInBackground(client, waitUntil)
  return flushAtExit(hush, { signals: flushOnSignals })
}

const spoolOptions = (spool: string | SpoolOptions): SpoolOptions =>
  typeof spool === 'string' ? { folder: spool } : spool
