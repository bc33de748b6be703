/** Tests what the router makes of a table of routes. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AccessControl, ReadAccess } from './access.js'
import { Problem } from './problem.js'
import type { Operation, Route } from './route.js'
import { createApp, createBypass, createRouter } from './router.js'

const operation: Operation = { summary: '', responses: {} }
const granted: ReadAccess = { tenants: ['acme'], admin: false, who: 'token' }
const access: AccessControl = {
  read({ headers }) {
    if (headers.authorization === undefined) throw new Problem('unknown_reader')
    return granted
  },
  metrics: () => undefined,
  erase: () => granted,
  receipt: () => granted,
  bearer: () => granted,
  page: () => granted,
  boards: () => granted,
  known: () => ({ ...granted, scopes: new Set(), session: '', by: 'bearer' }),
  admin() {
    throw new Problem('admin_only')
  },
}

const routes: readonly Route[] = [
  {
    method: 'get',
    path: '/boards/{id}',
    guard: 'read',
    handler: (request, response, { tenants }) => {
      response.json({ id: request.params.id, tenants })
    },
    operation,
  },
  {
    method: 'put',
    path: '/boards/{id}',
    guard: 'read',
    maxJsonBytes: 20,
    handler: (request, response) => {
      response.json(request.body)
    },
    operation,
  },
  {
    method: 'delete',
    path: '/boards/{id}',
    guard: 'admin',
    handler: (_request, response) => {
      response.end()
    },
    operation,
  },
  {
    method: 'post',
    path: '/events',
    guard: 'ingest',
    bypassesExpress: true,
    handler: (_request, response) => {
      response.end('stored')
    },
    preflight: (_request, response) => {
      response.end('preflight')
    },
    operation,
  },
  {
    method: 'get',
    path: '/fails',
    guard: 'none',
    handler: async () => {
      throw new Error('SENTINEL')
    },
    operation,
  },
]

const failures: unknown[] = []
const onError = (error: unknown) => failures.push(error)
const server = createServer(createApp(createRouter({ routes, access, onError }), onError))
let url = ''
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

const send = async (method: string, path: string, body?: string, authorization = 'Bearer hlr_token') => {
  const response = await fetch(url + path, {
    method,
    headers: authorization === '' ? {} : { authorization },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  return { status: response.status, allow: response.headers.get('allow'), text }
}

it('passes parameters and access to the handler', async () => {
  const { text } = await send('GET', '/boards/a%2Fb')
  expect(JSON.parse(text)).toEqual({ id: 'a/b', tenants: ['acme'] })
})

it('refuses other methods of a path and names all that it has', async () => {
  expect(await send('PATCH', '/boards/a')).toMatchObject({ status: 405, allow: 'GET, HEAD, PUT, DELETE' })
  expect(await send('GET', '/events')).toMatchObject({ status: 405, allow: 'POST, OPTIONS' })
  expect(await send('GET', '/nothing')).toMatchObject({ status: 404, allow: null })
})

it('guards each method by itself', async () => {
  expect((await send('GET', '/boards/a', undefined, '')).status).toBe(401)
  expect((await send('DELETE', '/boards/a')).status).toBe(403)
})

it('parses a body within its limit, after the credentials were checked', async () => {
  expect((await send('PUT', '/boards/a', '{"a":1}')).text).toBe('{"a":1}')
  expect((await send('PUT', '/boards/a', '{"a":')).status).toBe(400)
  const tooLarge = JSON.stringify({ text: 'x'.repeat(20) })
  expect((await send('PUT', '/boards/a', tooLarge)).status).toBe(413)
  expect((await send('PUT', '/boards/a', tooLarge, '')).status).toBe(401)
})

it('answers a preflight by the route', async () => {
  expect((await send('OPTIONS', '/events')).text).toBe('preflight')
})

it('answers an unexpected error with 500 and reports it, without its message', async () => {
  failures.length = 0
  const { status, text } = await send('GET', '/fails')
  expect([status, failures.length]).toEqual([500, 1])
  expect(text).not.toContain('SENTINEL')
})

it('lets only exact methods and paths bypass Express', () => {
  const findBypass = createBypass(routes)
  expect(findBypass('POST', '/events')).toBe(findBypass('POST', '/events?key=hlw_a'))
  expect(findBypass('POST', '/events')).toBeTypeOf('function')
  for (const [method, path] of [
    ['GET', '/events'],
    ['POST', '/events/'],
    ['POST', '/EVENTS'],
    ['POST', '/events/more'],
    ['GET', '/fails'],
    ['POST', undefined],
  ])
    expect(findBypass(method, path)).toBeUndefined()
})
