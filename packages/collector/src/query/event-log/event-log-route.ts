/** The route `GET /v1/event-log`. */
import { type Route, schemaRef } from '../../http/route.js'
import {
  auditTenants,
  type EndpointOptions,
  queryRefusals,
  requireEventList,
  sendAnswer,
} from '../endpoint.js'
import { checkEventLog } from './check-event-log.js'
import { eventLogParameters } from './event-log-schema.js'
import { readPage } from './read-page.js'
import { readParameters } from './read-parameters.js'

export const createEventLogRoute = ({ fromStore, now, audit, settings }: EndpointOptions): Route => ({
  method: 'get',
  path: '/v1/event-log',
  guard: 'read',
  handler: fromStore('event-log', async (from, request, response, access) => {
    requireEventList(settings)
    const page = checkEventLog(readParameters(request), access, now())
    const answer = await readPage(from, page)
    auditTenants(audit, access, 'event-log', page.query, answer.events.length)
    sendAnswer(response, answer)
  }),
  operation: {
    summary: 'Single events without what people said and who they are, the last one first',
    parameters: eventLogParameters,
    responses: {
      '200': {
        description: 'A page of events, and the cursor of the next one',
        content: { 'application/json': { schema: schemaRef('EventLog') } },
      },
    },
    refusals: [...queryRefusals, 'aggregates_only'],
  },
})
