/** The route `GET /v1/sessions/{id}`. */
import { problemResponse } from '../../http/openapi.js'
import { Problem } from '../../http/problem.js'
import { pathParameter, type Route, schemaRef, tenantParameter } from '../../http/route.js'
import { type EndpointOptions, queryRefusals, requireEventList, sendAnswer } from '../endpoint.js'
import { MAX_PAGE } from '../event-log/check-event-log.js'
import { pageParameters } from '../event-log/event-log-schema.js'
import { checkSessionCourse } from './check-session-course.js'
import { readCourse } from './read-course.js'

export const createSessionCourseRoute = ({ fromStore, now, audit, settings }: EndpointOptions): Route => ({
  method: 'get',
  path: '/v1/sessions/{id}',
  guard: 'read',
  handler: fromStore('session', async (from, request, response, access) => {
    requireEventList(settings)
    const page = checkSessionCourse(pathParameter(request, 'id'), request.query, access, now())
    const course = await readCourse(from, page)
    if (course === undefined) throw new Problem('not_found')
    audit.read({ who: access.who, tenant: course.tenant, report: 'session' }, course.events.length)
    sendAnswer(response, course)
  }),
  operation: {
    summary: 'The course of a session: its events in their order, without text',
    parameters: [tenantParameter, ...pageParameters(MAX_PAGE)],
    responses: {
      '200': {
        description: 'A page of its events, and the cursor of the next one',
        content: { 'application/json': { schema: schemaRef('SessionCourse') } },
      },
      '404': problemResponse('Nothing of the session is stored, or it is another tenant’s'),
    },
    refusals: [...queryRefusals, 'aggregates_only'],
  },
})
