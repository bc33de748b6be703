/** Observes requests by a plugin for Fastify. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Client } from '@hushlog/sdk-core'
import { observeRequest, type RequestOptions } from './observe-request.js'

export interface FastifyRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly routeOptions?: { readonly url?: string | undefined } | undefined
}

/** The part of an instance that is used here. */
export interface FastifyInstance {
  addHook(
    name: 'onRequest',
    hook: (request: FastifyRequest, reply: { readonly raw: ServerResponse }, done: () => void) => void,
  ): unknown
}

type Plugin = (instance: FastifyInstance, options: unknown, done: () => void) => void

const pathOf = ({ routeOptions, url }: FastifyRequest): string =>
  routeOptions?.url ?? url.split('?', 1)[0] ?? '/'

/**
 * Returns a plugin that observes the requests of the whole application.
 *
 * @example fastify.register(fastifyPlugin(hush))
 */
export function fastifyPlugin(
  hush: Pick<Client, 'track'>,
  options: RequestOptions<FastifyRequest> = {},
): Plugin {
  const plugin: Plugin = (instance, _, done) => {
    instance.addHook('onRequest', (request, reply, next) =>
      observeRequest(hush, request, reply.raw, options, pathOf, next),
    )
    done()
  }
  // Fastify applies the hooks of a plugin with this symbol to the whole application, as `fastify-plugin` sets it.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true })
}
