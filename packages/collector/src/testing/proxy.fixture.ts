/** A proxy in front of a real server for tests: passes requests on, or answers with a fault in its place. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer | string
}

/** What to do with a request: `pass` sends it on, with another body when one is given; `cut` ends the connection. */
export type Handle = (
  seen: Seen,
  pass: (body?: Buffer | string) => Promise<Answer>,
) => Promise<Answer | 'cut'>

export interface FaultyServer {
  readonly endpoint: string
  close(): Promise<void>
}

/** @param tls speaks HTTPS with this key and certificate; the server behind is spoken to without. */
export async function startProxy(
  upstream: string,
  handle: Handle,
  tls?: { readonly key: string; readonly cert: string },
): Promise<FaultyServer> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      const { method = 'GET', url: path = '/', headers } = request
      const seen: Seen = { method, path, headers, body: Buffer.concat(chunks) }
      handle(seen, (body = seen.body) => forward(upstream, seen, body)).then(
        (answer) => (answer === 'cut' ? request.socket.destroy() : write(response, answer)),
        () => request.socket.destroy(),
      )
    })
  }
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
  // The server behind decides how long a connection may be idle: while a large body is made, nothing else runs here.
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

/** The host stays as the client signed it. */
function forward(upstream: string, { method, path, headers }: Seen, body: Buffer | string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send(
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

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = headers
  response.writeHead(status, { ...rest, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
