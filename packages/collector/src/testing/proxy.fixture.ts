/** Starts a proxy in front of a real server, which forwards requests or answers with a fault instead. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as openRequest,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface ProxiedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface ProxyResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer | string
}

/**
 * Decides what happens to a request. `send` forwards it, with another body when one is given; the answer
 * `cut` ends the connection.
 */
export type ProxyHandler = (
  seen: ProxiedRequest,
  send: (body?: Buffer | string) => Promise<ProxyResponse>,
) => Promise<ProxyResponse | 'cut'>

export interface FaultyProxy {
  readonly endpoint: string
  close(): Promise<void>
}

/** @param tls key and certificate for HTTPS; the proxy speaks HTTP with the server behind it */
export async function startProxy(
  upstream: string,
  handle: ProxyHandler,
  tls?: { readonly key: string; readonly cert: string },
): Promise<FaultyProxy> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      const { method = 'GET', url: path = '/', headers } = request
      const seen: ProxiedRequest = { method, path, headers, body: Buffer.concat(chunks) }
      handle(seen, (body = seen.body) => forward(upstream, seen, body)).then(
        (answer) => (answer === 'cut' ? request.socket.destroy() : write(response, answer)),
        () => request.socket.destroy(),
      )
    })
  }
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
  // The server behind decides how long a connection may be idle: the test blocks the event loop while it
  // makes a large body.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Forwards a request. The host header stays as the client signed it. */
function forward(
  upstream: string,
  { method, path, headers }: ProxiedRequest,
  body: Buffer | string,
): Promise<ProxyResponse> {
  return new Promise((resolve, reject) => {
    const request = openRequest(
      new URL(path, upstream),
      { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('error', reject)
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      },
    )
    request.once('error', reject)
    request.end(body)
  })
}

function write(response: ServerResponse, { status, headers, body }: ProxyResponse): void {
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = headers
  response.writeHead(status, { ...rest, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
