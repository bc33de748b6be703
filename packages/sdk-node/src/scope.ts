/** Tracks which session, trace and ticket running code belongs to, through awaits and callbacks. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Scope } from '@hushlog/sdk-core'
import { shared } from './shared.js'

export interface HushlogContext {
  /** The id has 1 to 64 characters of `A-Z a-z 0-9 _ -`. */
  readonly sessionId?: string | undefined
  readonly traceId?: string | undefined
  readonly ticketId?: string | undefined
}

const EMPTY: Scope = Object.freeze({})
let storage: AsyncLocalStorage<Scope> | undefined

/** Returns the storage of this process: what one copy of the package sets, another reads. */
function scopes(): AsyncLocalStorage<Scope> {
  storage ??= shared('scopes', () => new AsyncLocalStorage<Scope>())
  return storage
}

/**
 * Runs a function whose events get these fields, also those that it tracks later in callbacks. A field that is not
 * given is taken from the surrounding context.
 *
 * @returns what the function returns
 */
export function withContext<T>({ sessionId, traceId, ticketId }: HushlogContext, fn: () => T): T {
  const outer = currentScope()
  const scope: Scope = {
    session_id: sessionId ?? outer.session_id,
    trace_id: traceId ?? outer.trace_id,
    ticket_id: ticketId ?? outer.ticket_id,
  }
  return scopes().run(scope, fn)
}

/**
 * Runs a function whose events belong to the session `id`, also those that it tracks later in callbacks.
 *
 * @returns what the function returns
 */
export function withSession<T>(id: string, fn: () => T): T {
  return withContext({ sessionId: id }, fn)
}

export function currentScope(): Scope {
  return scopes().getStore() ?? EMPTY
}
