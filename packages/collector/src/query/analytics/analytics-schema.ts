/** Describes the answer of `/analytics/data` for OpenAPI. */
import type { JsonSchema } from '../../http/route.js'
import { dashboardFiguresSchema } from '../presets/dashboard-figures.js'

const text: JsonSchema = { type: 'string' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const count: JsonSchema = { type: 'integer', minimum: 0 }
const figure: JsonSchema = { type: ['number', 'null'] }
const orNull: JsonSchema = { type: ['string', 'null'] }
const counts: JsonSchema = { type: 'object', additionalProperties: count }

const object = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
})
const list = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  items: object(properties),
})

/** Says of lists and counts why something may be missing. */
const FOLDED =
  'What is of few sessions is left out where reports.min_sessions folds it, and so are all recent events'

const described = object({
  tenant_id: text,
  days: count,
  from: time,
  to: time,
  generated_at: time,
  store: {
    enum: ['embedded', 'postgres', null],
    description: 'Null when no store answers: then figures are empty',
  },
  totals: object({
    events: count,
    sessions: count,
    queries: count,
    responses: count,
    uploads: count,
    errors: count,
    avg_response_ms: figure,
    p95_response_ms: figure,
    avg_session_seconds: figure,
    queries_per_session: figure,
    completion_rate: figure,
    visualization_share: figure,
  }),
  bucket: { enum: ['hour', 'day'] },
  volume: list({ at: time, events: count, sessions: count, queries: count, responses: count }),
  response_time: list({ at: time, responses: count, avg_ms: figure, p95_ms: figure }),
  topics: list({ topic: text, count, no_match: count }),
  by_event: list({ event: text, count }),
  recent: list({
    id: text,
    event: text,
    ts: time,
    received_at: time,
    session_id: orNull,
    page_path: orNull,
    detail: orNull,
    redactions: orNull,
  }),
  privacy: object({
    rules: list({ rule: text, client: count, collector: count }),
    removed_fields: object({ client: count, collector: count }),
    events_with_text: count,
  }),
  delivery: object({
    client_dropped: counts,
    since: time,
    received: count,
    accepted: count,
    duplicate: count,
    rejected: counts,
    removed_fields: counts,
    time_corrected: { ...count, description: 'Events whose client has a wrong clock' },
    stores: {
      type: ['object', 'null'],
      description:
        'Null for a reader of one tenant among several; else the log, and each sink with its counts, its state, last_error and failing_since',
    },
  }),
})

export const analyticsSchema: JsonSchema = {
  ...described,
  properties: {
    ...(described.properties as Readonly<Record<string, JsonSchema>>),
    figures: dashboardFiguresSchema,
  },
  description: FOLDED,
}
