/** What the collector answers to, for machines. Kept by hand; a test holds it against the routes. */

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const answers = {
  '400': problem('The body cannot be read'),
  '401': problem('A known key is needed'),
  '403': problem('This origin may not use this key'),
  '413': problem('The body is too large'),
  '415': problem('The content type or encoding is not supported'),
  '429': problem('Too many events for this key; see Retry-After'),
  '503': problem('Try again after Retry-After'),
}

const writing = (summary: string) => ({
  summary,
  security: [{ writeKey: [] }, { writeKeyInAddress: [] }],
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Batch' } },
      'text/plain': { schema: { type: 'string', description: 'The same JSON, sent without a preflight' } },
      'application/x-ndjson': { schema: { type: 'string', description: 'One event a line' } },
    },
  },
  responses: {
    '202': {
      description: 'Every accepted event is on disk',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Accepted' } } },
    },
    ...answers,
  },
})

const reading = (summary: string, type = 'application/json') => ({
  summary,
  security: [{ readToken: [] }, { admin: [] }],
  responses: {
    '200': { description: summary, content: { [type]: {} } },
    '400': problem('A parameter is not valid'),
    '401': problem('A read token or the admin password is needed'),
    '404': problem('There is nothing here, or it is another tenant’s'),
  },
})

const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }

const receiptAnswer = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/ErasureReceipt' } } },
})

const erasing = (summary: string) => ({
  summary,
  security: [{ readToken: [] }, { admin: [] }],
  parameters: [
    idParameter,
    {
      name: 'tenant',
      in: 'query',
      description: 'For the admin, when there are several tenants',
      schema: { type: 'string' },
    },
  ],
  responses: {
    '202': receiptAnswer('The request is on disk and will be carried out; Location names its receipt'),
    '400': problem('A parameter is not valid'),
    '401': problem('A read token or the admin password is needed'),
    '404': problem('There is nothing here, or it is another tenant’s'),
    '503': problem('Try again after Retry-After'),
  },
})

const replaying = (summary: string) => ({
  summary,
  security: [{ admin: [] }],
  parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
  responses: {
    '202': { description: 'It goes on by itself; Location names where it says how far it is' },
    '400': problem('A parameter is not valid'),
    '401': problem('A read token or the admin password is needed'),
    '403': problem('Only the admin may do this'),
    '404': problem('There is no such sink'),
    '409': problem('This sink may get second copies'),
  },
})

const open = (summary: string, type: string) => ({
  summary,
  security: [],
  responses: { '200': { description: summary, content: { [type]: {} } } },
})

