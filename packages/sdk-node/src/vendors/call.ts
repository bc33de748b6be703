/** One call of a vendor: measured here, told once as a `vendor_call`. Counts and names only, never a prompt or a completion. */
import type { Client, TrackFields } from '@hushlog/sdk-core'
import { currentScope, withContext } from '../scope.js'
import { costOf, type Prices } from './prices.js'
import type { Usage } from './usage.js'

export interface VendorOptions {
  /** US dollars per million tokens, by model; without a price there is no cost. */
  readonly prices?: Prices
}

/** What is known when the call begins. */
export interface Begun {
  readonly name: string
  readonly operation: string
  readonly model?: string | undefined
  readonly streaming?: boolean | undefined
}

export interface Call {
  /** An attempt was answered. */
  attempt(status: number): void
  /** The first piece of a streamed answer came. */
  firstToken(): void
  /** What the answer says; later words stand. */
  told(usage: Usage): void
  /** Ends the call, once. */
  end(result: 'ok' | 'aborted' | 'timeout' | 'error', error?: unknown): void
}

/** A class name, or a code of the system: never a message, which may quote what was sent. */
export function errorType(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { name } = error as { readonly name?: unknown }
  const given = name === 'Error' ? error.constructor?.name : name
  return typeof given === 'string' && /^\w{1,64}$/.test(given) ? given : 'Error'
}

const TIMEOUT = /timeout|timedout/i
const ABORT = /abort|cancel/i

export function failureOf(error: unknown): 'aborted' | 'timeout' | 'error' {
  const type = errorType(error) ?? ''
  return TIMEOUT.test(type) ? 'timeout' : ABORT.test(type) ? 'aborted' : 'error'
}

const MODEL = /^[A-Za-z0-9][\w.:/+-]{0,191}$/

export function beginCall(hush: Pick<Client, 'track'>, begun: Begun, { prices }: VendorOptions): Call {
  const started = performance.now()
  // A stream may be read where nothing of the request is left.
  const scope = currentScope()
  let attempts = 0
  let status: number | undefined
  let first: number | undefined
  let usage: Usage = { model: begun.model }
  let ended = false
  const since = () => Math.round((performance.now() - started) * 10) / 10

  return {
    attempt(code) {
      attempts++
      status = code
    },
    firstToken() {
      first ??= since()
    },
    told(more) {
      usage = { ...usage, ...more }
    },
    end(result, error) {
      if (ended) return
      ended = true
      const { model, input, output, cached, reasoning } = usage
      const type = errorType(error)
      const cost = costOf(prices, usage)
      const fields: TrackFields<'vendor_call'> = {
        vendor: {
          name: begun.name,
          operation: begun.operation,
          http_status: status ?? 0,
          retry_count: Math.max(0, attempts - 1),
        },
        latency_ms: since(),
        result,
        ...(begun.streaming !== undefined && { streaming: begun.streaming }),
        ...(first !== undefined && { time_to_first_token_ms: first }),
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
