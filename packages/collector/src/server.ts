/** The HTTP server of a collector that listens by itself. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MINUTE, SECOND } from '@hushlog/base'
import type { Router } from 'express'
import { type ProblemCode, refuseConnection } from './http/problem.js'
import { createApp, createBypass, type RouterOptions } from './http/router.js'

/**
 * Bounds what a connection can hold. Node's default of five minutes for a request would let slow bodies hold
 * connections, and it looks for late requests only twice a minute.
 */
const limits = {
  headersTimeout: 10 * SECOND,
  requestTimeout: MINUTE,
  connectionsCheckingInterval: 5 * SECOND,
  /**
   * A load balancer closes idle connections after a minute. One that the collector closed first would answer the next
   * request on it with 502.
   */
  keepAliveTimeout: 65 * SECOND,
  /** Bytes of the request line and all headers. */
  maxHeaderSize: 16 * 1024,
}
/** Answers that are under way may take this long once the server closes. */
const CLOSE_TIMEOUT = 5 * SECOND

export interface ServerOptions extends Pick<RouterOptions, 'routes' | 'onError'> {
  readonly router: Router
  readonly host: string
  readonly port: number
  /** Hears of every connection whose bytes were refused before they became a request. */
  readonly onRefused: (code: ProblemCode) => void
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
  onRefused,
}: ServerOptions): CollectorServer {
  const app = createApp(router, onError)
  const findBypass = createBypass(routes)
  const server = createServer(limits, (request, response) => {
    const handler = findBypass(request.method, request.url) ?? app
    void handler(request, response)
  })
  server.on('clientError', (error, socket) => {
    const code = refuseConnection(error, socket)
    if (code !== undefined) onRefused(code)
  })

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
