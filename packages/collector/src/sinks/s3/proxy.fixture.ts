/** Starts a proxy between the sink and the server, which passes requests on or makes them fail. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/**
 * `throttle` answers as S3 does; `cut` ends the connection after some bytes of the body; `hang` never
 * answers.
 */
export type Fault = 'pass' | 'throttle' | 'cut' | 'hang'

const SLOW_DOWN =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>Reduce your rate: SENTINEL</Message></Error>'

export async function startProxy(target: string, decide: (request: IncomingMessage) => Fault) {
  const requests: string[] = []
  const pass = (from: IncomingMessage, to: ServerResponse) => {
    const forwarded = request(new URL(from.url ?? '/', target), {
      method: from.method,
      headers: from.headers,
    })
    forwarded.on('response', (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(to)
    })
    forwarded.on('error', () => to.destroy())
    // MinIO keeps an object locked for as long as someone reads it.
    to.on('close', () => forwarded.destroy())
    from.pipe(forwarded)
  }
  const server = createServer((from, to) => {
    requests.push(`${from.method} ${from.url}`)
    const fault = decide(from)
    if (fault === 'pass') pass(from, to)
    else if (fault === 'cut') from.once('data', () => from.socket.destroy())
    else if (fault === 'throttle') {
      from.resume()
      from.on('end', () => to.writeHead(503, { 'content-type': 'application/xml' }).end(SLOW_DOWN))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    requests,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
