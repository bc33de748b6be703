/** The routes of reports and exports. A tenant that the caller may not read does not exist here. */
import type { Request, Response } from 'express'
import type { HealthSettings } from '../config/config.js'
import { type ReadAccess, tenantToRead } from '../http/access.js'
import type { Audit } from '../http/audit.js'
import { problemResponse } from '../http/openapi.js'
import { Problem, type ProblemCode } from '../http/problem.js'
import {
  type GuardedRoute,
  type JsonSchema,
  type Operation,
  type Parameter,
  pathParameter,
  type Route,
  tenantParameter,
} from '../http/route.js'
import type { RefusalRow } from '../ingest/refusals/refusals.js'
import type { Clock } from '../runtime/clock.js'
import type { Scheduler } from '../runtime/scheduler.js'
import type { NamedReportStore } from '../sinks/report-store.js'
import { analyticsSchema } from './analytics/analytics-schema.js'
import { createAnalytics } from './analytics/answer-analytics.js'
import type { LiveDelivery } from './analytics/read-analytics.js'
import { createExports, type ExportRequest } from './answer-export.js'
import { createCache } from './cache.js'
import { createChooseStore, onAnyChange } from './choose-store.js'
import { createEndpointRoutes } from './endpoint-routes.js'
import { type ExportFormat, exportTypes } from './export.js'
import { isExportType } from './export-statement.js'
import {
  type Answer,
  createAskStore,
  createForReader,
  createFromStore,
  type ObserveReport,
  requireStore,
} from './from-store.js'
import type { QuerySettings } from './language/query-settings.js'
import { createLanguageRoutes } from './language-routes.js'
import { createLive } from './live.js'
import { createMcpRoute } from './mcp/mcp-route.js'
import { MAX_DAYS, parseDays, parseSpan, periodOf } from './period.js'
import { reportToCsv } from './presets/report-csv.js'
import {
  auditedTenant,
  createReadReport,
  createReportRoutes,
  tenantsOfReport,
} from './presets/report-routes.js'
import { type NamedReport, reportNamed, reports } from './presets/reports.js'

export interface QueryRoutesOptions {
  /**
   * Holds the stores that answer reports, the preferred first. When there is none, `/analytics/data` has the
   * delivery ledger alone, and every other route answers `reports_disabled`.
   */
  readonly stores: readonly NamedReportStore[]
  readonly tenantName: (tenantId: string) => string
  /**
   * Returns what only the running collector knows of deliveries. The admin sees also what all tenants share.
   */
  readonly delivery: (tenantId: string, admin: boolean) => LiveDelivery
  /** Returns whether sanitized text of this tenant is stored: then exports hold it too. */
  readonly capturesText: (tenantId: string) => boolean
  readonly cacheSeconds: number
  readonly observe: ObserveReport
  readonly clock: Clock
  readonly audit: Audit
  /** Hears of a client that was cut off because it did not read. */
  readonly stalled: (stream: StalledStream, tenantId: string) => void
  readonly scheduler: Scheduler
  readonly settings: QuerySettings
  readonly health: HealthSettings
  /** Returns what was refused of a tenant, the most frequent first. */
  readonly refusalsOf: (tenantId: string) => readonly RefusalRow[]
  /** Hears of errors that an answer does not tell. */
  readonly failed: (thrown: unknown) => void
}

/** These streams stay open for as long as a client reads. */
export const stalledStreams = ['export', 'live'] as const

export type StalledStream = (typeof stalledStreams)[number]

export interface QueryRoutes {
  readonly routes: readonly Route[]
  /** Ends the streams of `/analytics/live`, so that the server can close. */
  endLive(): void
  /** Tells the pages that watch a tenant that its boards changed. */
  announceBoards(tenantId: string): void
}

