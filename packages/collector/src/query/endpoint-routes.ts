/** The routes of the endpoints beside `/v1/query`, and the schemas that their descriptions refer to. */
import type { JsonSchema, Route } from '../http/route.js'
import type { EndpointOptions } from './endpoint.js'
import { createEventLogRoute } from './event-log/event-log-route.js'
import { eventLogSchemas } from './event-log/event-log-schema.js'
import { createFunnelRoute } from './funnel/funnel-route.js'
import { funnelSchemas } from './funnel/funnel-schema.js'
import { querySchemas } from './language/query-schemas.js'
import { createRetentionRoute } from './retention/retention-route.js'
import { retentionSchemas } from './retention/retention-schema.js'
import { createSessionCourseRoute } from './session-course/session-course-route.js'

export const createEndpointRoutes = (options: EndpointOptions): readonly Route[] => [
  createFunnelRoute(options),
  createRetentionRoute(options),
  createEventLogRoute(options),
  createSessionCourseRoute(options),
]

export const endpointSchemas: Readonly<Record<string, JsonSchema>> = {
  ...querySchemas,
  ...funnelSchemas,
  ...retentionSchemas,
  ...eventLogSchemas,
}
