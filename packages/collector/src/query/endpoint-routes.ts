/** The routes of the endpoints beside `/v1/query`, and the schemas that their descriptions refer to. */
import type { JsonSchema, Route } from '../http/route.js'
import type { EndpointOptions } from './endpoint.js'
import { createFunnelRoute } from './funnel/funnel-route.js'
import { funnelSchemas } from './funnel/funnel-schema.js'

export const createEndpointRoutes = (options: EndpointOptions): readonly Route[] => [
  createFunnelRoute(options),
]

export const endpointSchemas: Readonly<Record<string, JsonSchema>> = { ...funnelSchemas }
