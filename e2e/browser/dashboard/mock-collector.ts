/**
 * Serves the built dashboard as the collector does, with answers that a test chooses, for states that are
 * rare.
 */
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnalyticsData } from '@hushlog/schema/reports'

const dist = fileURLToPath(new URL('../../../packages/dashboard/dist', import.meta.url))

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

export const strictPolicy =
  "default-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

export interface MockCollector {
  readonly origin: string
  /** Sets what `/analytics/data` answers from now on: data, or a status. `hang` never answers. */
  answer: (days: number, tenant: string) => AnalyticsData | number | 'hang'
  tenants: readonly { readonly tenant_id: string; readonly name: string }[]
  /** Sets whether `/analytics/live` is an event stream. */
  live: boolean
  /** Notifies every open page of new records. */
  announce(): void
  close(): Promise<void>
}

export async function createMockCollector(answer: MockCollector['answer']): Promise<MockCollector> {
  const streams = new Set<ServerResponse>()
  const json = (response: ServerResponse, body: unknown) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://mock')
    response.setHeader('content-security-policy', strictPolicy)
    if (url.pathname === '/analytics/data') {
      const result = mock.answer(
        Number(url.searchParams.get('days')),
        url.searchParams.get('tenant') ?? 'acme',
      )
      if (result === 'hang') return
      if (typeof result === 'number') response.writeHead(result).end()
      else json(response, result)
    } else if (url.pathname === '/analytics/live') {
      if (!mock.live) return void response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n')
      streams.add(response)
      response.on('close', () => streams.delete(response))
    } else if (url.pathname === '/reports/overview') {
      json(response, { from: '', to: '', tenants: mock.tenants })
    } else if (url.pathname === '/analytics' || url.pathname.startsWith('/analytics/assets/')) {
      const name =
        url.pathname === '/analytics' ? 'index.html' : normalize(url.pathname.slice('/analytics/'.length))
      const body = await readFile(join(dist, name))
      response
        .writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' })
        .end(body)
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const mock: MockCollector = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer,
    tenants: [{ tenant_id: 'acme', name: 'Acme Corp' }],
    live: true,
    announce() {
      for (const stream of streams) stream.write('event: change\ndata: {}\n\n')
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return mock
}
