/**
 * Says whether a page that sends a request came from this collector. The collector may be reached by several names, so that
 * the origin is compared with the host that the request itself names, or that the proxy in front was asked for.
 */
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'

export interface OwnOrigin {
  /** Says that the header `Origin` is there and is that of this collector. */
  isOwn(request: IncomingMessage): boolean
  /** Says that the browser reaches the collector by TLS, as the connection or a trusted proxy tells. */
  isSecure(request: IncomingMessage): boolean
}

const parseOrigin = (origin: string): URL | undefined => (URL.canParse(origin) ? new URL(origin) : undefined)

/** @param trustProxy how many proxies stand in front; with 0, no header of a proxy is read */
export function createOwnOrigin(trustProxy: number): OwnOrigin {
  const forwarded = ({ headers }: IncomingMessage, name: string): string | undefined => {
    const header = trustProxy === 0 ? undefined : headers[name]
    if (header === undefined) return undefined
    const values = String(header).split(',')
    return (values.at(-trustProxy) ?? values[0])?.trim().toLowerCase()
  }
  /** Returns undefined where a proxy in front may have ended TLS without saying so. */
  const scheme = (request: IncomingMessage): string | undefined =>
    (request.socket as Partial<TLSSocket>).encrypted === true
      ? 'https'
      : forwarded(request, 'x-forwarded-proto')

  return {
    isOwn(request) {
      const origin = parseOrigin(request.headers.origin ?? '')
      const host = forwarded(request, 'x-forwarded-host') ?? request.headers.host
      if (origin === undefined || host === undefined) return false
      // The port of the scheme may be named or not.
      const own = parseOrigin(`${scheme(request) ?? origin.protocol.slice(0, -1)}://${host}`)
      return own !== undefined && own.origin !== 'null' && own.origin === origin.origin
    },
    isSecure: (request) => scheme(request) === 'https',
  }
}
