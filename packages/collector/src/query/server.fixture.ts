/** For tests: the routes of the reports over a store, with a clock that stands still. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express, { type ErrorRequestHandler } from 'express'
import { sendProblem, toProblem } from '../http/problem.js'
import type { ReportStore } from '../sinks/report-store.js'
import type { LiveDelivery } from './analytics.js'
import { createReportsRouter, type ReportAccess, type ReportsRouter } from './router.js'

export /** 2026-01-05T12:30:00Z; the events are around it. */
const NOW = Date.UTC(2026, 0, 5, 12, 30)
export const delivery: LiveDelivery = {
  since: '2026-01-05T00:00:00.000Z',
  received: 3,
  accepted: 2,
  duplicate: 1,
  rejected: { invalid_type: 1 },
  stores: { accepted: 2, log: { records: 0, bytes: 0 }, sinks: [] },
}

export const names = new Map([
  ['acme', 'Acme Corp'],
  ['globex', 'Globex'],
  ['empty', 'Empty Inc'],
])
export interface Served {
  get(path: string): Promise<Response>
  json<T>(path: string): Promise<T>
  readonly observed: string[]
  readonly router: ReportsRouter
  close(): Promise<void>
}

export async function serve(
  store: ReportStore | undefined,
  access: ReportAccess,
  options: { cacheSeconds?: number; now?: () => number; capturesText?: (tenant: string) => boolean } = {},
): Promise<Served> {
  const observed: string[] = []
  const router = createReportsRouter({
    store,
    tenantName: (id) => names.get(id) ?? id,
    capturesText: options.capturesText ?? (() => false),
    delivery: () => delivery,
    cacheSeconds: options.cacheSeconds ?? 0,
    observe: (report, seconds) => observed.push(`${report} ${seconds >= 0 && seconds < 60}`),
    now: options.now ?? (() => NOW),
  })
  const app = express()
  app.use((_request, response, next) => {
    response.locals.access = access
    next()
  })
  app.use(router)
  const onError: ErrorRequestHandler = (error, _request, response, _next) =>
    sendProblem(response, toProblem(error))
  app.use(onError)
  const server: Server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const get = (path: string) => fetch(origin + path)
  return {
    get,
    json: async <T>(path: string) => (await (await get(path)).json()) as T,
    observed,
    router,
    async close() {
      router.endLive()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Sums of fractions depend on their order in the last digits of a double; objects of JSON on nothing. */
export function comparable(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : value.toPrecision(12)
  if (typeof value === 'string' && value.startsWith('{')) return comparable(JSON.parse(value))
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, comparable(inner)]))
}
