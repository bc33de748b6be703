/** Describes the request and the answer of `POST /v1/funnel`. */
import type { JsonSchema } from '../../http/route.js'
import { MAX_LIMIT } from '../language/check-query.js'
import {
  filtersSchema,
  limitSchema,
  numberOrNull,
  rangeOfAnswer,
  rangeSchema,
  selectionSchema,
  tenantSchema,
  timeOrNull,
  timeSchema,
  zoneSchema,
} from '../language/request-schemas.js'
import { MAX_STEPS } from './check-funnel.js'

export const funnelRequest = {
  type: 'object',
  required: ['steps'],
  additionalProperties: false,
  properties: {
    tenant: tenantSchema,
    steps: { type: 'array', minItems: 2, maxItems: MAX_STEPS, items: selectionSchema },
    within: {
      type: 'string',
      default: 'session',
      description: 'session, or a window from the first step on, such as 30m, 24h or 7d, at most 90d',
    },
    by: {
      enum: ['session', 'user'],
      description: 'Whose events make the steps: by default user with a window, else session',
    },
    dimensions: {
      type: 'array',
      maxItems: 1,
      items: { type: ['string', 'object'] },
      description: 'A dimension of the event with which each began',
    },
    filters: filtersSchema,
    date_range: rangeSchema,
    time_zone: zoneSchema,
    limit: limitSchema(MAX_LIMIT, 100),
  },
} as const satisfies JsonSchema

const steps: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      step: { type: 'integer' },
      events: {
        type: ['array', 'null'],
        items: { type: 'string' },
        description: 'null: events of every type',
      },
      count: {
        type: ['integer', 'null'],
        description: 'Sessions, or persons; null where they are too few to be shown',
      },
      from_first: numberOrNull,
      from_previous: numberOrNull,
      median_seconds_from_first: numberOrNull,
      median_seconds_from_previous: numberOrNull,
    },
  },
}

export const funnelSchemas: Readonly<Record<string, JsonSchema>> = {
  FunnelRequest: funnelRequest,
  Funnel: {
    type: 'object',
    required: ['query', 'steps', 'meta'],
    properties: {
      query: { type: 'object', description: 'The request as it came' },
      steps,
      rows: {
        type: 'array',
        description: 'One for each value of the dimension; left out without one',
        items: {
          type: 'object',
          properties: {
            dimensions: { type: 'array' },
            steps,
            folded: { const: true, description: 'All values of too few sessions or persons' },
          },
        },
      },
      meta: {
        type: 'object',
        properties: {
          range: rangeOfAnswer,
          by: { enum: ['session', 'user'] },
          within_seconds: numberOrNull,
          first_event_at: timeOrNull,
          total_rows: { type: 'integer' },
          generated_at: timeSchema,
          notes: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
}
