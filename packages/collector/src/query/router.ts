/**
 * The routes of the reports. Mounted behind the middleware that sets `response.locals.access`; a tenant that is
 * not in it does not exist here.
 */
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { Problem } from '../http/problem.js'
import type { ReportStore } from '../sinks/report-store.js'
import { type LiveDelivery, readAnalytics, withDelivery } from './analytics.js'
import { createCache } from './cache.js'
import { type ExportFormat, exportTypes, openExport } from './export.js'
import { createLive } from './live.js'
import { readOverview } from './overview.js'
import { parseDays, parseSpan, periodOf } from './period.js'
import { type ExportSelection, exportQuery, isExportType } from './sql/export.js'

export interface ReportAccess {
  readonly tenants: readonly string[]
  readonly admin: boolean
}

export interface ReportsOptions {
  /** Undefined when no sink answers reports: then every route says so. */
  readonly store: ReportStore | undefined
  readonly tenantName: (tenantId: string) => string
  /** The parts of the delivery ledger that only the running collector knows. An admin sees what all tenants share. */
  readonly delivery: (tenantId: string, admin: boolean) => LiveDelivery
  /** Whether what people said is kept of this tenant, after the sanitizer: then it is in exports too. */
  readonly capturesText: (tenantId: string) => boolean
  readonly cacheSeconds: number
  /** For the histogram `hushlog_report_seconds`. */
  readonly observe: (report: string, seconds: number) => void
  readonly now?: () => number
}

export interface ReportsRouter extends Router {
  /** Ends the streams of `/analytics/live`, so that the server can close. */
  endLive(): void
}

/** Exports at a time; each reads a snapshot, which keeps the store from compacting. */
const MAX_EXPORTS = 2
/** Milliseconds until an export that its reader does not take is ended. */
const EXPORT_LIMIT = 10 * 60_000

const paths = [
  '/reports/overview',
  '/analytics/data',
  '/analytics/export',
  '/analytics/live',
  '/export/:format/:type',
]

export function createReportsRouter(options: ReportsOptions): ReportsRouter {
  const { store } = options
  const router = Router()
  if (store === undefined) {
    router.get(paths, () => {
      throw new Problem('reports_disabled', {
        detail: 'No store of the configuration answers reports: the embedded one is disabled.',
      })
    })
    return Object.assign(router, { endLive: () => undefined })
  }
  const now = options.now ?? Date.now
  const cacheMs = options.cacheSeconds * 1000
  const cache = createCache(cacheMs, now)
  const live = createLive(store, cacheMs, now)
  let exports = 0

  const timed =
    (report: string, handler: (request: Request, response: Response) => Promise<void>): RequestHandler =>
    async (request, response) => {
      const began = performance.now()
      try {
        await handler(request, response)
      } catch (thrown) {
        throw asProblem(thrown)
      } finally {
        options.observe(report, (performance.now() - began) / 1000)
      }
    }

  const answer = (response: Response, body: unknown): void => {
    response.set('cache-control', 'no-store').json(body)
  }

  router.get(
    '/reports/overview',
    timed('overview', async ({ query }, response) => {
      const { tenants } = accessOf(response)
      const period = periodOf(parseDays(query.days), now())
      const key = JSON.stringify(['overview', tenants, period.days, period.to])
      answer(response, await cache.get(key, () => readOverview(store, tenants, options.tenantName, period)))
    }),
  )

  router.get(
    '/analytics/data',
    timed('analytics', async ({ query }, response) => {
      const access = accessOf(response)
      const tenant = chooseTenant(access, query.tenant)
      const period = periodOf(parseDays(query.days), now())
      const key = JSON.stringify(['analytics', tenant, period.days, period.to])
      const stored = await cache.get(key, () => readAnalytics(store, tenant, period, now()))
      answer(response, withDelivery(stored, options.delivery(tenant, access.admin)))
    }),
  )

  async function answerExport(
    from: ReportStore,
    response: Response,
    selection: ExportSelection,
    format: ExportFormat,
    name: string,
  ): Promise<void> {
    if (exports >= MAX_EXPORTS)
      throw new Problem('overloaded', {
        detail: `${MAX_EXPORTS} exports are running`,
        headers: { 'retry-after': '30' },
      })
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(EXPORT_LIMIT)])
    exports++
    try {
      const write = await openExport(from, exportQuery(selection), format, signal)
      response.set({
        'content-type': exportTypes[format],
        'content-disposition': `attachment; filename="hushlog-${selection.tenant}-${name}.${format}"`,
        'cache-control': 'no-store',
      })
      await write(response, signal)
    } catch (thrown) {
      // The reader has gone, or has part of the answer, which is broken off by now.
      if (!response.headersSent && !response.destroyed) throw thrown
    } finally {
      exports--
    }
  }

  router.get(
    '/analytics/export',
    timed('export', async ({ query }, response) => {
      const tenant = chooseTenant(accessOf(response), query.tenant)
      const { from, to, days } = periodOf(parseDays(query.days), now())
      // Names the days, so that two downloads do not look the same.
      const name = `${from.slice(0, 10)}-${days}d`
      await answerExport(store, response, { tenant, from, to, text: false }, parseFormat(query.format), name)
    }),
  )

  router.get(
    '/export/:format/:type',
    timed('export', async ({ params, query }, response) => {
      const { format = '', type = '' } = params
      const tenant = chooseTenant(accessOf(response), query.tenant)
      if (!isFileFormat(format) || !isExportType(String(type))) throw new Problem('not_found')
      const span = parseSpan(query, now())
      const selection = { tenant, ...span, text: options.capturesText(tenant) }
      const name = `${type}-${span.from.slice(0, 10)}-${span.to.slice(0, 10)}`
      await answerExport(
        store,
        response,
        type === 'events' ? selection : { ...selection, type: String(type) },
        format,
        name,
      )
    }),
  )

  router.get('/analytics/live', ({ query }, response) => {
    chooseTenant(accessOf(response), query.tenant)
    if (!live.watch(response)) throw new Problem('overloaded', { headers: { 'retry-after': '30' } })
  })

  return Object.assign(router, { endLive: () => live.end() })
}

function accessOf(response: Response): ReportAccess {
  const access: unknown = response.locals.access
  if (!isAccess(access)) throw new Problem('unknown_reader')
  return access
}

const isAccess = (value: unknown): value is ReportAccess =>
  typeof value === 'object' && value !== null && 'tenants' in value && Array.isArray(value.tenants)

/** The caller's own or first tenant when none is named. @throws Problem 404 for one that it may not see. */
function chooseTenant({ tenants }: ReportAccess, asked: unknown): string {
  const tenant = asked === undefined ? tenants[0] : tenants.find((id) => id === asked)
  if (tenant === undefined) throw new Problem('not_found')
  return tenant
}

const isFileFormat = (format: unknown): format is ExportFormat =>
  format === 'csv' || format === 'ndjson' || format === 'parquet'

function parseFormat(value: unknown): ExportFormat {
  if (value === undefined || value === 'csv') return 'csv'
  if (value === 'json') return 'json'
  throw new Problem('invalid_parameter', { detail: 'format is csv or json' })
}

/** A store that is not open yet, no more, or out of reach, is no fault of the collector. */
function asProblem(thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  return code === 'CLOSED' || code === 'UNAVAILABLE'
    ? new Problem('store_unavailable', { headers: { 'retry-after': '5' } })
    : thrown
}
