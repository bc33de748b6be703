/** What the code that is running belongs to (a session, a trace, a ticket), carried through awaits and callbacks. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Scope } from '@hushlog/sdk-core'

export interface HushlogContext {
  /** 1 to 64 of `A-Z a-z 0-9 _ -` */
  readonly sessionId?: string | undefined
  readonly traceId?: string | undefined
  readonly ticketId?: string | undefined
}

const NONE: Scope = Object.freeze({})
const scopes = new AsyncLocalStorage<Scope>()

/** Events tracked in `fn`, and in what it starts, get these fields; those that are not given stay as they are around it. */
export function withContext<T>({ sessionId, traceId, ticketId }: HushlogContext, fn: () => T): T {
  const outer = currentScope()
  const scope: Scope = {
    session_id: sessionId ?? outer.session_id,
    trace_id: traceId ?? outer.trace_id,
    ticket_id: ticketId ?? outer.ticket_id,
  }
  return scopes.run(scope, fn)
}

/** Events tracked in `fn`, and in what it starts, belong to the session `id`. */
export function withSession<T>(id: string, fn: () => T): T {
  return withContext({ sessionId: id }, fn)
}

export function currentScope(): Scope {
  return scopes.getStore() ?? NONE
}
