/** Describes boards for OpenAPI. `check-board.ts` holds what is sent to it, and to the query language. */
import type { JsonSchema } from '../../http/route.js'
import { drawings, MAX_CHANGES, MAX_CHARTS, MAX_NOTE, MAX_SECTIONS, MAX_TITLE, sizes } from './board.js'

const title = { type: 'string', minLength: 1, maxLength: MAX_TITLE }
const id = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,39}$' }
const time = { type: 'string', format: 'date-time' }
const question = (of: string, left: string, more = '') => ({
  type: 'object',
  description: `A body of POST ${of} without ${left}, which come from whoever looks at it${more}`,
})

const framed = {
  id: { ...id, description: 'Unique on the board' },
  title,
  note: { ...title, maxLength: MAX_NOTE },
  size: { enum: sizes },
  titles: {
    type: 'object',
    description: 'Shorter names of metrics and dimensions, by their ids',
    additionalProperties: title,
  },
}

const chart = (draw: JsonSchema, asked: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  required: ['id', 'title', 'size', 'draw', ...Object.keys(asked)],
  additionalProperties: false,
  properties: { ...framed, draw, ...asked },
})

const content = {
  id,
  title,
  question: { type: 'string', maxLength: MAX_NOTE, description: 'The one question that it answers' },
  sections: {
    type: 'array',
    minItems: 1,
    maxItems: MAX_SECTIONS,
    items: {
      type: 'object',
      required: ['charts'],
      additionalProperties: false,
      properties: {
        title,
        charts: {
          type: 'array',
          description: `At most ${MAX_CHARTS} on a board`,
          items: {
            oneOf: [
              chart(
                { enum: drawings },
                {
                  ask: question(
                    '/v1/query',
                    'tenant, date_range, time_zone, compare and offset',
                    '; the dimension time is the bucket that suits the period',
                  ),
                },
              ),
              chart(
                { const: 'funnel' },
                { funnel: question('/v1/funnel', 'tenant, date_range and time_zone') },
              ),
              chart(
                { const: 'retention' },
                { retention: question('/v1/retention', 'tenant, date_range and time_zone') },
              ),
              chart(
                { const: 'changes' },
                {
                  changes: {
                    type: 'array',
                    description: 'Counts whose values are compared with the earlier period',
                    minItems: 1,
                    maxItems: MAX_CHANGES,
                    items: {
                      type: 'object',
                      required: ['metric', 'dimension'],
                      additionalProperties: false,
                      properties: { metric: { type: 'string' }, dimension: { type: 'string' } },
                    },
                  },
                },
              ),
              chart({ const: 'health' }, {}),
            ],
          },
        },
      },
    },
  },
}

export const boardSchemas: Readonly<Record<string, JsonSchema>> = {
  BoardContent: {
    type: 'object',
    required: ['title', 'sections'],
    additionalProperties: false,
    properties: content,
  },
  Board: {
    type: 'object',
    required: ['id', 'title', 'question', 'sections', 'updated_at'],
    properties: { ...content, updated_at: time },
  },
  Boards: {
    type: 'object',
    required: ['boards'],
    properties: {
      boards: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'title', 'question', 'charts', 'updated_at', 'etag'],
          properties: {
            id,
            title,
            question: { type: 'string' },
            charts: { type: 'integer' },
            updated_at: time,
            etag: { type: 'string', description: 'For If-Match' },
          },
        },
      },
    },
  },
}
