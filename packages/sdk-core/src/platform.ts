/**
 * The seam between the shared client and its host. Clock, random, timers, network and storage come in
 * through here, so that sdk-core compiles with neither DOM nor Node types and tests need no mocks of modules.
 */

/** Text, or where the queue of a platform is its own, UTF-8 that stands until the request has been answered. */
export type Body = string | Uint8Array

export interface SendRequest {
  readonly body: Body
  /** The page is going away: must outlive it, within the keepalive budget. */
  readonly leaving: boolean
  /** Milliseconds. */
  readonly timeout: number
}

export interface SendResponse {
  /** None: nothing answered. `BLOCKED`: and it is no use to try again. */
  readonly status?: number | undefined
  /** Value of `Retry-After` as sent, if any. */
  readonly retryAfter?: string | null | undefined
  /** Body as text; none when unreadable. */
  readonly body?: string | undefined
}

/** No status of HTTP. */
export const BLOCKED = 0

export interface Scope {
  /** The id that a `session_end` has, so that there is one, whoever tells it; a new one otherwise. */
  readonly end_id?: string | undefined
  readonly session_id?: string | undefined
  readonly trace_id?: string | undefined
  readonly ticket_id?: string | undefined
}

export interface Platform {
  /** Milliseconds since the epoch. */
  now(): number
  /** At least 0 and less than 1; for jitter and samples, not for ids. */
  random(): number
  /** A ULID of this time that nobody else has. */
  newId(now: number): string
  /** Bytes of the text in UTF-8. Asked for each event: hosts have this faster than a loop over characters. */
  byteLength(text: string): number
  /** Keeps a process alive only when `hold` is true (someone awaits a flush). Returns the cancel function. */
  setTimer(run: () => void, ms: number, hold: boolean): () => void
  /** To the collector. May reject on network failure or timeout; any HTTP status resolves. */
  send(request: SendRequest): Promise<SendResponse>
  /** For the developer, never the user; never holds a value from an event. */
  warn(message: string): void
  /**
   * Fields of `context` (locale, page path, …), read at each capture. The application knows its pages better (a router's path):
   * `own` is what it passed, but which SDK and which rules these are the host alone says.
   */
  context(own: unknown): Readonly<Record<string, unknown>>
  /** Fields of the envelope that the code which captures an event is part of: `session_id`, `trace_id`, `ticket_id`. */
  scope(): Scope
  /** An event of this type was queued. */
  taken?(event: string): void
}