export function createQueryRoutes(options: QueryRoutesOptions): QueryRoutes {
  const { stores, clock, scheduler, audit } = options
  const { now } = clock
  const cacheMs = options.cacheSeconds * 1000
  const cache = createCache(cacheMs, now)
  const exports = createExports({ clock, stalled: (tenant) => options.stalled('export', tenant) })
  const live =
    stores.length === 0
      ? undefined
      : createLive({
          store: { onChange: onAnyChange(stores) },
          cacheMs,
          clock,
          scheduler,
          stalled: (tenant) => options.stalled('live', tenant),
        })
  const chooseStore = createChooseStore(stores, now)

  const { observe } = options
  const answering = { stores, chooseStore, observe, forReader: createForReader(stores, clock) }
  const fromStore = createFromStore(answering)

  const { tenantName, settings, health } = options
  const readNamed = createReadReport({ cache, now, tenantName, settings, health })

  const analytics = createAnalytics({
    ...answering,
    cache,
    now,
    tenantName,
    settings,
    health,
    delivery: options.delivery,
    audit,
  })

  const auditExport =
    ({ selection, format }: ExportRequest, { who }: ReadAccess) =>
    (rows: number, complete: boolean): void => {
      const { tenant, from, to, type = 'events' } = selection
      audit.exported({ who, tenant, format, type, from, to, complete }, rows)
    }

  const exportDays = fromStore('export', async ({ store }, { query }, response, access) => {
    const tenant = tenantToRead(access, query.tenant)
    const { days, ...period } = periodOf(parseDays(query.days), now())
    // The name holds the number of days, so that two downloads do not look the same.
    const name = `${period.from.slice(0, 10)}-${days}d`
    const selection = { tenant, from: period.from, to: period.to, text: false }
    const request = { selection, format: parseFormat(query.format), name, bom: parseBom(query.bom) }
    await exports.answer(store, response, request, auditExport(request, access))
  })

  /** Answers with the first list of a report. */
  const exportReport = async (
    from: NamedReportStore,
    report: NamedReport,
    request: Request,
    response: Response,
    access: ReadAccess,
  ) => {
    const bom = parseBom(request.query.bom)
    const tenants = tenantsOfReport(report, access, request.query.tenant)
    const read = await readNamed(from, report, request, access, tenants)
    const { from: begin, to } = read
    const who = { who: access.who, tenant: auditedTenant(access, tenants) }
    audit.exported(
      { ...who, format: 'csv', type: report.name, from: begin, to, complete: true },
      read.lists[0].rows.length,
    )
    response
      .set({
        'content-type': exportTypes.csv,
        'content-disposition': `attachment; filename=${report.name}_report.csv`,
        'cache-control': 'no-store',
      })
      .send(reportToCsv(read, bom))
  }

  const exportType: Answer = async (from, request, response, access) => {
    const { store } = from
    const format = pathParameter(request, 'format')
    const type = pathParameter(request, 'type')
    const report = reportNamed(type)
    if (report !== undefined && isFileFormat(format)) {
      if (format !== 'csv')
        throw new Problem('invalid_parameter', {
          detail: 'a report is a file of csv, or JSON below /reports',
        })
      return exportReport(from, report, request, response, access)
    }
    const tenant = tenantToRead(access, request.query.tenant)
    if (!isFileFormat(format) || !isExportType(type)) throw new Problem('not_found')
    const span = parseSpan(request.query, now())
    const pseudonyms = parsePseudonyms(request.query.pseudonyms)
    if (pseudonyms && !access.admin) throw new Problem('admin_only')
    const selection = { tenant, ...span, text: options.capturesText(tenant), pseudonyms }
    const name = `${type}-${span.from.slice(0, 10)}-${span.to.slice(0, 10)}`
    const typed = type === 'events' ? selection : { ...selection, type }
    const wanted = { selection: typed, format, name, bom: parseBom(request.query.bom) }
    await exports.answer(store, response, wanted, auditExport(wanted, access))
  }

  // Not every store writes Parquet; it comes from one that does, whichever answers the reports.
  const writers = stores.filter(({ store }) => store.parquet !== undefined)
  const fromWriter =
    writers.length === 0
      ? fromStore
      : createFromStore({ ...answering, stores: writers, chooseStore: createChooseStore(writers, now) })
  const exportFromAny = fromStore('export', exportType)
  const exportFromWriter = fromWriter('export', exportType)
  const exportFile: GuardedRoute['handler'] = (request, response, access) =>
    (pathParameter(request, 'format') === 'parquet' ? exportFromWriter : exportFromAny)(
      request,
      response,
      access,
    )

  const watch: GuardedRoute['handler'] = ({ query }, response, access) => {
    requireStore(stores)
    const tenant = tenantToRead(access, query.tenant)
    if (!live?.watch(tenant, response))
      throw new Problem('overloaded', {
        detail: 'Too many pages watch this tenant, or all of them.',
        headers: { 'retry-after': '30' },
      })
    audit.read({ who: access.who, tenant, report: 'live' }, 0)
  }

  const get = (path: string, handler: GuardedRoute['handler'], operation: Operation): Route => ({
    method: 'get',
    path,
    guard: 'read',
    handler,
    operation,
  })

  return {
    routes: [
      get(
        '/analytics/data',
        analytics,
        reading(
          'The figures of the dashboard for one tenant',
          ['application/json'],
          [tenantParameter, daysParameter, figuresParameter],
          [],
          analyticsSchema,
        ),
      ),
      get(
        '/analytics/export',
        exportDays,
        reading(
          'Events of one tenant, as CSV or JSON',
          [exportTypes.csv, exportTypes.json],
          [tenantParameter, daysParameter, formatParameter, bomParameter],
          ['overloaded'],
        ),
      ),
      get(
        '/export/{format}/{type}',
        exportFile,
        reading(
          'Events of one tenant as a file',
          fileFormats.map((format) => exportTypes[format]),
          [
            fileFormatParameter,
            typeParameter,
            fromParameter,
            toParameter,
            tenantParameter,
            bomParameter,
            pseudonymsParameter,
          ],
          ['overloaded', 'admin_only'],
        ),
      ),
      get(
        '/analytics/live',
        watch,
        reading('Says when there are new figures', ['text/event-stream'], [tenantParameter], ['overloaded']),
      ),
      ...createReportRoutes(fromStore, audit, readNamed),
      ...createLanguageRoutes({
        fromStore,
        clock,
        audit,
        settings: options.settings,
        cacheMs,
        onChange: onAnyChange(stores),
        stalled: (tenant) => options.stalled('export', tenant),
      }),
      ...createEndpointRoutes({ fromStore, now, audit, settings: options.settings }),
      createMcpRoute({
        askStore: createAskStore(answering),
        now,
        audit,
        settings: options.settings,
        refusalsOf: options.refusalsOf,
        failed: options.failed,
      }),
    ],
    endLive: () => live?.end(),
    announceBoards: (tenantId) => live?.announceBoards(tenantId),
  }
}

