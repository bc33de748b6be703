/** Tests requests with real servers on the loopback. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { createRequest } from './request.js'

const open: Server[] = []

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/events`
}

const post = (url: string, body = '{}', timeout = 2000) =>
  createRequest(url, { authorization: 'Bearer hlw_x' })({ body, isUnload: false, timeout })

test.each([
  ['a small body as it is', 'x'.repeat(1024), undefined],
  ['a larger one with gzip', 'ä'.repeat(600), 'gzip'],
])('sends %s', async (_, body, encoding) => {
  const url = await listen(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const wire = Buffer.concat(chunks)
    const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(wire) : wire
    const { authorization } = request.headers
    response.end(
      JSON.stringify({
        authorization,
        encoding: request.headers['content-encoding'],
        length: Number(request.headers['content-length']) === wire.length,
        same: plain.toString() === body,
      }),
    )
  })
  const { status, body: answer } = await post(url, body)
  expect(status).toBe(200)
  expect(JSON.parse(`${answer}`)).toEqual({
    authorization: 'Bearer hlw_x',
    encoding,
    length: true,
    same: true,
  })
})

test('returns status, Retry-After and body of any response', async () => {
  const url = await listen((_, response) => response.writeHead(503, { 'retry-after': '7' }).end('busy'))
  expect(await post(url)).toEqual({ status: 503, retryAfter: '7', body: 'busy' })
})

test('does not follow a redirect', async () => {
  const url = await listen((_, response) =>
    response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
  )
  expect(await post(url)).toMatchObject({ status: 307 })
})

test.each([
  ['ECONNREFUSED', 'http://127.0.0.1:1/'],
  ['ENOTFOUND', 'http://collector.invalid/'],
  ['ERR_INVALID_URL', 'not an address'],
  ['ERR_INVALID_PROTOCOL', 'ftp://127.0.0.1/'],
])('names the cause %s of no response', async (cause, url) => {
  const response = await post(url)
  expect(response.status).toBeUndefined()
  // Without a network a resolver cannot say that a name does not exist.
  expect(response.cause === 'EAI_AGAIN' ? 'ENOTFOUND' : response.cause).toBe(cause)
})

test('names a port that does not speak TLS', async () => {
  const plain = await listen((_, response) => response.end())
  expect((await post(plain.replace('http:', 'https:'))).cause).toMatch(/SSL|EPROTO/)
})

test('names a response that does not come in time', async () => {
  const url = await listen(() => undefined)
  expect(await post(url, '{}', 50)).toEqual({ cause: 'ETIMEDOUT' })
})

test('a response that breaks off in its body has its status and no body', async () => {
  const url = await listen((_, response) => {
    response.writeHead(202, { 'content-length': 1000 })
    response.write('{"rejected":[', () => response.destroy())
  })
  expect(await post(url)).toEqual({ status: 202, retryAfter: undefined, body: '' })
})

test('an endless response is not kept', async () => {
  const url = await listen((_, response) => {
    response.writeHead(202)
    const more = () => {
      while (response.write('x'.repeat(65_536)) && !response.destroyed);
    }
    response.on('drain', more)
    more()
  })
  expect(await post(url)).toEqual({ status: 202, retryAfter: undefined, body: '' })
})

test('an idle connection that the server closed is no failure', async () => {
  const answer = 'HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n{}'
  const sockets: Socket[] = []
  let requests = 0
  const server = createSocketServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', () => {
      requests++
      // The second request on the first connection meets a server that has just given it up.
      if (requests === 2 && socket === sockets[0]) socket.resetAndDestroy()
      else socket.write(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const send = createRequest(url, {})
    const request = { body: '{}', isUnload: false, timeout: 2000 }
    expect(await send(request)).toMatchObject({ status: 202 })
    expect(await send(request)).toMatchObject({ status: 202 })
    expect(sockets).toHaveLength(2)
  } finally {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
})
