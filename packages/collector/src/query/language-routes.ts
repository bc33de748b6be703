/** The routes of the query language: `/v1/query` and `/v1/catalogue`. */
import { HOUR } from '@hushlog/base'
import type { Request, Response } from 'express'
import type { ReadAccess } from '../http/access.js'
import type { Audit } from '../http/audit.js'
import { type GuardedRoute, type Operation, type Route, schemaRef } from '../http/route.js'
import type { Clock } from '../runtime/clock.js'
import type { NamedReportStore, ReportStore } from '../sinks/report-store.js'
import { createAnswerCache } from './answer-cache.js'
import type { Dimension } from './catalogue/dimensions.js'
import { dimensions, metrics } from './catalogue/index.js'
import type { Metric } from './catalogue/metric.js'
import { createCleanRanges } from './clean-ranges.js'
import { encodeAnswer } from './encode-answer.js'
import { auditTenants, MAX_REQUEST_BYTES, queryRefusals } from './endpoint.js'
import { exportTypes } from './export.js'
import { readFacts } from './facts.js'
import type { FromStore } from './from-store.js'
import { goesWith } from './language/check-pairs.js'
import { checkQuery, type Query } from './language/check-query.js'
import { normalizeQuery } from './language/normalize-query.js'
import { queryProblem } from './language/query-problem.js'
import type { QuerySettings } from './language/query-settings.js'
import { createQueryCsv } from './query-csv.js'
import { runQuery } from './run-query.js'

export interface LanguageRoutesOptions {
  readonly fromStore: FromStore
  readonly clock: Clock
  readonly audit: Pick<Audit, 'read' | 'exported'>
  readonly settings: QuerySettings
  /** Milliseconds for which an answer is shown though the store has changed. */
  readonly cacheMs: number
  readonly onChange: ReportStore['onChange']
  /** Hears of a client that was cut off because it did not read. */
  readonly stalled: (reader: string) => void
}

const JSON_TYPE = 'application/json'
const CSV_TYPE = 'text/csv'

/** What is asked, and by whom. */
interface Asked {
  readonly from: NamedReportStore
  readonly query: Query
  /** The query as the language would write it. */
  readonly normal: Readonly<Record<string, unknown>>
  readonly access: ReadAccess
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly left: AbortSignal
}

/** Figures are of now: nothing keeps them, and no page is told by whom they were asked for. */
const headers = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', vary: 'accept' }

export function createLanguageRoutes(options: LanguageRoutesOptions): readonly Route[] {
  const { fromStore, clock, audit, settings, cacheMs, onChange, stalled } = options
  const cache = createAnswerCache({ lifetimeMs: cacheMs, now: clock.now, onChange })
  const clean = createCleanRanges(clock.now)
  const csv = createQueryCsv({ clock, stalled })

  async function answerJson({ from, query, normal, access, now, left }: Asked, response: Response) {
    const key = {
      query: JSON.stringify([from.name, query.tenants, normal]),
      meaning: JSON.stringify([query.range, query.comparison, Math.floor(now / HOUR)]),
    }
    const { body, rows } = await cache.get(key, left, async () => {
      const answer = await runQuery(from, query, now, readFacts(from, clean))
      return { body: await encodeAnswer(normal, answer), rows: answer.rows.length }
    })
    auditTenants(audit, access, 'query', query, rows)
    response.type(JSON_TYPE).send(body)
  }

  async function answerCsv({ from, query, access, now, left }: Asked, response: Response, body: unknown) {
    const reader = access.admin ? '*' : (access.tenants[0] ?? '')
    const isUnlimited = ((body as { limit?: unknown }).limit ?? null) === null
    const opened = { from, query, isUnlimited, now, signal: left }
    const { rows, complete } = await csv.answer(response, reader, opened)
    const [begin, end] = [query.range.from, query.range.to].map((time) => new Date(time).toISOString())
    for (const tenant of query.tenants)
      audit.exported(
        { who: access.who, tenant, format: 'csv', type: 'query', from: begin ?? '', to: end ?? '', complete },
        rows,
      )
  }

  const answer = (bodyOf: (request: Request) => unknown): GuardedRoute['handler'] =>
    fromStore('query', async (from, request, response, access, left) => {
      const body = bodyOf(request)
      const now = clock.now()
      const query = checkQuery(body, access, now, settings)
      const isCsv = request.accepts([JSON_TYPE, CSV_TYPE]) === CSV_TYPE
      response.set(headers)
      if (request.method === 'HEAD') {
        response.type(isCsv ? exportTypes.csv : JSON_TYPE).end()
        return
      }
      const asked = { from, query, normal: normalizeQuery(body, query), access, now, left }
      await (isCsv ? answerCsv(asked, response, body) : answerJson(asked, response))
    })
  return [
    {
      method: 'post',
      path: '/v1/query',
      guard: 'read',
      maxJsonBytes: MAX_REQUEST_BYTES,
      handler: answer((request) => request.body as unknown),
      operation: {
        summary: 'Any metric by any dimension',
        requestBody: { required: true, content: { [JSON_TYPE]: { schema: schemaRef('Query') } } },
        responses: answers,
        refusals: queryRefusals,
      },
    },
    {
      method: 'get',
      path: '/v1/query',
      guard: 'read',
      handler: answer(parseLink),
      operation: {
        summary: 'The same by a link',
        parameters: [
          {
            name: 'q',
            in: 'query',
            required: true,
            description: 'The JSON of a query',
            schema: { type: 'string', contentMediaType: JSON_TYPE, contentSchema: schemaRef('Query') },
          },
        ],
        responses: answers,
        refusals: queryRefusals,
      },
    },
    {
      method: 'get',
      path: '/v1/catalogue',
      guard: 'read',
      handler: (_request, response) => {
        response.set('cache-control', 'no-store').json(catalogue)
      },
      operation: {
        summary: 'Every metric and every dimension',
        responses: {
          '200': {
            description: 'The catalogue',
            content: { [JSON_TYPE]: { schema: schemaRef('Catalogue') } },
          },
        },
      },
    },
  ]
}

const answers: Operation['responses'] = {
  '200': {
    description:
      'The rows, with what the query meant; as CSV all of them, a column for each dimension and metric',
    content: { [JSON_TYPE]: { schema: schemaRef('QueryAnswer') }, [CSV_TYPE]: {} },
  },
}

/** @throws Problem `invalid_query` */
function parseLink({ query: { q } }: Request): unknown {
  if (typeof q !== 'string') throw queryProblem('', 'expected the JSON of a query as the parameter q')
  try {
    return JSON.parse(q) as unknown
  } catch {
    throw queryProblem('', 'expected the parameter q to be JSON')
  }
}

const metricEntry = ({ id, title, description, unit, better, events }: Metric) => ({
  id,
  title,
  description,
  unit,
  better,
  events,
})

const dimensionEntry = (dimension: Dimension) => {
  const { id, title, type, description } = dimension
  const group = { kind: 'value', id, dimension } as const
  return {
    id,
    title,
    type,
    description,
    metrics: metrics.filter((metric) => goesWith(metric, group)).map((metric) => metric.id),
  }
}

/** It is the same for every reader. */
const catalogue = { metrics: metrics.map(metricEntry), dimensions: dimensions.map(dimensionEntry) }
