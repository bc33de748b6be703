/** Makes events as honest clients send them. */
import { ulid } from 'ulid'

const topics = ['shipping', 'refunds', 'billing', 'warranty']
const pages = ['/', '/pricing', '/help/returns', '/account/orders']

const fields = [
  (i) => ({ event: 'page_view', context: { page_path: pages[i % 4], page_title: 'Returns and refunds' } }),
  (i) => ({ event: 'user_query', query_length: i % 240, analysis_type: 'trend', message_number: 1 }),
  (i) => ({
    event: 'agent_response',
    response_length: 60 + (i % 2000),
    processing_time_ms: 850,
    topic: topics[i % 4],
    success: true,
    model: 'gpt-4o-mini',
  }),
  (i) => ({ event: 'message_sent', message_number: 1 + (i % 12), topic: topics[i % 4] }),
]

/** Makes an event of the simplest kind, with other fields. */
export const eventWith = (more = {}, time = Date.now()) => ({
  id: ulid(time),
  event: 'user_query',
  ts: new Date(time).toISOString(),
  schema_version: 1,
  session_id: 'session-1',
  ...more,
})

export const ordinaryEvents = (count) =>
  Array.from({ length: count }, (_, i) =>
    eventWith({ session_id: `session-${i % 50}`, context: { sdk: 'node' }, ...fields[i % fields.length](i) }),
  )

export const batchOf = (events) => JSON.stringify({ sent_at: new Date().toISOString(), events })
