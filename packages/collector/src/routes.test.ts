/**
 * Tests that every route of the collector is described, guarded and answers, and that nothing else answers.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Collector, createCollector } from './create-collector.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-routes-'))
const tenant = (id: string) => ({
  id,
  name: id,
  writeKeys: [{ key: `hlw_${id}-key`, origins: ['https://app.example'], eventsPerSecond: undefined }],
  readTokens: [`hlr_${id}-token`],
  content: 'off' as const,
  retentionDays: 90,
})

interface Operation {
  readonly security: readonly Readonly<Record<string, unknown>>[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly responses: Readonly<Record<string, unknown>>
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>
    readonly securitySchemes: Readonly<Record<string, unknown>>
  }
}

let collector: Collector
let url = ''
let api: Document
beforeAll(async () => {
  collector = await createCollector({
    listen: { host: '127.0.0.1', port: 0 },
    dataDir: join(folder, 'data'),
    env: 'test',
    adminPassword: 'correct horse',
    tenants: [tenant('acme'), tenant('globex')],
    sinks: [{ type: 'embedded', name: 'embedded', enabled: true, content: 'include', events: undefined }],
    log: { maxBytes: 1e7, dedupeDays: 14, maxAgeDays: 14 },
    drainSeconds: 5,
    reportCacheSeconds: 0,
    trustProxy: 1,
  })
  url = `http://127.0.0.1:${(await collector.listen()).port}`
  api = (await (await fetch(`${url}/openapi.json`)).json()) as Document
})
afterAll(async () => {
  await collector.close()
  rmSync(folder, { recursive: true })
})

const basic = `Basic ${Buffer.from('admin:correct horse').toString('base64')}`
const token = 'Bearer hlr_acme-token'

/** Holds a value for each parameter of a path. */
const inPath: Readonly<Record<string, string>> = {
  id: 'abc',
  name: 'embedded',
  format: 'csv',
  type: 'events',
  file: 'index.js',
}
const address = (path: string) => url + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => inPath[name] ?? '')

let requests = 0

/** Reads an answer without its body, which does not end for `/analytics/live`. */
const ask = async (path: string, method: string, authorization?: string) => {
  const answer = await fetch(address(path), {
    method: method.toUpperCase(),
    // Each request comes from an address of its own, so that wrong credentials are not braked.
    headers: { 'x-forwarded-for': `10.0.0.${++requests % 250}`, ...(authorization && { authorization }) },
  })
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json')
  const code = isProblem ? ((await answer.json()) as { code: string }).code : undefined
  await answer.body?.cancel().catch(() => undefined)
  return { status: answer.status, code, headers: answer.headers }
}

const operations = () =>
  Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
const schemesOf = ({ security }: Operation) => security.flatMap((one) => Object.keys(one))

/** Describes what is used of a layer of Express. */
interface Layer {
  readonly route?: { readonly path: string; readonly methods?: Readonly<Record<string, boolean>> } | undefined
}

describe('the description', () => {
  test('names every route of the router and no other', () => {
    const stack: readonly Layer[] = collector.router.stack
    const inRouter = stack.flatMap(({ route }) => {
      const path = route?.path.replaceAll(/:(\w+)/g, '{$1}')
      return Object.keys(route?.methods ?? {})
        .filter((method) => method !== '_all' && method !== 'options')
        .map((method) => `${method} ${path}`)
    })
    expect(operations().map(({ method, path }) => `${method} ${path}`)).toEqual(inRouter)
    expect(inRouter.length).toBeGreaterThan(15)
  })

  test('refers only to what it defines', () => {
    const text = JSON.stringify(api)
    const refs = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)
    expect(new Set(refs)).toEqual(new Set(Object.keys(api.components.schemas)))
    for (const { operation } of operations())
      for (const scheme of schemesOf(operation)) expect(api.components.securitySchemes).toHaveProperty(scheme)
  })

  test('describes each parameter of each path', () => {
    for (const { path, operation } of operations()) {
      const described = (operation.parameters ?? []).filter((one) => one.in === 'path')
      expect(described.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
      expect(described.every(({ required }) => required === true)).toBe(true)
    }
  })
})

describe('each route', () => {
  test('answers, with a status that it documents', async () => {
    for (const { path, method, operation } of operations()) {
      const { status, code } = await ask(path, method, basic)
      expect([method, path, Object.keys(operation.responses)]).toEqual([
        method,
        path,
        expect.arrayContaining([String(status)]),
      ])
      expect([path, code]).not.toEqual([path, 'method_not_allowed'])
    }
  })

  test('refuses other methods and names its own', async () => {
    for (const [path, methods] of Object.entries(api.paths)) {
      const allowed = Object.entries(methods).flatMap(([method, operation]) => [
        ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]),
        ...(schemesOf(operation).includes('writeKey') ? ['OPTIONS'] : []),
      ])
      const other = await ask(path, 'patch', basic)
      expect([path, other.status, other.code, other.headers.get('allow')]).toEqual([
        path,
        405,
        'method_not_allowed',
        allowed.join(', '),
      ])
    }
  })

  test('checks the credentials that it documents', async () => {
    const unauthorized = (code: string) => ({ status: 401, code })
    for (const { path, method, operation } of operations()) {
      const schemes = schemesOf(operation)
      const anonymous = await ask(path, method)
      const withToken = await ask(path, method, token)
      const withPassword = await ask(path, method, basic)
      if (schemes.includes('metricsToken')) expect(withToken.code).toBe('admin_only')
      if (schemes.includes('writeKey')) {
        for (const answer of [anonymous, withToken, withPassword])
          expect([path, answer]).toMatchObject([path, unauthorized('unknown_key')])
      } else {
        const isOpen = schemes.length === 0
        expect([path, anonymous.status === 401]).toEqual([path, !isOpen])
        if (!isOpen) expect([path, anonymous]).toMatchObject([path, unauthorized('unknown_reader')])
        const takesPassword = isOpen || schemes.includes('admin')
        expect([path, withToken.code === 'admin_only']).toEqual([
          path,
          !isOpen && !schemes.includes('readToken'),
        ])
        expect([path, withToken.status === 401, withPassword.status === 401]).toEqual([
          path,
          false,
          !takesPassword,
        ])
      }
    }
  })

  test('answers HEAD as GET, without a body', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json']) {
      const head = await fetch(url + path, { method: 'HEAD', headers: { authorization: basic } })
      expect([path, head.status, await head.text()]).toEqual([path, 200, ''])
    }
  })
})

test('every other path is not found', async () => {
  for (const path of ['/v1', '/analytics/nothing', '/reports/nothing', '/v1/sinks/embedded'])
    expect([path, await ask(path, 'get', basic)]).toMatchObject([path, { status: 404, code: 'not_found' }])
})
