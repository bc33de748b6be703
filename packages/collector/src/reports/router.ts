/**
 * The routes of the reports. Mounted behind the middleware that sets `response.locals.access`; a tenant that is
 * not in it does not exist here.
 */
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { Problem } from '../http/problem.js'
import { type LiveDelivery, readAnalytics, withDelivery } from './analytics.js'
import { createCache } from './cache.js'
import { type ExportFormat, exportName, exportTypes, openExport } from './export.js'
import { createLive } from './live.js'
import { readOverview } from './overview.js'
import { parseDays, periodOf } from './period.js'
import type { ReportStore } from './store.js'

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

const paths = ['/reports/overview', '/analytics/data', '/analytics/export', '/analytics/live']

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

  router.get(
    '/analytics/export',
    timed('export', async ({ query }, response) => {
      const tenant = chooseTenant(accessOf(response), query.tenant)
      const period = periodOf(parseDays(query.days), now())
      const format = parseFormat(query.format)
      if (exports >= MAX_EXPORTS)
        throw new Problem('overloaded', {
          detail: `${MAX_EXPORTS} exports are running`,
          headers: { 'retry-after': '30' },
        })
      exports++
      try {
        const write = await openExport(store, tenant, period, format)
        response.set({
          'content-type': exportTypes[format],
          'content-disposition': `attachment; filename="${exportName(tenant, period, format)}"`,
          'cache-control': 'no-store',
        })
        await write(response, AbortSignal.timeout(EXPORT_LIMIT))
      } catch (thrown) {
        // The reader has gone, or has part of the answer, which is broken off by now.
        if (!response.headersSent && !response.destroyed) throw thrown
      } finally {
        exports--
      }
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
