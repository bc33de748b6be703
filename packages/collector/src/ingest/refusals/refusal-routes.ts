/** The route that answers why events are not there. */
import { tenantToRead } from '../../http/access.js'
import type { Audit } from '../../http/audit.js'
import { problemResponse } from '../../http/openapi.js'
import { type JsonSchema, type Route, schemaRef, tenantParameter } from '../../http/route.js'
import type { Refusals } from './refusals.js'

const text = { type: 'string' }
const textOrNull = { type: ['string', 'null'] }
const time = { type: 'string', format: 'date-time' }

const rows = (description: string): JsonSchema => ({
  type: 'array',
  description,
  items: {
    type: 'object',
    properties: {
      kind: {
        enum: ['request', 'event', 'field'],
        description: 'A whole request, an event of one, or a field without which an event was stored',
      },
      code: { ...text, description: 'One of docs/codes.md' },
      path: { ...text, description: 'A field of the schema; empty where no single field is meant' },
      origin: { ...textOrNull, description: 'The origin of the page; null for a server' },
      expected: { ...textOrNull, description: 'What is allowed' },
      count: { type: 'integer', description: 'Requests, events or fields' },
      first_at: time,
      last_at: time,
    },
  },
})

export const refusalSchemas = {
  Refusals: {
    type: 'object',
    properties: {
      tenant: text,
      since: { ...time, description: 'When the collector began to count' },
      refusals: rows('What was refused of the tenant, the most frequent first'),
      unattributed: rows(
        'For the admin: requests of which no tenant is known, such as those with a wrong key',
      ),
    },
  },
}

/** @param since when the collector began to count, as RFC 3339 */
export const createRefusalRoutes = (
  refusals: Refusals,
  audit: Pick<Audit, 'read'>,
  since: string,
): readonly Route[] => [
  {
    method: 'get',
    path: '/v1/refusals',
    guard: 'read',
    handler: ({ query }, response, access) => {
      const tenant = tenantToRead(access, query.tenant)
      const rowsOfTenant = refusals.rowsOf(tenant)
      audit.read({ who: access.who, tenant, report: 'refusals' }, rowsOfTenant.length)
      response.set('cache-control', 'no-store').json({
        tenant,
        since,
        refusals: rowsOfTenant,
        ...(access.admin && { unattributed: refusals.rowsOf(undefined) }),
      })
    },
    operation: {
      summary: 'What was refused, by code, path and origin, with what was expected',
      parameters: [tenantParameter],
      responses: {
        '200': {
          description: 'What was refused since the collector started',
          content: { 'application/json': { schema: schemaRef('Refusals') } },
        },
        '404': problemResponse('It is another tenant’s'),
      },
      refusals: ['invalid_parameter', 'not_found'],
    },
  },
]
