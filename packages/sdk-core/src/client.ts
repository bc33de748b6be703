/**
 * The client behind both SDKs, with the whole flow in one file: capture → sanitize → encode → queue → transport, and the
 * ledger beside it. It never throws into the application, whatever it is passed, and never waits: `track` returns at once.
 */
import { IS_SCRIPT, SECOND } from '@hushlog/base'
import type { EventContext, EventInput, EventName } from '@hushlog/schema'
import { isEventName, pseudonym } from '@hushlog/schema/sanitize'
import { CLIENT_REPORT, createCapture } from './capture.js'
import { createEncoder, type EncoderOptions } from './encode.js'
import type { Host } from './host.js'
import { createLedger, type DropReason, type Ledger } from './ledger.js'
import { createQueue } from './queue.js'
import { isSampled } from './sample.js'
import { createTransport, type TransportOptions } from './transport.js'
import { createWarn } from './warn.js'

export interface CoreOptions extends EncoderOptions, TransportOptions {
  /** While consent is `pending`, events wait in memory only, until `optIn` or `optOut`. */
  readonly consent: 'granted' | 'denied' | 'pending'
  /** This share of sessions is captured, 0 to 1. An event without a session is drawn by itself. */
  readonly sampleRate: number
  /** Undelivered events have at most this many bytes in memory. */
  readonly maxQueueBytes: number
}

/** Fields that an application passes beside the name of an event. */
export type TrackFields<Name extends EventName> = EventInput<Name> & {
  /** The time of the event, if it is not now; RFC 3339 UTC. */
  readonly ts?: Date | string | undefined
  readonly context?: Partial<EventContext> | undefined
}

/** @typeParam Sent the events that this platform sends */
export interface Client<Sent extends EventName = EventName> {
  /**
   * Captures an event of the catalogue.
   *
   * @returns false when the event was dropped at once; `stats()` names the reason
   * @example hush.track('agent_response', { response_length: 250, processing_time_ms: 850 })
   */
  track<Name extends Sent>(
    event: Name,
    ...fields: object extends EventInput<Name> ? [fields?: TrackFields<Name>] : [fields: TrackFields<Name>]
  ): boolean
  /**
   * Captures an event of the catalogue by its name. Any other name becomes a `custom` event with the data as its
   * properties.
   *
   * @returns false when the event was dropped at once
   */
  trackEvent(name: string, data?: object): boolean
  /** Sets the `user` of later events. The id is hashed at once and not kept. */
  identify(userId: string): void
  /** Forgets the user. */
  reset(): void
  optIn(): void
  /** Captures nothing any more, and drops what is queued. */
  optOut(): void
  /**
   * Sends what is queued. Never rejects.
   *
   * @param timeoutMs milliseconds; the default is 30 seconds
   * @returns the ledger, when every event is delivered or dropped or the time is over. What is left stays queued.
   */
  flush(timeoutMs?: number): Promise<Ledger>
  /**
   * Flushes, and drops what is left. Later events are dropped. Never rejects.
   *
   * @param timeoutMs milliseconds; the default is 10 seconds
   */
  shutdown(timeoutMs?: number): Promise<Ledger>
  /** At any moment captured = delivered + queued + the sum of dropped. */
  stats(): Ledger
}

export interface CoreClient {
  /** The object that the application gets. */
  readonly client: Client
  /** Sends at once what fits into a body of this many bytes, because the page may go away. */
  sendOnUnload(maxBytes: number): void
}

const FLUSH_TIMEOUT = 30 * SECOND
const SHUTDOWN_TIMEOUT = 10 * SECOND

export function createClient(host: Host, options: CoreOptions): CoreClient {
  const { spool } = host
  const queue = (!IS_SCRIPT && host.queue) || createQueue(options.maxQueueBytes)
  const warn = createWarn(host)
  const capture = createCapture(host)
  const encode = createEncoder(host, capture, options, warn)
  const ledger = createLedger((fields) => encode(CLIENT_REPORT, fields))
  let { consent } = options
  let isShutDown = false
  const hasConsent = () => consent === 'granted'
  const transport = createTransport(host, options, queue, ledger, warn, hasConsent)

  function optOut() {
    consent = 'denied'
    capture.user = undefined
    transport.optOut()
    spool?.wipeEntries()
  }

  const recover = () => spool?.recoverEntries(transport.recoverEntries, transport.unsettledEntries)

  if (consent === 'denied') optOut()
  if (hasConsent()) recover()

  /** @returns why the event is dropped; undefined when it is queued */
  function enqueue(type: string, fields: object | undefined, customName?: string): DropReason | undefined {
    if (consent === 'denied') return 'opted_out'
    if (isShutDown) return 'shutdown'
    if (!isSampled(options.sampleRate, host)) return 'sampled'
    const stopReason = transport.stopReason()
    if (stopReason) return stopReason
    const encoded = encode(type, fields, customName)
    if (typeof encoded === 'string') return encoded
    if (transport.addEntry(encoded)) {
      if (hasConsent()) spool?.keepEntry(encoded)
    } else if (IS_SCRIPT || !transport.storeForLater?.(encoded)) return 'queue_full'
    host.onQueued?.(type, encoded)
    return undefined
  }

  function track(type: string, fields?: object, customName?: string): boolean {
    ledger.liveCounts.captured++
    const reason = enqueue(type, fields, customName)
    if (reason) ledger.countDrop(reason, 1)
    transport.scheduleRequest()
    return !reason
  }

  const stats = () => ledger.takeSnapshot(transport.queuedCount())

  const client: Client = {
    track: (event, ...[fields]) => track(event, fields),
    trackEvent: (name, data) => (isEventName(name) ? track(name, data) : track('custom', data, name)),
    identify(userId) {
      capture.user = userId && typeof userId === 'string' ? pseudonym(userId) : undefined
    },
    reset() {
      capture.user = undefined
    },
    optIn() {
      if (hasConsent()) return
      consent = 'granted'
      recover()
      transport.scheduleRequest()
    },
    optOut,
    async flush(timeoutMs = FLUSH_TIMEOUT) {
      await transport.flush(timeoutMs)
      return stats()
    },
    async shutdown(timeoutMs = SHUTDOWN_TIMEOUT) {
      isShutDown = true
      await transport.flush(timeoutMs)
      await transport.stop('shutdown')
      return stats()
    },
    stats,
  }
  return { client, sendOnUnload: transport.sendOnUnload }
}
