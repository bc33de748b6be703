/** Describes the input of the tools `query` and `compare_periods`. */
import type { JsonSchema } from '../../http/route.js'
import { MAX_LIMIT } from '../language/check-query.js'
import { filtersSchema, limitSchema, rangeSchema, zoneSchema } from '../language/request-schemas.js'

const text = { type: 'string' } as const

/** What both tools take. */
export const sharedProperties = {
  metrics: { type: 'array', items: text, minItems: 1, maxItems: 50, description: 'Ids of list_metrics' },
  dimensions: {
    type: 'array',
    maxItems: 4,
    items: { type: ['string', 'object'] },
    description:
      'Ids of list_metrics, time:hour, time:day, time:week, time:month, time:hour_of_day, time:day_of_week, bucket:<number>, properties.<key>',
  },
  filters: filtersSchema,
  date_range: rangeSchema,
  time_zone: zoneSchema,
  order_by: {
    type: 'array',
    items: { type: 'array', items: text, minItems: 1, maxItems: 2 },
    description: 'Such as [["answers", "desc"]]',
  },
  limit: limitSchema(MAX_LIMIT, 100),
} as const satisfies Readonly<Record<string, JsonSchema>>

export const compareSchema: JsonSchema = {
  description: 'previous_period, previous_year, or two days or instants',
  oneOf: [text, { type: 'array', items: text, minItems: 2, maxItems: 2 }],
}
