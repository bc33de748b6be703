/**
 * The seam between the shared client and the platform that it runs on. Clock, random numbers, timers and network come in
 * through this interface, so that sdk-core compiles without the types of DOM and Node, and tests mock no modules.
 */
/** Text; or UTF-8, where the host has a queue of its own. Its bytes do not change until the request has a response. */
export type Body = string | Uint8Array

export interface SendRequest {
  readonly body: Body
  /** True when the page may be unloaded: then the request has to outlive it, within the keepalive budget. */
  readonly isUnload: boolean
  /** The limit is in milliseconds. */
  readonly timeout: number
}

export interface SendResponse {
  /** Undefined when there was no response, and `BLOCKED` when there will not be one either. */
  readonly status?: number | undefined
  /** Holds the header `Retry-After`, if any. */
  readonly retryAfter?: string | null | undefined
  /** Says why there was no response, as a code of the platform such as `ECONNREFUSED`. */
  readonly cause?: string | undefined
  /** Holds the body as text; undefined when it is unreadable. */
  readonly body?: string | undefined
}

/** Requests that something on the device blocks have this status, which is none of HTTP. */
export const BLOCKED = 0

export interface Scope {
  /** The id of the `session_start` or `session_end` that is tracked now. Whoever sends it uses the same id. */
  readonly markId?: string | undefined
  readonly session_id?: string | undefined
  readonly trace_id?: string | undefined
  readonly ticket_id?: string | undefined
}

export interface Platform {
  /** Returns milliseconds since the epoch. */
  now(): number
  /** Returns at least 0 and less than 1, for jitter and samples, not for ids. */
  random(): number
  /** Returns a ULID of this time that nobody else has. */
  newId(now: number): string
  /** Returns the bytes of a text in UTF-8. Hosts have a faster way than a loop over characters. */
  byteLength(text: string): number
  /**
   * @param keepAlive whether the timer keeps the process alive, because someone awaits a flush
   * @returns cancels the timer
   */
  setTimer(run: () => void, ms: number, keepAlive?: boolean): () => void
  /** Sends a request to the collector. Any HTTP status resolves; network failures and time-outs may reject. */
  sendRequest(request: SendRequest): Promise<SendResponse>
  /** Prints a message for the developer. It never holds a value of an event. */
  warn(message: string): void
  /**
   * Returns the fields of `context` for an event that is captured now.
   *
   * @param own what the application passed. It is preferred, except for the SDK and the rules.
   */
  buildContext(own: unknown): Readonly<Record<string, unknown>>
  /** Returns the session, trace and ticket that the code which captures an event belongs to. */
  currentScope(): Scope
  /** Called after an event of this type was queued, with its text where the queue holds one. */
  onQueued?(type: string, entry: { readonly json: string }): void
}
