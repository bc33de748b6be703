/** The route `POST /v1/funnel`. */
import { type Route, schemaRef } from '../../http/route.js'
import {
  auditTenants,
  type EndpointOptions,
  MAX_REQUEST_BYTES,
  queryRefusals,
  sendAnswer,
} from '../endpoint.js'
import { checkFunnel } from './check-funnel.js'
import { runFunnel } from './run-funnel.js'

export const createFunnelRoute = ({ fromStore, now, audit, settings }: EndpointOptions): Route => ({
  method: 'post',
  path: '/v1/funnel',
  guard: 'read',
  maxJsonBytes: MAX_REQUEST_BYTES,
  handler: fromStore('funnel', async (from, request, response, access) => {
    const body = request.body as unknown
    const funnel = checkFunnel(body, access, now(), settings)
    const answer = await runFunnel(from, funnel, now())
    auditTenants(audit, access, 'funnel', funnel.query, (answer.rows ?? [answer.steps]).length)
    sendAnswer(response, { query: body, ...answer })
  }),
  operation: {
    summary: 'How many sessions or persons reach each of several steps, in their order',
    requestBody: { required: true, content: { 'application/json': { schema: schemaRef('FunnelRequest') } } },
    responses: {
      '200': {
        description: 'Count, conversion and median times of each step',
        content: { 'application/json': { schema: schemaRef('Funnel') } },
      },
    },
    refusals: queryRefusals,
  },
})
