/** Tests the middleware with the real frameworks over the loopback: the event of each request, and the context of its code. */
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import fastify from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { withDestination } from '../destination.js'
import { currentScope } from '../scope.js'
import { expressMiddleware } from './express.js'
import { fastifyPlugin } from './fastify.js'
import type { ServedRequest } from './observe-request.js'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const headers = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01`, 'x-hushlog-session': 's-1' }

type Tracked = { readonly event: string; readonly fields: Record<string, unknown>; readonly scope: object }

function recorder() {
  const tracked: Tracked[] = []
  const track = (event: string, fields: object) => {
    tracked.push({ event, fields: { ...fields }, scope: { ...currentScope() } })
    return true
  }
  const seen = async (count: number) => {
    for (let i = 0; i < 6000 && tracked.length < count; i++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    return tracked
  }
  return { hush: { track } as never, seen }
}

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

interface Options {
  readonly ignore?: (request: ServedRequest) => boolean
  readonly ticketId?: () => string
  readonly module?: () => string
}

/** Called when a request has come that is never answered. */
let onHanging: () => void = () => undefined

/** Each framework runs the same small application, which answers with the scope that its handlers see. */
const frameworks: Record<string, (hush: never, options?: Options) => Promise<string>> = {
  async express(hush, options) {
    const app = express()
    app.use(expressMiddleware(hush, options))
    const orders = express.Router()
    orders.get('/:id', async (_, response) => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      response.json(currentScope())
    })
    app.use('/orders', orders)
    app.get('/fails', () => {
      throw Object.assign(new Error('no'), { status: 503 })
    })
    app.get('/hangs', () => onHanging())
    app.use((_error: unknown, _request: unknown, response: express.Response, _next: unknown) => {
      response.status(503).end()
    })
    const server = app.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    closers.push(
      () => server.closeAllConnections(),
      () => server.close(),
    )
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  },
  async fastify(hush, options) {
    const app = fastify()
    await app.register(fastifyPlugin(hush, options) as never)
    app.get('/orders/:id', async () => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      return currentScope()
    })
    app.get('/fails', async (_, reply) => reply.code(503).send())
    app.get('/hangs', () => {
      onHanging()
      return new Promise(() => undefined)
    })
    closers.push(
      () => app.server.closeAllConnections(),
      () => app.close(),
    )
    return app.listen({ port: 0, host: '127.0.0.1' })
  },
}

describe.each(Object.keys(frameworks))('%s', (name) => {
  const start = (hush: never, options?: Options) => frameworks[name]?.(hush, options) ?? Promise.reject()

  test('a request has its context through awaits, and becomes an event with the pattern of its route', async () => {
    const { hush, seen } = recorder()
    const url = await start(hush, { module: () => 'shop', ticketId: () => 'T-7' })
    const response = await fetch(`${url}/orders/4711?email=jane.doe@example.com`, { headers })
    const scope = { session_id: 's-1', trace_id: TRACE, ticket_id: 'T-7' }
    expect(await response.json()).toEqual(scope)
    expect(await seen(1)).toEqual([
      {
        event: 'request',
        scope,
        fields: {
          path: '/orders/:id',
          method: 'GET',
          status_code: 200,
          response_time_ms: expect.any(Number),
          module: 'shop',
        },
      },
    ])
  })

  test('a path without a route is tracked without its query', async () => {
    const { hush, seen } = recorder()
    await fetch(`${await start(hush)}/nowhere/at/all?token=x`)
    expect((await seen(1))[0]?.fields).toMatchObject({ path: '/nowhere/at/all', status_code: 404 })
  })

  test('a failure has its status', async () => {
    const { hush, seen } = recorder()
    await fetch(`${await start(hush)}/fails`)
    expect((await seen(1))[0]?.fields).toMatchObject({ path: '/fails', status_code: 503 })
  })

  test('a client that goes away leaves status 0', async () => {
    const { hush, seen } = recorder()
    const url = await start(hush)
    const hanging = new Promise<void>((resolve) => {
      onHanging = resolve
    })
    const request = httpRequest(`${url}/hangs`).end()
    request.on('error', () => undefined)
    await hanging
    request.destroy()
    expect((await seen(1))[0]?.fields).toMatchObject({ path: '/hangs', status_code: 0 })
  })

  test('invalid headers, functions of the application that throw and ignored requests do no harm', async () => {
    const { hush, seen } = recorder()
    const url = await start(hush, {
      ignore: (request) => request.url === '/fails',
      module: () => {
        throw new Error('no')
      },
    })
    await fetch(`${url}/fails`)
    const response = await fetch(`${url}/orders/1`, {
      headers: { traceparent: 'nonsense', 'x-hushlog-session': 'jane.doe@example.com' },
    })
    expect(await response.json()).toEqual({})
    const tracked = await seen(1)
    expect(tracked).toHaveLength(1)
    expect(tracked[0]?.fields).not.toHaveProperty('module')
  })
})

test('two middlewares, also of two clients or copies for one key, track a request once', async () => {
  const { hush, seen } = recorder()
  const other = { ...(hush as object) }
  for (const client of [hush, other]) withDestination(client, 'http://127.0.0.1:1', 'hlw_x')
  const app = express()
  for (const client of [hush, hush, other as never]) app.use(expressMiddleware(client))
  app.get('/orders', (_, response) => void response.json(currentScope()))
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  closers.push(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const response = await fetch(`${url}/orders`, { headers: { ...headers, connection: 'close' } })
  expect(await response.json()).toMatchObject({ session_id: 's-1', trace_id: TRACE })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect((await seen(1)).map(({ fields }) => fields.path)).toEqual(['/orders'])
})
