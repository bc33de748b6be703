/**
 * Checks what the types of `track()` accept and refuse; compiled by `typecheck`, never run and never
 * shipped.
 */
import type { EventInput } from './event-input.js'

const query: EventInput<'user_query'> = { query_length: 3, ticket_id: undefined, has_data: true }
const outcome: EventInput<'automation_outcome'> = { outcome: 'sent', user: 'u-1', trace_id: 't-1' }
const page: EventInput<'page_view'> = {}
const start: EventInput<'session_start'> = { user_agent: 'Firefox 140' }
const step: EventInput<'step'> = { name: 'routed', step: 'route', department: 'billing' }
const ticket: EventInput<'ticket'> = { ticket_id: 'T-1', status: 'opened', opened_at: '2026-01-31T12:00:00Z' }

// @ts-expect-error the client makes the id
const withId: EventInput<'user_query'> = { id: '01J9ZB3W5S0000000000000000' }
// @ts-expect-error no such field
const unknown: EventInput<'user_query'> = { prompt: 'x' }
// @ts-expect-error not one of the outcomes
const wrong: EventInput<'automation_outcome'> = { outcome: 'maybe' }
// @ts-expect-error the outcome is required
const missing: EventInput<'automation_outcome'> = { template_id: 't' }
// @ts-expect-error a vendor has a name
const nameless: EventInput<'vendor_call'> = { vendor: { operation: 'chat' } }
// @ts-expect-error no event of the catalogue
const noEvent: EventInput<'nothing'> = {}
// @ts-expect-error a step has a name
const unnamed: EventInput<'step'> = { step: 'route' }
// @ts-expect-error not one of what happens to a ticket
const lost: EventInput<'ticket'> = { ticket_id: 'T-1', status: 'lost' }

export const checked = [
  query,
  outcome,
  page,
  start,
  step,
  ticket,
  withId,
  unknown,
  wrong,
  missing,
  nameless,
  noEvent,
  unnamed,
  lost,
] as const