export const openApi = {
  openapi: '3.1.0',
  info: {
    title: 'Hushlog collector',
    version: '1',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  paths: {
    '/v1/events': { post: writing('Stores a batch of events') },
    '/analytics-event': { post: writing('Stores events of pages; completes what they leave out') },
    '/v1/hushlog.js': { get: open('The browser SDK for script tags', 'text/javascript') },
    '/healthz': { get: open('The process is alive', 'application/json') },
    '/readyz': {
      get: {
        ...open('Events can be accepted', 'application/json'),
        responses: {
          '200': { description: 'Events can be accepted' },
          '503': { description: 'They cannot; the body says why' },
        },
      },
    },
    '/metrics': { get: open('Metrics for Prometheus', 'text/plain') },
    '/openapi.json': { get: open('This document', 'application/json') },
    '/analytics': { get: reading('The dashboard', 'text/html') },
    '/analytics/data': { get: reading('The figures of the dashboard for one tenant') },
    '/analytics/export': { get: reading('Events of one tenant, as CSV or JSON', 'text/csv') },
    '/export/{format}/{type}': {
      get: {
        ...reading('Events of one tenant as a file', 'text/csv'),
        parameters: [
          {
            name: 'format',
            in: 'path',
            required: true,
            schema: { type: 'string', enum: ['csv', 'ndjson', 'parquet'] },
          },
          {
            name: 'type',
            in: 'path',
            required: true,
            description: 'A type of event, or events for every type',
            schema: { type: 'string' },
          },
          {
            name: 'from',
            in: 'query',
            description: 'A day or a time in UTC, inclusive; 30 days before to when it is left out',
            schema: { type: 'string' },
          },
          {
            name: 'to',
            in: 'query',
            description: 'A day or a time in UTC, exclusive; now when it is left out',
            schema: { type: 'string' },
          },
          {
            name: 'tenant',
            in: 'query',
            description: 'For the admin, when there are several tenants',
            schema: { type: 'string' },
          },
        ],
      },
    },
    '/analytics/live': { get: reading('Says when there are new figures', 'text/event-stream') },
    '/v1/sessions/{id}': { delete: erasing('Erases a session in every sink') },
    '/v1/users/{id}': {
      delete: erasing('Erases a person in every sink; the id as the application gave it, or its pseudonym'),
    },
    '/v1/erasures': { get: reading('The last erasures of a tenant') },
    '/v1/erasures/{id}': {
      get: {
        ...reading('The receipt of an erasure'),
        parameters: [idParameter],
        responses: {
          '200': receiptAnswer('What was removed where, and what still waits'),
          '401': problem('A read token or the admin password is needed'),
          '404': problem('There is nothing here, or it is another tenant’s'),
        },
      },
    },
    '/v1/sinks/{name}/dead-letters/replay': {
      post: replaying('Sends the dead letters of a sink to it again; those that it takes are removed'),
    },
    '/v1/sinks/{name}/replay': {
      post: {
        ...replaying('Sends what was received since a time to a sink again'),
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['from'],
                properties: {
                  from: {
                    oneOf: [
                      { type: 'string', format: 'date-time' },
                      { type: 'integer', minimum: 1 },
                    ],
                    description: 'A time of receipt, or a sequence of the log',
                  },
                  copies: {
                    type: 'boolean',
                    description: 'Goes on although a sink of objects may get second copies',
                  },
                },
              },
            },
          },
        },
      },
    },
    '/v1/replays/{id}': {
      get: {
        ...reading('How far a replay is'),
        security: [{ admin: [] }],
        parameters: [idParameter],
      },
    },
    '/reports/overview': { get: reading('One row per tenant') },
  } as Record<string, Record<string, unknown>>,
  components: {
    securitySchemes: {
      writeKey: { type: 'http', scheme: 'bearer', description: 'hlw_…' },
      writeKeyInAddress: { type: 'apiKey', in: 'query', name: 'key' },
      readToken: { type: 'http', scheme: 'bearer', description: 'hlr_…; sees one tenant' },
      admin: { type: 'http', scheme: 'basic', description: 'User admin; sees every tenant' },
    },
    schemas: {
      Batch: {
        type: 'object',
        required: ['events'],
        properties: {
          sent_at: { type: 'string', format: 'date-time' },
          events: { type: 'array', maxItems: 10_000, items: { type: 'object' } },
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
                code: {
                  enum: [
                    'unknown_event',
                    'missing_field',
                    'invalid_type',
                    'invalid_value',
                    'too_large',
                    'sanitize_failed',
                  ],
                },
                path: { type: 'string', description: 'Names of schema fields, dotted' },
                expected: { type: 'string', description: 'What is allowed' },
              },
            },
          },
        },
      },
      ErasureReceipt: {
        type: 'object',
        required: ['id', 'requested_at', 'finished_at', 'tenant_id', 'kind', 'state', 'log', 'sinks'],
        properties: {
          id: { type: 'string' },
          requested_at: { type: 'string', format: 'date-time' },
          finished_at: { type: ['string', 'null'], format: 'date-time' },
          tenant_id: { type: 'string' },
          kind: { enum: ['session', 'user'] },
          state: { enum: ['pending', 'done', 'incomplete'], description: 'incomplete: a sink cannot erase' },
          log: { type: 'object', properties: { state: { enum: ['pending', 'done'] } } },
          sinks: {
            type: 'object',
            description: 'By name of the sink',
            additionalProperties: {
              type: 'object',
              required: ['state', 'records', 'dead_letters'],
              properties: {
                state: { enum: ['pending', 'done', 'unsupported'] },
                records: { type: 'integer' },
                dead_letters: { type: 'integer' },
                objects: { type: 'integer' },
                at: { type: 'string', format: 'date-time' },
                lower_bound: {
                  type: 'boolean',
                  description: 'An earlier try was interrupted; what it removed is not counted',
                },
              },
            },
          },
        },
      },
      Problem: {
        type: 'object',
        required: ['type', 'title', 'status', 'code'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
}
