/** Describes the answers of `GET /v1/event-log` and `GET /v1/sessions/{id}`. */
import type { JsonSchema, Parameter } from '../../http/route.js'
import { timeSchema } from '../language/request-schemas.js'
import { DEFAULT_PAGE, MAX_PAGE } from './check-event-log.js'

const text = { type: 'string' } as const

const event = {
  id: text,
  event: text,
  env: text,
  ts: timeSchema,
  received_at: timeSchema,
  fields: {
    type: 'object',
    description: 'What else the event says, by names of fields: no text, no person, no agent',
  },
} as const

const nextCursor = { type: ['string', 'null'], description: 'null on the last page' } as const

export const eventLogSchemas: Readonly<Record<string, JsonSchema>> = {
  EventLog: {
    type: 'object',
    required: ['events', 'next_cursor'],
    properties: {
      events: {
        type: 'array',
        description: 'The last one is first',
        items: {
          type: 'object',
          properties: { ...event, tenant: text, session_id: { type: ['string', 'null'] } },
        },
      },
      next_cursor: nextCursor,
    },
  },
  SessionCourse: {
    type: 'object',
    required: ['session_id', 'tenant', 'events_total', 'first_at', 'last_at', 'events', 'next_cursor'],
    properties: {
      session_id: text,
      tenant: text,
      events_total: { type: 'integer' },
      first_at: timeSchema,
      last_at: timeSchema,
      events: {
        type: 'array',
        description: 'In their order',
        items: {
          type: 'object',
          properties: {
            ...event,
            offset_seconds: { type: 'number', description: 'Seconds since the first event' },
          },
        },
      },
      next_cursor: nextCursor,
    },
  },
}

export const pageParameters = (otherwise: number = DEFAULT_PAGE): readonly Parameter[] => [
  {
    name: 'limit',
    in: 'query',
    schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: otherwise },
  },
  {
    name: 'cursor',
    in: 'query',
    description: 'The next_cursor of the page before, which also holds its range',
    schema: text,
  },
]

export const eventLogParameters: readonly Parameter[] = [
  {
    name: 'tenant',
    in: 'query',
    description: 'For the admin, when there are several tenants; * is all of them',
    schema: text,
  },
  { name: 'event', in: 'query', description: 'Types of events, separated by commas', schema: text },
  { name: 'filters', in: 'query', description: 'The filters of /v1/query as JSON', schema: text },
  {
    name: 'date_range',
    in: 'query',
    description: '30d, 24h, today, month, 3mo, all, or two days or instants separated by a comma',
    schema: text,
  },
  { name: 'time_zone', in: 'query', schema: text },
  ...pageParameters(),
  {
    name: 'q',
    in: 'query',
    description: 'All of these as the members of a JSON object; parameters go before its members',
    schema: text,
  },
]
