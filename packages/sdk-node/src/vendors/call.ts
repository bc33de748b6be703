/** Measures one call of a vendor, and tracks it as a `vendor_call` with counts and names, never a prompt or a completion. */
import type { Client, TrackFields } from '@hushlog/sdk-core'
import { currentScope, withContext } from '../scope.js'
import { costOf, type Prices } from './prices.js'
import type { Usage } from './usage.js'

export interface VendorOptions {
  /** Prices of models in US dollars per million tokens. Without a price the event has no cost. */
  readonly prices?: Prices
}

/** Describes a call as far as it is known when it starts. */
export interface StartedCall {
  readonly name: string
  readonly operation: string
  readonly model?: string | undefined
  readonly streaming?: boolean | undefined
}

export interface Call {
  /** Counts an attempt; 0 is the status of one that got no response. */
  addAttempt(status: number): void
  /** Marks the arrival of a chunk of a streamed answer. Only the first one counts. */
  markFirstToken(): void
  /** Adds what an answer says about usage. A later value replaces an earlier one. */
  addUsage(usage: Usage): void
  /** Tracks the call. Only the first end counts. */
  end(result: 'ok' | 'aborted' | 'timeout' | 'error', error?: unknown): void
}

/** Returns the name of an error's class, never its message, which may quote what was sent. */
export function errorType(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { name } = error as { readonly name?: unknown }
  const type = name === 'Error' ? error.constructor?.name : name
  return typeof type === 'string' && /^\w{1,64}$/.test(type) ? type : 'Error'
}

/** Match the names of errors that clients of vendors throw. */
const TIMEOUT = /timeout|timedout/i
const ABORT = /abort|cancel/i

export function failureOf(error: unknown): 'aborted' | 'timeout' | 'error' {
  const type = errorType(error) ?? ''
  return TIMEOUT.test(type) ? 'timeout' : ABORT.test(type) ? 'aborted' : 'error'
}

/** Matches the names of models that are safe to send. */
const MODEL = /^[A-Za-z0-9][\w.:/+-]{0,191}$/

/** Starts the clock of a call. */
export function startCall(hush: Pick<Client, 'track'>, call: StartedCall, { prices }: VendorOptions): Call {
  const startedAt = performance.now()
  // A stream may be read after the request's own context has ended.
  const scope = currentScope()
  let attempts = 0
  let status: number | undefined
  let firstTokenMs: number | undefined
  let usage: Usage = { model: call.model }
  let hasEnded = false
  const elapsedMs = () => Math.round((performance.now() - startedAt) * 10) / 10

  return {
    addAttempt(code) {
      attempts++
      status = code
    },
    markFirstToken() {
      firstTokenMs ??= elapsedMs()
    },
    addUsage(read) {
      usage = { ...usage, ...read }
    },
    end(result, error) {
      if (hasEnded) return
      hasEnded = true
      const { model, input, output, cached, reasoning } = usage
      const type = errorType(error)
      const cost = costOf(prices, usage)
      const fields: TrackFields<'vendor_call'> = {
        vendor: {
          name: call.name,
          operation: call.operation,
          http_status: status ?? 0,
          retry_count: Math.max(0, attempts - 1),
        },
        latency_ms: elapsedMs(),
        result,
        ...(call.streaming !== undefined && { streaming: call.streaming }),
        ...(firstTokenMs !== undefined && { time_to_first_token_ms: firstTokenMs }),
        ...(type !== undefined && { error_type: type }),
        ...(model !== undefined && MODEL.test(model) && { model }),
        ...(input !== undefined && { input_tokens: input }),
        ...(output !== undefined && { output_tokens: output }),
        ...(cached !== undefined && { cached_tokens: cached }),
        ...(reasoning !== undefined && { reasoning_tokens: reasoning }),
        ...(cost !== undefined && { cost_usd: cost }),
      }
      const { session_id: sessionId, trace_id: traceId, ticket_id: ticketId } = scope
      withContext({ sessionId, traceId, ticketId }, () => hush.track('vendor_call', fields))
    },
  }
}
