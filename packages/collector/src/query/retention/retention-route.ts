/** The route `POST /v1/retention`. */
import { type Route, schemaRef } from '../../http/route.js'
import {
  auditTenants,
  type EndpointOptions,
  MAX_REQUEST_BYTES,
  queryRefusals,
  sendAnswer,
} from '../endpoint.js'
import { checkRetention } from './check-retention.js'
import { runRetention } from './run-retention.js'

export const createRetentionRoute = ({ fromStore, now, audit, settings }: EndpointOptions): Route => ({
  method: 'post',
  path: '/v1/retention',
  guard: 'read',
  maxJsonBytes: MAX_REQUEST_BYTES,
  handler: fromStore('retention', async (from, request, response, access) => {
    const body = request.body as unknown
    const retention = checkRetention(body, access, now(), settings)
    const answer = await runRetention(from, retention, now())
    auditTenants(audit, access, 'retention', retention.query, answer.rows.length)
    sendAnswer(response, { query: body, ...answer })
  }),
  operation: {
    summary: 'In which weeks the persons of each week came back',
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaRef('RetentionRequest') } },
    },
    responses: {
      '200': {
        description: 'A row for each weekly cohort, with a cell for each week from its own on',
        content: { 'application/json': { schema: schemaRef('Retention') } },
      },
    },
    refusals: queryRefusals,
  },
})
