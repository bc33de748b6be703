/**
 * Observes a request that a server handles: its session, trace and ticket become the context of the code that handles it, and
 * its end is tracked as a `request` event. Failures in here never reach the application.
 */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Client, TrackFields } from '@hushlog/sdk-core'
import { destinationOf } from '../destination.js'
import { type HushlogContext, withContext } from '../scope.js'
import { mark } from '../shared.js'
import { traceIdOf } from './traceparent.js'

/** The members of a request that all frameworks have. */
export interface ServedRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: IncomingHttpHeaders
}

export interface RequestOptions<Request extends ServedRequest> {
  /**
   * Returns the session of a request; the default is its header `x-hushlog-session`, which a page sets from
   * `hushlog.sessionId()`.
   */
  readonly sessionId?: (request: Request) => string | undefined
  readonly ticketId?: (request: Request) => string | undefined
  /** Returns the path to track; the default is the pattern of the route (`/orders/:id`), or the path if no route matches. */
  readonly path?: (request: Request) => string | undefined
  /** Returns the part of the application that handles the request. */
  readonly module?: (request: Request) => string | undefined
  readonly assetTypes?: (request: Request) => readonly string[] | undefined
  readonly siteTokens?: (request: Request) => readonly string[] | undefined
  /** Returns true for requests that are not tracked, such as health checks. Their code has its context all the same. */
  readonly ignore?: (request: Request) => boolean
}

/** Matches what the schema takes for a session id. */
const SESSION = /^[\w-]{1,64}$/
const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'CONNECT',
  'TRACE',
])

/** Calls a function of the application, which may fail without harm. */
function tryCall<Request, Result>(fn: ((request: Request) => Result) | undefined, request: Request) {
  try {
    return fn?.(request)
  } catch {
    return undefined
  }
}

function contextOf<Request extends ServedRequest>(
  request: Request,
  options: RequestOptions<Request>,
): HushlogContext {
  const session =
    options.sessionId === undefined
      ? request.headers['x-hushlog-session']
      : tryCall(options.sessionId, request)
  // An invalid session must not cost the events of the request.
  const sessionId = SESSION.test(String(session)) ? String(session) : undefined
  const ticketId = tryCall(options.ticketId, request)
  return { sessionId, ticketId, traceId: traceIdOf(request.headers.traceparent) }
}

function fieldsOf<Request extends ServedRequest>(
  request: Request,
  options: RequestOptions<Request>,
): TrackFields<'request'> {
  const method = request.method ?? ''
  const assetTypes = tryCall(options.assetTypes, request)
  const siteTokens = tryCall(options.siteTokens, request)
  const module = tryCall(options.module, request)
  return {
    ...(METHODS.has(method) && { method: method as 'GET' }),
    ...(module !== undefined && { module }),
    ...(assetTypes !== undefined && { asset_types: [...assetTypes] }),
    ...(siteTokens !== undefined && { site_tokens: [...siteTokens] }),
  }
}

/**
 * Runs the handlers of a request in its context, and tracks the request when its response closes.
 *
 * @param pathOf returns the path to track; called at the end, when the framework knows the route
 * @param handle runs the handlers
 */
export function observeRequest<Request extends ServedRequest>(
  hush: Pick<Client, 'track'>,
  request: Request,
  response: ServerResponse,
  options: RequestOptions<Request>,
  pathOf: (request: Request) => string,
  handle: () => void,
): void {
  const startedAt = performance.now()
  withContext(contextOf(request, options), () => {
    // A second middleware for the same collector and key gives context only.
    if (!mark(response, `request.${destinationOf(hush)}`)) return handle()
    // `close` follows `finish`, and comes without it when the client went away.
    response.once('close', () => {
      if (tryCall(options.ignore, request) === true) return
      hush.track('request', {
        path: tryCall(options.path, request) ?? pathOf(request),
        status_code: response.writableFinished ? response.statusCode : 0,
        response_time_ms: Math.round((performance.now() - startedAt) * 10) / 10,
        ...fieldsOf(request, options),
      })
    })
    handle()
  })
}
