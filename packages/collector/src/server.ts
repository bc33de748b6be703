/** The HTTP server of a collector that listens by itself. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MINUTE, SECOND } from '@hushlog/base'
import type { Router } from 'express'
import { refuseConnection } from './http/problem.js'
import { createApp, createBypass, type RouterOptions } from './http/router.js'

/** Node's default of five minutes would let slow bodies hold connections. */
const REQUEST_TIMEOUT = MINUTE
/** Answers that are under way may take this long once the server closes. */
const CLOSE_TIMEOUT = 5 * SECOND

export interface ServerOptions extends Pick<RouterOptions, 'routes' | 'onError'> {
  readonly router: Router
  readonly host: string
  readonly port: number
}

export interface CollectorServer {
  /** @throws the system's error, such as EADDRINUSE */
  listen(): Promise<AddressInfo>
  /** @returns undefined while it does not listen on a port */
  address(): AddressInfo | undefined
  /** Resolves when every connection is closed; those that take too long are broken off. */
  close(): Promise<void>
}

export function createCollectorServer({
  router,
  routes,
  host,
  port,
  onError,
}: ServerOptions): CollectorServer {
  const app = createApp(router, onError)
  const findBypass = createBypass(routes)
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT }, (request, response) => {
    const handler = findBypass(request.method, request.url) ?? app
    void handler(request, response)
  })
  server.on('clientError', refuseConnection)

  const address = (): AddressInfo | undefined => {
    const bound = server.address()
    return typeof bound === 'object' && bound !== null ? bound : undefined
  }

  return {
    address,
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          const bound = address()
          if (bound === undefined) reject(new Error('the server has no address'))
          else resolve(bound)
        })
      }),
    async close() {
      if (!server.listening) return
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT)
      await closed
      clearTimeout(timer)
    },
  }
}