const text = { type: 'string' }

const daysParameter: Parameter = {
  name: 'days',
  in: 'query',
  description: 'Whole days in UTC of which the last is today',
  schema: { type: 'integer', minimum: 1, maximum: MAX_DAYS },
}

const figuresParameter: Parameter = {
  name: 'figures',
  in: 'query',
  description: 'Leaves out the member figures, whose queries take the most time',
  schema: { enum: ['none'] },
}

const formatParameter: Parameter = {
  name: 'format',
  in: 'query',
  schema: { type: 'string', enum: ['csv', 'json'], default: 'json' },
}

const bomParameter: Parameter = {
  name: 'bom',
  in: 'query',
  description: 'Puts a byte-order mark before CSV, by which Excel knows that it is UTF-8',
  schema: { type: 'boolean', default: false },
}

const pseudonymsParameter: Parameter = {
  name: 'pseudonyms',
  in: 'query',
  description:
    'Exports pseudonyms of persons too, so that the export can be posted again; for the admin only',
  schema: { enum: ['include'] },
}

const fileFormats = ['csv', 'ndjson', 'parquet'] as const satisfies readonly ExportFormat[]
type FileFormat = (typeof fileFormats)[number]

const fileFormatParameter: Parameter = {
  name: 'format',
  in: 'path',
  schema: { type: 'string', enum: fileFormats },
}

const typeParameter: Parameter = {
  name: 'type',
  in: 'path',
  description: `A type of event, events for every type, or as CSV a report: ${reports.map(({ name }) => name).join(', ')}`,
  schema: text,
}

const fromParameter: Parameter = {
  name: 'from',
  in: 'query',
  description: 'A day or a time in UTC, inclusive; 30 days before to when it is left out',
  schema: text,
}

const toParameter: Parameter = {
  name: 'to',
  in: 'query',
  description: 'A day or a time in UTC, exclusive; now when it is left out',
  schema: text,
}

const reading = (
  summary: string,
  types: readonly string[],
  parameters: readonly Parameter[],
  refusals: readonly ProblemCode[] = [],
  schema?: JsonSchema,
): Operation => ({
  summary,
  parameters,
  responses: {
    '200': {
      description: summary,
      // The media type without its charset.
      content: Object.fromEntries(types.map((type) => [type.replace(/;.*/, ''), schema ? { schema } : {}])),
    },
    '404': problemResponse('There is nothing here, or it is another tenant’s'),
  },
  refusals: ['invalid_parameter', 'not_found', 'reports_disabled', 'store_unavailable', ...refusals],
})

const isFileFormat = (format: string): format is FileFormat =>
  (fileFormats as readonly string[]).includes(format)

/** @throws Problem `invalid_parameter` */
function parsePseudonyms(value: unknown): boolean {
  if (value !== undefined && value !== 'include')
    throw new Problem('invalid_parameter', { detail: 'pseudonyms is include, or left out' })
  return value === 'include'
}

/** @throws Problem `invalid_parameter` */
function parseFormat(value: unknown): ExportFormat {
  if (value === undefined || value === 'json') return 'json'
  if (value === 'csv') return 'csv'
  throw new Problem('invalid_parameter', { detail: 'format is csv or json' })
}

/** @throws Problem `invalid_parameter` */
function parseBom(value: unknown): boolean {
  if (value === undefined || value === 'false') return false
  if (value === 'true') return true
  throw new Problem('invalid_parameter', { detail: 'bom is true or false' })
}
