/** The route that says which alerts fire. */
import type { Audit } from '../../http/audit.js'
import { problemResponse } from '../../http/openapi.js'
import { Problem } from '../../http/problem.js'
import { type JsonSchema, type Route, schemaRef, tenantParameter } from '../../http/route.js'
import { shownQuery } from './alert-query.js'
import type { AlertStatus, Alerts } from './alerts.js'
import { thresholdOf } from './judge.js'

const text = { type: 'string' }
const time = { type: ['string', 'null'], format: 'date-time' }
const figure = { type: ['number', 'null'] }

export const alertSchemas: Readonly<Record<string, JsonSchema>> = {
  Alerts: {
    type: 'object',
    required: ['alerts'],
    properties: {
      alerts: {
        type: 'array',
        description: 'Those that fire come first, then in the order of the configuration',
        items: {
          type: 'object',
          required: ['name', 'tenant', 'state', 'since', 'value', 'compare', 'threshold'],
          properties: {
            name: text,
            tenant: text,
            state: { enum: ['firing', 'ok'] },
            since: { ...time, description: 'When it fired or ended last; null when it has never fired' },
            value: { ...figure, description: 'Of the window that was looked at last; null when it has none' },
            compare: { enum: ['above', 'below'] },
            threshold: { type: 'number' },
            window: text,
            periods: { type: 'integer' },
            evaluated_at: { ...time, description: 'The end of that window; null before the first look' },
            query: { type: ['object', 'null'], description: 'What gives the value, for POST /v1/query' },
            link: { type: ['string', 'null'], description: 'The same as a link' },
          },
        },
      },
    },
  },
}

const timeOf = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString()

function shown({ alert, tenant, firing, since, last }: AlertStatus) {
  const query = last === undefined ? null : shownQuery(alert, tenant, last.range)
  return {
    name: alert.name,
    tenant,
    state: firing ? 'firing' : 'ok',
    since: timeOf(since),
    value: last?.value ?? null,
    compare: alert.above === undefined ? 'below' : 'above',
    threshold: thresholdOf(alert),
    window: alert.window,
    periods: alert.periods,
    evaluated_at: timeOf(last?.range.to),
    query,
    link: query && `/v1/query?q=${encodeURIComponent(JSON.stringify(query))}`,
  }
}

export const createAlertRoutes = (
  alerts: Pick<Alerts, 'status'>,
  audit: Pick<Audit, 'read'>,
): readonly Route[] => [
  {
    method: 'get',
    path: '/v1/alerts',
    guard: 'read',
    handler: ({ query: { tenant } }, response, { tenants, admin, who }) => {
      if (tenant !== undefined && !tenants.some((id) => id === tenant)) throw new Problem('not_found')
      const readable = alerts
        .status()
        .filter((each) => tenants.includes(each.tenant) && (tenant === undefined || each.tenant === tenant))
      const ordered = [
        ...readable.filter(({ firing }) => firing),
        ...readable.filter(({ firing }) => !firing),
      ]
      const read = typeof tenant === 'string' ? tenant : admin ? '*' : (tenants[0] ?? '')
      audit.read({ who, tenant: read, report: 'alerts' }, ordered.length)
      response.set('cache-control', 'no-store').json({ alerts: ordered.map(shown) })
    },
    operation: {
      summary: 'The alerts of the configuration, and which of them fire',
      parameters: [{ ...tenantParameter, description: 'For the admin: only this tenant' }],
      responses: {
        '200': {
          description: 'A row for each alert and tenant',
          content: { 'application/json': { schema: schemaRef('Alerts') } },
        },
        '404': problemResponse('It is another tenant’s'),
      },
      refusals: ['not_found'],
    },
  },
]
