/** Observes requests by a middleware for Express and for every framework with `(request, response, next)`. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Client } from '@hushlog/sdk-core'
import { observeRequest, type RequestOptions } from './observe-request.js'

/** The members that Express adds to a request. The route is known once a handler has matched. */
export interface ExpressRequest extends IncomingMessage {
  readonly originalUrl?: string
  readonly baseUrl?: string
  readonly route?: { readonly path?: unknown } | undefined
}

function pathOf({ route, baseUrl = '', originalUrl, url }: ExpressRequest): string {
  if (typeof route?.path === 'string') return `${baseUrl}${route.path}`
  return (originalUrl ?? url ?? '/').split('?', 1)[0] ?? '/'
}

/**
 * Returns a middleware that has to come before the routes.
 *
 * @example app.use(expressMiddleware(hush))
 */
export function expressMiddleware<Request extends ExpressRequest = ExpressRequest>(
  hush: Pick<Client, 'track'>,
  options: RequestOptions<Request> = {},
): (request: Request, response: ServerResponse, next: () => void) => void {
  return (request, response, next) => observeRequest(hush, request, response, options, pathOf, next)
}
