import type { CustomRule } from '@hushlog/schema/sanitize'
import type { BeforeSend } from '@hushlog/sdk-core'

/** Options of `createHushlog`, which are also the `data-` attributes of the script tag. */
export interface HushlogOptions {
  /** Address of the collector, such as `https://collector.example`. A script tag's default is where the script came from. */
  readonly endpoint: string
  /** `hlw_…` */
  readonly writeKey: string
  /** For the reader of your code only: what is stored as `env` is what the collector is configured with. */
  readonly env?: string
  /** `off` (default): no field of class `text` leaves. `redacted`: redacted first, and then only if the tenant allows it. */
  readonly content?: 'off' | 'redacted'
  /** Rules of your own beside the built-in ones; one that cannot be used stops every event (`sanitize_failed`) and says why. */
  readonly rules?: readonly CustomRule[]
  /** Keys whose values never leave, however they are written (`employeeNumber` is `employee_number`). */
  readonly denyKeys?: readonly string[]
  /** Send `page_view` and `session_start` without being asked (true). */
  readonly autoTrack?: boolean
  /** Take Global Privacy Control and Do Not Track for an opt-out (true). */
  readonly respectPrivacySignals?: boolean
  /** `granted` (default), or `pending`: nothing is stored or sent until `optIn` or `optOut`; a choice made earlier stands. */
  readonly consent?: 'granted' | 'pending'
  /** Keep what is not delivered yet in IndexedDB (true), so that the next visit delivers it; false: in memory only. */
  readonly persist?: boolean
  /** Memory for events that wait, bytes (1 MiB); a full queue refuses the newest. */
  readonly maxQueueBytes?: number
  /** An event not delivered after this many milliseconds is dropped (7 days, less than the collector remembers ids). */
  readonly maxAge?: number
  /** Longest wait before a batch that is not full is sent, milliseconds (3 seconds). */
  readonly flushInterval?: number
  /** Milliseconds (10 seconds). */
  readonly requestTimeout?: number
  /** Share of sessions that is captured, 0 to 1 (1); events without a session are drawn one by one. */
  readonly sampleRate?: number
  /** Sees each event that would leave, already sanitized. Answers the event, changed or not (it is sanitized again), or nothing to keep it back. */
  readonly beforeSend?: BeforeSend
}

/**
 * Reads `data-write-key` as `writeKey`, `data-flush-interval="1000"` as a number, `data-auto-track="false"` as a boolean,
 * `data-rules='[{"id":"employee","pattern":"EMP-\\d{6}"}]'` and `data-deny-keys='["shoe_size"]'` as JSON.
 */
export function optionsOf(script: HTMLScriptElement): HushlogOptions {
  // An inlined script has no address of its own: then `data-endpoint` says it.
  const options: Record<string, unknown> = { endpoint: script.src && new URL(script.src).origin }
  for (const [name, value] of Object.entries(script.dataset)) options[name] = parsed(value ?? '')
  return options as unknown as HushlogOptions
}

/** What is no JSON stays text; where a list is needed, no event leaves then. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
