/** Declares the routes that receive events. */
import type { JsonSchema, Operation, Route } from '../http/route.js'
import { schemaRef } from '../http/route.js'
import type { Ingest } from './accept.js'
import { EXPECTED_NAMED, REMOVED_NAMED } from './answer.js'
import { answerPreflight } from './cors.js'
import { rejectCodes, removedCodes } from './counts.js'
import { BATCH_EVENTS } from './limits.js'

export const ingestSchemas: Readonly<Record<string, JsonSchema>> = {
  Batch: {
    type: 'object',
    required: ['events'],
    properties: {
      sent_at: {
        type: 'string',
        format: 'date-time',
        description: 'By the clock of the client, at each attempt; a clock that is wrong is corrected by it',
      },
      events: { type: 'array', maxItems: BATCH_EVENTS, items: { type: 'object' } },
    },
  },
  Accepted: {
    type: 'object',
    required: ['accepted', 'duplicates', 'rejected'],
    properties: {
      accepted: { type: 'integer' },
      duplicates: { type: 'integer' },
      rejected: {
        type: 'array',
        items: {
          type: 'object',
          required: ['index', 'code', 'path'],
          properties: {
            index: { type: 'integer', description: 'In the batch' },
            id: { type: 'string', description: 'Only when it is a valid ULID' },
            code: { enum: rejectCodes },
            path: { type: 'string', description: 'Names of schema fields, dotted' },
            expected: {
              type: 'string',
              description: `What is allowed; in the first ${EXPECTED_NAMED} of the same code and path`,
            },
          },
        },
      },
      removed: {
        type: 'array',
        maxItems: REMOVED_NAMED,
        description: 'Fields that were removed from accepted events; the first ones',
        items: {
          type: 'object',
          required: ['index', 'path', 'code'],
          properties: {
            index: { type: 'integer', description: 'In the batch' },
            path: { type: 'string', description: 'Names of schema fields, dotted' },
            code: { enum: removedCodes },
            expected: { type: 'string', description: 'What is allowed' },
          },
        },
      },
    },
  },
}

const storesEvents = (summary: string): Operation => ({
  summary,
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: schemaRef('Batch') },
      'text/plain': { schema: { type: 'string', description: 'The same JSON, sent without a preflight' } },
      'application/x-ndjson': { schema: { type: 'string', description: 'One event a line' } },
    },
  },
  responses: {
    '202': {
      description: 'Every accepted event is on disk',
      content: { 'application/json': { schema: schemaRef('Accepted') } },
    },
  },
  refusals: [
    'malformed_body',
    'body_too_slow',
    'body_too_large',
    'unsupported_type',
    'unsupported_encoding',
    'rate_limited',
    'session_limited',
    'address_limited',
    'log_full',
    'disk_full',
    'overloaded',
    'stopping',
  ],
})

export const createIngestRoutes = ({ events, pageEvents }: Ingest): readonly Route[] => [
  {
    method: 'post',
    path: '/v1/events',
    guard: 'ingest',
    bypassesExpress: true,
    handler: events,
    preflight: answerPreflight,
    operation: storesEvents('Stores a batch of events'),
  },
  {
    method: 'post',
    path: '/analytics-event',
    guard: 'ingest',
    handler: pageEvents,
    preflight: answerPreflight,
    operation: storesEvents(
      'Stores events of pages; completes what they leave out, and takes the names of the widget that it replaces (eventType, sessionId, …)',
    ),
  },
]
