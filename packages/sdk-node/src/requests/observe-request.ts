/**
 * One served request: what it tells about itself becomes the context of the code that serves it, and at its end a `request`
 * event. Whatever goes wrong here never reaches the host.
 */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Client, TrackFields } from '@hushlog/sdk-core'
import { type HushlogContext, withContext } from '../scope.js'
import { traceIdOf } from './traceparent.js'

/** What frameworks agree on. */
export interface ServedRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: IncomingHttpHeaders
}

export interface RequestOptions<Request extends ServedRequest> {
  /** The session that the request belongs to; by default its header `x-hushlog-session`, which a page sets from `hushlog.sessionId()`. */
  readonly sessionId?: (request: Request) => string | undefined
  readonly ticketId?: (request: Request) => string | undefined
  /** By default the pattern of the route (`/orders/:id`), or the path where no route matched. */
  readonly path?: (request: Request) => string | undefined
  /** Part of the application. */
  readonly module?: (request: Request) => string | undefined
  readonly assetTypes?: (request: Request) => readonly string[] | undefined
  readonly siteTokens?: (request: Request) => readonly string[] | undefined
  /** Requests that are not worth an event, such as health checks; their code still has its context. */
  readonly ignore?: (request: Request) => boolean
}

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

/** A host's own function, which may fail without harm. */
function ask<Request, Answer>(question: ((request: Request) => Answer) | undefined, request: Request) {
  try {
    return question?.(request)
  } catch {
    return undefined
  }
}

function contextOf<Request extends ServedRequest>(
  request: Request,
  options: RequestOptions<Request>,
): HushlogContext {
  const given =
    options.sessionId === undefined ? request.headers['x-hushlog-session'] : ask(options.sessionId, request)
  // An odd session must not cost the events of the request.
  const sessionId = SESSION.test(String(given)) ? String(given) : undefined
  const ticketId = ask(options.ticketId, request)
  return { sessionId, ticketId, traceId: traceIdOf(request.headers.traceparent) }
}

function fieldsOf<Request extends ServedRequest>(
  request: Request,
  options: RequestOptions<Request>,
): TrackFields<'request'> {
  const method = request.method ?? ''
  const assetTypes = ask(options.assetTypes, request)
  const siteTokens = ask(options.siteTokens, request)
  const module = ask(options.module, request)
  return {
    ...(METHODS.has(method) && { method: method as 'GET' }),
    ...(module !== undefined && { module }),
    ...(assetTypes !== undefined && { asset_types: [...assetTypes] }),
    ...(siteTokens !== undefined && { site_tokens: [...siteTokens] }),
  }
}

/**
 * Runs `serve` in the request's context, and tracks the request when its response closes. `path` is asked then, when the
 * framework knows the route.
 */
export function observeRequest<Request extends ServedRequest>(
  hush: Pick<Client, 'track'>,
  request: Request,
  response: ServerResponse,
  options: RequestOptions<Request>,
  path: (request: Request) => string,
  serve: () => void,
): void {
  const begun = performance.now()
  withContext(contextOf(request, options), () => {
    // `close` comes after `finish`, and alone when the client went away.
    response.once('close', () => {
      if (ask(options.ignore, request) === true) return
      hush.track('request', {
        path: ask(options.path, request) ?? path(request),
        status_code: response.writableFinished ? response.statusCode : 0,
        response_time_ms: Math.round((performance.now() - begun) * 10) / 10,
        ...fieldsOf(request, options),
      })
    })
    serve()
  })
}
