/** Answers `/analytics/data`: all figures of the dashboard for one tenant, and the ledger of deliveries. */
import type { AnalyticsData, AnalyticsFigures } from '@hushlog/schema/reports'
import type { Response } from 'express'
import type { HealthSettings } from '../../config/config.js'
import { tenantToRead } from '../../http/access.js'
import type { Audit } from '../../http/audit.js'
import { Problem } from '../../http/problem.js'
import type { GuardedRoute } from '../../http/route.js'
import type { NamedReportStore } from '../../sinks/report-store.js'
import type { ReportCache } from '../cache.js'
import { emptyStore, isUnavailable } from '../choose-store.js'
import { askAgain, type FromStoreOptions, leaving, STORE_HEADER, timed } from '../from-store.js'
import type { QuerySettings } from '../language/query-settings.js'
import { parseDays, periodOf } from '../period.js'
import { dashboardPreset } from '../presets/dashboard.js'
import { toDashboardFigures } from '../presets/dashboard-figures.js'
import { parsePeriod } from '../presets/parse-period.js'
import { readReport } from '../presets/read-report.js'
import { type AnalyticsRequest, type LiveDelivery, readAnalytics, withDelivery } from './read-analytics.js'

export interface AnalyticsOptions extends FromStoreOptions {
  readonly cache: ReportCache
  readonly now: () => number
  readonly tenantName: (tenantId: string) => string
  readonly settings: QuerySettings
  readonly health: HealthSettings
  readonly delivery: (tenantId: string, admin: boolean) => LiveDelivery
  readonly audit: Audit
}

const noStore: NamedReportStore = { name: 'embedded', sink: 'embedded', store: emptyStore }

export function createAnalytics(options: AnalyticsOptions): GuardedRoute['handler'] {
  const { stores, chooseStore, forReader, cache, now, tenantName, settings, health, audit } = options

  const readFigures = async (
    from: NamedReportStore,
    { tenantId, access, period, now: time }: AnalyticsRequest,
  ): Promise<AnalyticsFigures> =>
    toDashboardFigures(
      await readReport(from, dashboardPreset, {
        tenants: [tenantId],
        access,
        period: parsePeriod({ from: period.from, to: period.to }, time),
        tenantName,
        settings,
        health,
        now: time,
      }),
    )

  async function read(from: NamedReportStore, request: AnalyticsRequest, withFigures: boolean) {
    const figures = withFigures ? await readFigures(from, request) : undefined
    const stored = await readAnalytics(from, request, figures?.totals)
    return { ...stored, store: from.name, ...(figures && { figures }) }
  }

  const readEmpty = async (request: AnalyticsRequest, withFigures: boolean) => ({
    ...(await readAnalytics(noStore, request)),
    store: null,
    ...(withFigures && { figures: null }),
  })

  return timed(options.observe)('analytics', async ({ query }, response, access) => {
    const tenantId = tenantToRead(access, query.tenant)
    const period = periodOf(parseDays(query.days), now())
    const withFigures = parseFigures(query.figures)
    const request: AnalyticsRequest = { tenantId, access, period, settings, now: now() }
    const left = leaving(response)
    const readStored = (from: NamedReportStore) =>
      askAgain(left, () =>
        cache.get(
          JSON.stringify(['analytics', from.name, tenantId, period.days, period.to, withFigures]),
          () => read(forReader(from, access, left), request, withFigures),
        ),
      )
    try {
      // The collector knows its deliveries when no store answers, and then they are what matters.
      const stored =
        stores.length === 0
          ? await readEmpty(request, withFigures)
          : await chooseStore(readStored).catch((thrown: unknown) => {
              if (!isUnavailable(thrown)) throw thrown
              return readEmpty(request, withFigures)
            })
      if (stored.store !== null) response.set(STORE_HEADER, stored.store)
      audit.read(
        { who: access.who, tenant: tenantId, report: 'analytics', from: period.from },
        stored.totals.events,
      )
      sendJson(response, withDelivery(stored, options.delivery(tenantId, access.admin)))
    } catch (thrown) {
      // Nobody is there to read why there is no answer.
      if (!left.aborted) throw thrown
    }
  })
}

const sendJson = (response: Response, body: AnalyticsData): void => {
  response.set('cache-control', 'no-store').json(body)
}

/** @throws Problem `invalid_parameter` */
function parseFigures(value: unknown): boolean {
  if (value !== undefined && value !== 'none')
    throw new Problem('invalid_parameter', { detail: 'figures is none, or left out' })
  return value === undefined
}
