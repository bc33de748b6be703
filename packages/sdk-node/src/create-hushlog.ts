/** `createHushlog` for Node: reads the options, joins the shared client to the platform, and flushes at its end. */
import { createWrite } from '@hushlog/schema/encode'
import type { SanitizeOptions } from '@hushlog/schema/sanitize'
import {
  type Client,
  createClient,
  createShortWay,
  createTextRoom,
  type Host,
  type Room,
  type SharedOptions,
  type ShortWay,
  type Ulids,
} from '@hushlog/sdk-core'
import { flushAtExit } from './exit.js'
import { holdUntilFlushed } from './invocation.js'
import { createPackedQueue, textOf } from './packed-queue.js'
import { createPlatform, surroundings } from './platform.js'
import { createRequest } from './request.js'
import { currentScope } from './scope.js'
import { createSpool, type SpoolOptions } from './spool/spool.js'

export interface HushlogOptions extends SharedOptions {
  /** A folder on disk for events that are not delivered yet, so that they survive the process, a killed one too. */
  readonly spool?: string | SpoolOptions
  /** On SIGTERM, SIGINT and SIGHUP deliver what is queued, for at most 2 s, and then end as the signal would have (true). */
  readonly flushOnSignals?: boolean
  /** Of a platform that freezes or ends when it has answered (`ctx.waitUntil`): gets each flush that is under way. */
  readonly waitUntil?: (work: Promise<unknown>) => void
  /** Where warnings for the developer go (`console.warn`); they never hold a value of an event. */
  readonly warn?: (message: string) => void
}

export type Hushlog = Client

export function createHushlog(given: HushlogOptions): Hushlog {
  // Without any options there is nothing to reach, which is a warning and not an error of the host.
  const options: HushlogOptions = { ...given }
  const { content = 'off', rules, denyKeys } = options
  const sanitizing = { content, rules, denyKeys }
  const { spool, maxQueueBytes = 64 * 1024 * 1024, warn = (message) => console.warn(message) } = options
  const packed = createPackedQueue(maxQueueBytes)
  const url = `${String(options.endpoint).replace(/\/+$/, '')}/v1/events`
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${options.writeKey}` }
  const platform = createPlatform(createRequest(url, headers), warn)
  const host: Host = {
    ...platform,
    // With a spool each event is a text, and known by it.
    queue: spool === undefined ? packed : undefined,
    shortWay:
      options.beforeSend === undefined
        ? shortWay(sanitizing, spool === undefined ? packed.room : createTextRoom(textOf), platform.ids)
        : undefined,
    spool:
      spool === undefined
        ? undefined
        : createSpool(typeof spool === 'string' ? { folder: spool } : spool, warn),
  }
  const { client: hush } = createClient(host, {
    ...sanitizing,
    consent: 'granted',
    sampleRate: options.sampleRate,
    beforeSend: options.beforeSend,
    maxQueueBytes,
    maxAge: options.maxAge,
    flushInterval: options.flushInterval ?? 1000,
    requestTimeout: options.requestTimeout,
  })
  const { waitUntil, flushOnSignals = true } = options
  return flushAtExit(waitUntil === undefined ? hush : holdUntilFlushed(hush, waitUntil), {
    signals: flushOnSignals,
  })
}

/** With a rule that cannot be used there is none: the sanitizer then refuses each event, by name, and says why. */
function shortWay(options: SanitizeOptions, room: Room, ids: Ulids): ShortWay | undefined {
  try {
    return createShortWay(createWrite(options, surroundings), room, currentScope, ids)
  } catch {
    return undefined
  }
}
