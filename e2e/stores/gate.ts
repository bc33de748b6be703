/**
 * A proxy in front of a server that makes it slow, or throttles some requests in its place, while a collector
 * uses it. It works the same whether the server behind it runs or not.
 */
import { Agent, createServer as createHttpServer, request as send } from 'node:http'
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Makes the answer by which the server's protocol throttles a client. */
export interface TooMuch {
  readonly status: number
  readonly type: string
  readonly body: string
}

export interface Gate {
  readonly port: number
  open(): void
  /** Delays each request by so many milliseconds. */
  slow(delay: number): void
  /** Refuses a share of the requests; the default is two of three. */
  throttle(share?: number): void
  close(): Promise<void>
}

type Mode =
  | { readonly name: 'open' }
  | { readonly name: 'throttled'; readonly share: number }
  | { readonly name: 'slow'; readonly delay: number }

const refusesNow = (mode: Mode): boolean => mode.name === 'throttled' && Math.random() < mode.share

export async function createHttpGate(upstream: number, tooMuch: TooMuch): Promise<Gate> {
  let mode: Mode = { name: 'open' }
  const agent = new Agent({ keepAlive: true })
  const server = createHttpServer(async (request, response) => {
    request.once('error', () => response.destroy())
    if (mode.name === 'slow') await sleep(mode.delay)
    if (refusesNow(mode)) {
      request.resume()
      response.writeHead(tooMuch.status, { 'content-type': tooMuch.type })
      response.end(tooMuch.body)
      return
    }
    const { method, url: path, headers } = request
    const onwards = send({ host: '127.0.0.1', port: upstream, method, path, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.once('error', () => response.destroy())
      answer.pipe(response)
    })
    onwards.once('error', () => response.destroy())
    request.pipe(onwards)
  })
  // The server behind the gate decides how long a connection may be idle.
  server.keepAliveTimeout = 0
  server.requestTimeout = 0
  return gate(
    server,
    (next) => {
      mode = next
    },
    () => {
      server.closeAllConnections()
      agent.destroy()
    },
  )
}

/** While it throttles, it ends connections as a server does that has too many of them. */
export async function createTcpGate(upstream: number): Promise<Gate> {
  let mode: Mode = { name: 'open' }
  const sockets = new Set<Socket>()
  const server = createTcpServer((client) => {
    const onwards = connect(upstream, '127.0.0.1')
    for (const [socket, other] of [
      [client, onwards],
      [onwards, client],
    ] as const) {
      sockets.add(socket)
      socket.once('error', () => other.destroy())
      socket.once('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.on('data', async (data) => {
        if (refusesNow(mode)) socket.destroy()
        if (mode.name === 'slow') {
          socket.pause()
          await sleep(mode.delay)
          socket.resume()
        }
        if (!other.destroyed) other.write(data)
      })
    }
  })
  return gate(
    server,
    (next) => {
      mode = next
    },
    () => {
      for (const socket of sockets) socket.destroy()
    },
  )
}

async function gate(server: Server, set: (mode: Mode) => void, cut: () => void): Promise<Gate> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    open: () => set({ name: 'open' }),
    slow: (delay) => set({ name: 'slow', delay }),
    throttle: (share = 2 / 3) => set({ name: 'throttled', share }),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      cut()
      await closed
    },
  }
}
