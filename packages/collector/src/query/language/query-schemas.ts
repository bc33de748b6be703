/** The JSON Schemas of queries, their answers and the catalogue, for OpenAPI. */
import type { JsonSchema } from '../../http/route.js'
import { units } from '../catalogue/metric.js'
import { MAX_LIMIT } from './check-query.js'
import { MAX_GROUPS } from './groups.js'
import {
  filtersSchema,
  limitSchema,
  numberOrNull,
  rangeOfAnswer,
  rangeSchema,
  tenantSchema,
  timeOrNull,
  timeSchema,
  zoneSchema,
} from './request-schemas.js'

const text = { type: 'string' } as const
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
const flag = (otherwise: boolean, description: string): JsonSchema => ({
  type: 'boolean',
  default: otherwise,
  description,
})

const querySchema: JsonSchema = {
  type: 'object',
  required: ['metrics'],
  additionalProperties: false,
  properties: {
    tenant: tenantSchema,
    metrics: { ...listOf(text), minItems: 1, maxItems: 50, description: 'Ids of the catalogue' },
    dimensions: {
      type: 'array',
      maxItems: MAX_GROUPS,
      description:
        'Ids of the catalogue, time:hour, time:day, time:week, time:month, time:hour_of_day, time:day_of_week, bucket:<number>, or properties.<key>',
      items: {
        oneOf: [
          text,
          {
            type: 'object',
            required: ['bucket'],
            additionalProperties: false,
            properties: {
              bucket: text,
              edges: { ...listOf({ type: 'number' }), minItems: 1, maxItems: 100 },
            },
          },
        ],
      },
    },
    filters: filtersSchema,
    date_range: rangeSchema,
    time_zone: zoneSchema,
    compare: {
      description: 'previous_period, previous_year, two days that both count, or two instants',
      oneOf: [
        { enum: ['previous_period', 'previous_year'] },
        { type: 'array', items: text, minItems: 2, maxItems: 2 },
      ],
    },
    order_by: {
      type: 'array',
      description: 'Pairs of a metric or dimension of the query and asc or desc',
      items: { type: 'array', items: text, minItems: 2, maxItems: 2 },
    },
    limit: {
      ...limitSchema(MAX_LIMIT, 100),
      description: 'Groups without their time part; CSV has all of them without a limit',
    },
    offset: { type: 'integer', minimum: 0, default: 0 },
    include: {
      type: 'object',
      additionalProperties: false,
      properties: {
        totals: flag(false, 'A row over everything that is selected'),
        empty_buckets: flag(true, 'Rows of buckets in which there is nothing'),
        other: flag(false, 'A row of all groups beyond the limit'),
      },
    },
  },
}

const figures = listOf(numberOrNull)

const comparison: JsonSchema = {
  type: 'object',
  required: ['metrics', 'change'],
  properties: { metrics: figures, change: figures },
}

const answerSchema: JsonSchema = {
  type: 'object',
  required: ['query', 'columns', 'rows', 'meta'],
  properties: {
    query: { $ref: '#/components/schemas/Query' },
    columns: listOf({
      type: 'object',
      required: ['id', 'title', 'unit', 'better'],
      properties: {
        id: text,
        title: text,
        unit: { enum: [...units, null] },
        better: { enum: ['higher', 'lower', null], description: 'Whether a higher figure is better' },
      },
    }),
    rows: listOf({
      type: 'object',
      required: ['dimensions', 'metrics'],
      properties: {
        dimensions: listOf({ type: ['string', 'number', 'boolean', 'null'] }),
        metrics: figures,
        comparison,
        other: { const: true },
        folded: { const: true },
      },
    }),
    totals: {
      type: 'object',
      required: ['metrics'],
      properties: { metrics: figures, comparison },
    },
    meta: {
      type: 'object',
      required: [
        'range',
        'first_event_at',
        'partial',
        'total_rows',
        'generated_at',
        'approximate',
        'from',
        'notes',
      ],
      properties: {
        range: rangeOfAnswer,
        comparison_range: rangeOfAnswer,
        first_event_at: timeOrNull,
        partial: { ...listOf(text), description: 'Buckets that the range has in part, or that are not over' },
        total_rows: { type: 'integer', description: 'How many groups there are without their time part' },
        generated_at: timeSchema,
        approximate: listOf(text),
        from: { enum: ['sums', 'rows', 'both'] },
        notes: listOf(text),
      },
    },
  },
}

const catalogueSchema: JsonSchema = {
  type: 'object',
  required: ['metrics', 'dimensions'],
  properties: {
    metrics: listOf({
      type: 'object',
      required: ['id', 'title', 'description', 'unit', 'better', 'events'],
      properties: {
        id: text,
        title: text,
        description: text,
        unit: { enum: units },
        better: { enum: ['higher', 'lower', null] },
        events: listOf(text),
      },
    }),
    dimensions: listOf({
      type: 'object',
      required: ['id', 'title', 'type', 'description', 'metrics'],
      properties: {
        id: text,
        title: text,
        type: { enum: ['text', 'boolean', 'list'] },
        description: text,
        metrics: { ...listOf(text), description: 'Ids of the metrics that it goes with' },
      },
    }),
  },
}

export const querySchemas: Readonly<Record<string, JsonSchema>> = {
  Query: querySchema,
  QueryAnswer: answerSchema,
  Catalogue: catalogueSchema,
}
