/** A proxy in front of a real server for tests: passes requests on, or answers with a fault in its place. */
import { createServer, type IncomingHttpHeaders, type ServerResponse, request as send } from 'node:http'
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

export async function startProxy(upstream: string, handle: Handle): Promise<FaultyServer> {
  const server = createServer((request, response) => {
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
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
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
