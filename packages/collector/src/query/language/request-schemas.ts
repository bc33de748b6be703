/** The JSON Schemas of what requests share, for OpenAPI and for tools of assistants. */
import type { JsonSchema } from '../../http/route.js'

const text = { type: 'string' } as const

export const tenantSchema: JsonSchema = {
  description: 'Of an admin: the id of a tenant, several, or "*". A token has its own.',
  oneOf: [text, { type: 'array', items: text }],
}

export const filtersSchema: JsonSchema = {
  type: 'array',
  maxItems: 100,
  description:
    'All of them hold: ["is", "channel", ["chat", "email"]], is_not, contains, gt, gte, lt, lte, is_null, ["and", […]], ["or", […]], ["not", …], ["has_done", …], ["has_not_done", …]',
  items: { type: 'array' },
}

export const rangeSchema: JsonSchema = {
  description: '30d, 24h, today, month, 3mo, all, two days that both count, or two instants',
  oneOf: [text, { type: 'array', items: text, minItems: 2, maxItems: 2 }],
}

export const zoneSchema: JsonSchema = {
  type: 'string',
  default: 'UTC',
  description: 'The name of a time zone, such as Europe/Zurich',
}

export const limitSchema = (most: number, otherwise: number): JsonSchema => ({
  type: 'integer',
  minimum: 1,
  maximum: most,
  default: otherwise,
})

/** Which events are meant: the name of a type, or types and filters. */
export const selectionSchema: JsonSchema = {
  description: 'The name of an event, or {"event": name or names, "filters": […]}',
  oneOf: [
    text,
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        event: { oneOf: [text, { type: 'array', items: text, minItems: 1 }] },
        filters: filtersSchema,
      },
    },
  ],
}

export const timeSchema: JsonSchema = { type: 'string', format: 'date-time' }
export const timeOrNull: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
export const numberOrNull: JsonSchema = { type: ['number', 'null'] }

export const rangeOfAnswer: JsonSchema = {
  type: 'object',
  required: ['from', 'to'],
  properties: { from: timeSchema, to: timeSchema },
}
