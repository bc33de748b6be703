/**
 * The client behind both SDKs, the whole flow on one screen: capture → sanitize → encode → queue → transport, with the
 * ledger beside it. Never throws into the host, whatever it is passed, and never waits: `track` returns at once.
 */
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
  /** `pending`: events wait in memory only, until `optIn` or `optOut`. */
  readonly consent: 'granted' | 'denied' | 'pending'
  /** Share of sessions (of events, where there is no session) that is captured, 0 to 1. */
  readonly sampleRate?: number | undefined
  /** Bytes of events kept in memory until they are delivered. */
  readonly maxQueueBytes: number
}

/** What an application passes beside the name of an event. */
export type TrackFields<Name extends EventName> = EventInput<Name> & {
  /** When it happened, if not now; RFC 3339 UTC. */
  readonly ts?: Date | string | undefined
  readonly context?: Partial<EventContext> | undefined
}

export interface Client {
  /** False when the event was dropped at once; `stats()` says why. */
  track<Name extends EventName>(
    event: Name,
    ...fields: object extends EventInput<Name> ? [fields?: TrackFields<Name>] : [fields: TrackFields<Name>]
  ): boolean
  /** An event type of the catalogue by its name; any other name becomes a `custom` event with the data as its properties. */
  trackEvent(name: string, data?: object): boolean
  /** Who uses the application, from now on: hashed at once, the id itself is not kept. */
  identify(userId: string): void
  /** Forgets who it was. */
  reset(): void
  optIn(): void
  /** Nothing is captured any more, and what waits is dropped. */
  optOut(): void
  /**
   * Sends what is queued. Resolves with the ledger when it is delivered or dropped, at latest after the time limit
   * (30 s); what is left stays queued. Never rejects.
   */
  flush(timeoutMs?: number): Promise<Ledger>
  /** Flushes (10 s), then drops what is left, by name. The client takes nothing after the call. Never rejects. */
  shutdown(timeoutMs?: number): Promise<Ledger>
  /** captured = delivered + queued + the sum of dropped, at any moment. */
  stats(): Ledger
}

export interface CoreClient {
  /** What the host gets. */
  readonly client: Client
  /** The page may go away: sends now what fits into this many bytes of a body. */
  leave(budget: number): void
}

const FLUSH_TIMEOUT = 30_000
const SHUTDOWN_TIMEOUT = 10_000

export function createClient(platform: Host, options: CoreOptions): CoreClient {
  const { sampleRate = 1 } = options
  const { spool, queue = createQueue(options.maxQueueBytes) } = platform
  const warn = createWarn((message) => platform.warn(message))
  const capture = createCapture(platform)
  const encode = createEncoder(platform, capture, options, warn)
  const ledger = createLedger((fields) => encode(CLIENT_REPORT, fields))
  let { consent } = options
  let closed = false
  const isGranted = () => consent === 'granted'
  const transport = createTransport(platform, options, queue, ledger, warn, isGranted)

  function refuse() {
    consent = 'denied'
    capture.user = undefined
    transport.optOut()
    spool?.wipe()
  }

  const recover = () => spool?.recover(transport.adopt, transport.unsettled)

  if (consent === 'denied') refuse()
  if (isGranted()) recover()

  function enter(event: string, fields: object | undefined, customName?: string): DropReason | undefined {
    if (consent === 'denied') return 'opted_out'
    if (closed) return 'shutdown'
    if (!isSampled(sampleRate, platform)) return 'sampled'
    const ended = transport.endedBy()
    if (ended) return ended
    const encoded = encode(event, fields, customName)
    if (typeof encoded === 'string') return encoded
    if (!transport.enter(encoded)) return 'queue_full'
    if (isGranted()) spool?.keep(encoded)
    platform.taken?.(event)
    return undefined
  }

  function count(event: string, fields?: object, customName?: string): boolean {
    ledger.counts.captured++
    const reason = enter(event, fields, customName)
    if (reason) ledger.drop(reason, 1)
    transport.nudge()
    return !reason
  }

  const stats = () => ledger.snapshot(transport.queued())

  const client: Client = {
    track: (event, ...[fields]) => count(event, fields),
    trackEvent: (name, data) => (isEventName(name) ? count(name, data) : count('custom', data, name)),
    identify(userId) {
      capture.user = userId && typeof userId === 'string' ? pseudonym(userId) : undefined
    },
    reset() {
      capture.user = undefined
    },
    optIn() {
      if (isGranted()) return
      consent = 'granted'
      recover()
      transport.nudge()
    },
    optOut: refuse,
    async flush(timeoutMs = FLUSH_TIMEOUT) {
      await transport.flush(timeoutMs)
      return stats()
    },
    async shutdown(timeoutMs = SHUTDOWN_TIMEOUT) {
      closed = true
      await transport.flush(timeoutMs)
      await transport.end('shutdown')
      return stats()
    },
    stats,
  }
  return { client, leave: transport.leave }
}
