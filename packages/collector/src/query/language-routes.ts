/** The routes of the query language: `/v1/query` and `/v1/catalogue`. */
import type { Request } from 'express'
import type { ReadAccess } from '../http/access.js'
import type { Audit } from '../http/audit.js'
import type { GuardedRoute, Operation, Route } from '../http/route.js'
import type { Dimension } from './catalogue/dimensions.js'
import { dimensions, metrics } from './catalogue/index.js'
import type { Metric } from './catalogue/metric.js'
import type { FromStore } from './from-store.js'
import { goesWith } from './language/check-pairs.js'
import { checkQuery } from './language/check-query.js'
import { queryProblem } from './language/query-problem.js'
import type { QuerySettings } from './language/query-settings.js'
import { runQuery } from './run-query.js'

export interface LanguageRoutesOptions {
  readonly fromStore: FromStore
  /** @returns milliseconds since the epoch */
  readonly now: () => number
  readonly audit: Audit
  readonly settings: QuerySettings
}

/** A query in JSON is at most so many bytes: 100 values of 2,048 characters fit. */
const MAX_QUERY_BYTES = 256 * 1024

const json = { 'application/json': {} }

const answers: Operation['responses'] = {
  '200': { description: 'The rows, with what the query meant', content: { ...json, 'text/csv': {} } },
}

export function createLanguageRoutes({
  fromStore,
  now,
  audit,
  settings,
}: LanguageRoutesOptions): readonly Route[] {
  const answer = (bodyOf: (request: Request) => unknown): GuardedRoute['handler'] =>
    fromStore('query', async (from, request, response, access) => {
      const query = checkQuery(bodyOf(request), access, now(), settings)
      const answered = await runQuery(from, query, now())
      auditQuery(audit, access, query.tenants, query.range.from, answered.rows.length)
      response
        .set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
        .json({ query: bodyOf(request), ...answered })
    })
  return [
    {
      method: 'post',
      path: '/v1/query',
      guard: 'read',
      maxJsonBytes: MAX_QUERY_BYTES,
      handler: answer((request) => request.body as unknown),
      operation: {
        summary: 'Any metric by any dimension',
        requestBody: { required: true, content: json },
        responses: answers,
        refusals,
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
            schema: { type: 'string' },
          },
        ],
        responses: answers,
        refusals,
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
        responses: { '200': { description: 'The catalogue', content: json } },
      },
    },
  ]
}

const refusals = ['invalid_query', 'not_found', 'reports_disabled', 'store_unavailable'] as const

/** @throws Problem `invalid_query` */
function parseLink({ query: { q } }: Request): unknown {
  if (typeof q !== 'string') throw queryProblem('', 'expected the JSON of a query as the parameter q')
  try {
    return JSON.parse(q) as unknown
  } catch {
    throw queryProblem('', 'expected the parameter q to be JSON')
  }
}

function auditQuery(
  audit: Audit,
  { who }: ReadAccess,
  tenants: readonly string[],
  from: number,
  rows: number,
): void {
  for (const tenant of tenants)
    audit.read({ who, tenant, report: 'query', from: new Date(from).toISOString() }, rows)
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
