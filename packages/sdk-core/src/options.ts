/** Options of `createHushlog` that both SDKs have. */
import type { CustomRule } from '@hushlog/schema/sanitize'
import type { BeforeSend } from './encode.js'

export interface SharedOptions {
  /** Address of the collector, such as `https://collector.example`. */
  readonly endpoint: string
  /** `hlw_…` */
  readonly writeKey: string
  /** Documents your code and is not sent: events are stored with the `env` of the collector's configuration. */
  readonly env?: string
  /**
   * `off` (the default) sends no field of class `text`. `redacted` sends them after redaction, and the collector keeps them
   * only when the tenant allows it.
   */
  readonly content?: 'off' | 'redacted'
  /** Rules of your own beside the built-in ones. A rule that cannot be used stops every event (`sanitize_failed`) and says why. */
  readonly rules?: readonly CustomRule[]
  /** Keys whose values never leave, in any spelling: `employeeNumber` is `employee_number`. */
  readonly denyKeys?: readonly string[]
  /**
   * Bytes of undelivered events in memory; the default is 4 MiB in a page and 64 MiB in Node. A full queue refuses the newest
   * event.
   */
  readonly maxQueueBytes?: number
  /** Milliseconds after which an undelivered event is dropped; the default is 7 days, less than the collector remembers ids. */
  readonly maxAge?: number
  /** Longest wait in milliseconds before a batch that is not full is sent; the default is 3 seconds in a page and 1 in Node. */
  readonly flushInterval?: number
  /** Milliseconds; the default is 10 seconds. */
  readonly requestTimeout?: number
  /** Share of sessions that is captured, 0 to 1; the default is 1. An event without a session is drawn by itself. */
  readonly sampleRate?: number
  /**
   * Sees each event that would leave, already sanitized. Returns the event, changed or not (it is sanitized again), or nothing
   * to keep it back.
   */
  readonly beforeSend?: BeforeSend
  /**
   * Writes each event's way to the console: that it was captured, what was removed from it, when it was sent, and what the
   * collector answered; never a value. The default is false.
   */
  readonly debug?: boolean
}

/** A value of the right type for each option that both SDKs have. */
export const SHARED_OPTIONS: Readonly<Record<keyof SharedOptions, unknown>> = {
  endpoint: '',
  writeKey: '',
  env: '',
  content: '',
  rules: [],
  denyKeys: [],
  maxQueueBytes: 0,
  maxAge: 0,
  flushInterval: 0,
  requestTimeout: 0,
  sampleRate: 0,
  beforeSend: Object,
  debug: false,
}
