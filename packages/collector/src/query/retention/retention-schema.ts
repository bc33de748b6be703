/** Describes the request and the answer of `POST /v1/retention`. */
import type { JsonSchema } from '../../http/route.js'
import {
  filtersSchema,
  numberOrNull,
  rangeOfAnswer,
  rangeSchema,
  selectionSchema,
  tenantSchema,
  timeOrNull,
  timeSchema,
  zoneSchema,
} from '../language/request-schemas.js'

export const retentionRequest = {
  type: 'object',
  additionalProperties: false,
  properties: {
    tenant: tenantSchema,
    first: {
      ...selectionSchema,
      description: 'The event with which a person begins; any when it is left out',
    },
    returning: {
      ...selectionSchema,
      description: 'The event with which a person is there in a week; any when it is left out',
    },
    filters: filtersSchema,
    date_range: rangeSchema,
    time_zone: zoneSchema,
  },
} as const satisfies JsonSchema

const users = {
  type: ['integer', 'null'],
  description: 'Distinct pseudonyms; null where they are too few to be shown',
} as const
const partial = { type: 'boolean', description: 'The week is not over, or the range ends within it' } as const

export const retentionSchemas: Readonly<Record<string, JsonSchema>> = {
  RetentionRequest: retentionRequest,
  Retention: {
    type: 'object',
    required: ['query', 'rows', 'meta'],
    properties: {
      query: { type: 'object', description: 'The request as it came' },
      rows: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            cohort: { type: 'string', format: 'date', description: 'The Monday of the week' },
            users,
            partial,
            weeks: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  week: { type: 'integer', description: '0 is the week of the first event' },
                  users,
                  share: numberOrNull,
                  partial,
                },
              },
            },
          },
        },
      },
      meta: {
        type: 'object',
        properties: {
          range: rangeOfAnswer,
          first_event_at: timeOrNull,
          generated_at: timeSchema,
          notes: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
}
