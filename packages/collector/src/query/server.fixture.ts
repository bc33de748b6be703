/** Serves the routes of the reports over a store, with a clock that does not move. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { ReadAccess } from '../http/access.js'
import { createAudit } from '../http/audit.js'
import { createApp, createRouter } from '../http/router.js'
import { systemClock } from '../runtime/clock.js'
import { createScheduler } from '../runtime/scheduler.js'
import type { NamedReportStore, ReportStore } from '../sinks/report-store.js'
import type { LiveDelivery } from './analytics/read-analytics.js'
import { defaultQuerySettings } from './language/query-settings.js'
import { defaultHealth } from './presets/health.js'
import { createQueryRoutes } from './routes.js'

/** 2026-01-05T12:30:00Z. The events of the tests are around it. */
export const NOW = Date.UTC(2026, 0, 5, 12, 30)
export const delivery: LiveDelivery = {
  since: '2026-01-05T00:00:00.000Z',
  received: 3,
  accepted: 2,
  duplicate: 1,
  rejected: { invalid_type: 1 },
  removed_fields: { 'label:invalid_type': 1 },
  time_corrected: 1,
  stores: { accepted: 2, log: { records: 0, bytes: 0 }, sinks: [] },
}

export const names = new Map([
  ['acme', 'Acme Corp'],
  ['globex', 'Globex'],
  ['empty', 'Empty Inc'],
])
export interface Served {
  get(path: string, init?: RequestInit): Promise<Response>
  head(path: string): Promise<Response>
  post(path: string, body: unknown): Promise<Response>
  json<T>(path: string): Promise<T>
  readonly observed: string[]
  /** Holds the fields of the audit lines. */
  readonly audited: object[]
  endLive(): void
  announceBoards(tenantId: string): void
  close(): Promise<void>
}

function toStores(store: ReportStore | readonly NamedReportStore[] | undefined): readonly NamedReportStore[] {
  if (store === undefined) return []
  return 'rows' in store ? [{ name: 'embedded', sink: 'embedded', store }] : store
}

export async function serve(
  store: ReportStore | readonly NamedReportStore[] | undefined,
  access: ReadAccess,
  options: {
    cacheSeconds?: number
    now?: () => number
    capturesText?: (tenant: string) => boolean
    minSessions?: number
  } = {},
): Promise<Served> {
  const observed: string[] = []
  const audited: object[] = []
  const scheduler = createScheduler({ onError: (job) => observed.push(`${job} failed`) })
  const { routes, endLive, announceBoards } = createQueryRoutes({
    stores: toStores(store),
    tenantName: (id) => names.get(id) ?? id,
    capturesText: options.capturesText ?? (() => false),
    delivery: () => delivery,
    cacheSeconds: options.cacheSeconds ?? 0,
    observe: (report, seconds) => observed.push(`${report} ${seconds >= 0 && seconds < 60}`),
    clock: { ...systemClock, now: options.now ?? (() => NOW) },
    audit: createAudit({ info: (fields) => audited.push(fields) }, scheduler),
    stalled: (stream, tenant) => observed.push(`${stream} of ${tenant} stalled`),
    scheduler,
    refusalsOf: () => [],
    failed: () => observed.push('failed'),
    settings: { ...defaultQuerySettings, minSessions: options.minSessions ?? 0 },
    health: defaultHealth,
  })
  const grant = () => access
  const failed: unknown[] = []
  const onError = (error: unknown) => failed.push(error)
  const router = createRouter({
    routes,
    access: {
      read: grant,
      page: grant,
      boards: grant,
      erase: grant,
      receipt: grant,
      bearer: grant,
      metrics: grant,
      admin: grant,
      known: () => ({ ...access, scopes: new Set(), session: '', by: 'bearer' }),
    },
    onError,
  })
  const app = createApp(router, onError)
  const server: Server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const get = (path: string, init: RequestInit = {}) => fetch(origin + path, init)
  return {
    get,
    post: (path, body) => fetch(origin + path, { method: 'POST', body: JSON.stringify(body) }),
    head: (path) => fetch(origin + path, { method: 'HEAD' }),
    json: async <T>(path: string) => (await (await get(path)).json()) as T,
    observed,
    audited,
    endLive,
    announceBoards,
    async close() {
      endLive()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/**
 * Makes answers of two stores comparable: the last digits of a sum of fractions depend on the order of its
 * terms, and the order of an object's members in JSON text means nothing.
 */
export function comparable(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : value.toPrecision(12)
  if (typeof value === 'string' && value.startsWith('{')) return comparable(JSON.parse(value))
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, comparable(inner)]))
}
