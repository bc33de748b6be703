/** The routes of the reports: a path for each below `/reports/`. Their files are among the exports. */
import type { Request } from 'express'
import type { HealthSettings } from '../../config/config.js'
import { type ReadAccess, tenantsToRead, tenantToRead } from '../../http/access.js'
import type { Audit } from '../../http/audit.js'
import { problemResponse } from '../../http/openapi.js'
import { Problem } from '../../http/problem.js'
import { type Parameter, pathParameter, type Route, tenantsParameter } from '../../http/route.js'
import type { NamedReportStore } from '../../sinks/report-store.js'
import type { ReportCache } from '../cache.js'
import { queryRefusals } from '../endpoint.js'
import type { FromStore } from '../from-store.js'
import type { QuerySettings } from '../language/query-settings.js'
import { overviewTenants, overviewTenantsSchema } from './overview-tenants.js'
import { parsePeriod, periodParameters } from './parse-period.js'
import { pathOf } from './preset.js'
import { type Report, reportToJson } from './report.js'
import { reportSchema } from './report-schema.js'
import { type NamedReport, reports } from './reports.js'

export interface ReportsOptions {
  readonly cache: ReportCache
  readonly now: () => number
  readonly tenantName: (tenantId: string) => string
  readonly settings: QuerySettings
  readonly health: HealthSettings
}

export type ReadNamedReport = (
  from: NamedReportStore,
  report: NamedReport,
  request: Request,
  access: ReadAccess,
  tenants: readonly string[],
) => Promise<Report>

/** Reads a report from a store, or from the cache. */
export const createReadReport =
  ({ cache, now, tenantName, settings, health }: ReportsOptions): ReadNamedReport =>
  async (from, report, { query }, access, tenants) => {
    if (!report.compares && query.compare !== undefined)
      throw new Problem('invalid_parameter', {
        detail: 'compare is left out: this report has nothing to compare',
      })
    const period = parsePeriod(query, now())
    const key = JSON.stringify([report.name, from.name, tenants, period])
    return cache.get(key, () =>
      report.read(from, { tenants, access, period, tenantName, settings, health, now: now() }),
    )
  }

/**
 * Chooses the tenants of a report by its kind.
 *
 * @param requested the tenant of the path or the query
 * @throws Problem `invalid_parameter` or `not_found`
 */
export function tenantsOfReport(
  { tenants }: NamedReport,
  access: ReadAccess,
  requested: unknown,
): readonly string[] {
  if (tenants === 'path') return [tenantToRead(access, requested)]
  return tenantsToRead(access, requested, tenants === 'every')
}

/** The audit line of several tenants names all of them at once. */
export const auditedTenant = (access: ReadAccess, tenants: readonly string[]): string =>
  tenants.length === 1
    ? (tenants[0] ?? '')
    : access.tenants.length === tenants.length
      ? '*'
      : tenants.join(',')

const parametersOf = ({ tenants, compares }: NamedReport): readonly Parameter[] => [
  ...(tenants === 'path' ? [] : [tenantsParameter(tenants === 'every')]),
  ...periodParameters.filter(({ name }) => compares || name !== 'compare'),
]

export function createReportRoutes(
  fromStore: FromStore,
  audit: Audit,
  readNamed: ReadNamedReport,
): readonly Route[] {
  return reports.map((report): Route => {
    const isOverview = report.name === 'overview'
    return {
      method: 'get',
      path: pathOf(report),
      guard: 'read',
      handler: fromStore(report.name, async (from, request, response, access) => {
        const requested = report.tenants === 'path' ? pathParameter(request, 'id') : request.query.tenant
        const tenants = tenantsOfReport(report, access, requested)
        const answer = await readNamed(from, report, request, access, tenants)
        const tenant = auditedTenant(access, tenants)
        audit.read(
          { who: access.who, tenant, report: report.name, from: answer.from },
          answer.lists.reduce((sum, { rows }) => sum + rows.length, 0),
        )
        response.set('cache-control', 'no-store').json({
          ...reportToJson(answer),
          ...(isOverview && { tenants: overviewTenants(answer) }),
        })
      }),
      operation: {
        summary: report.title,
        parameters: parametersOf(report),
        responses: {
          '200': {
            description: report.title,
            content: {
              'application/json': {
                schema: reportSchema(report, isOverview ? { tenants: overviewTenantsSchema } : {}),
              },
            },
          },
          '404': problemResponse('There is no such tenant, or it is another one’s'),
        },
        refusals: ['invalid_parameter', ...queryRefusals],
      },
    }
  })
}
