/** Events for the event list and the course of a session, with what must never be shown. */
import { testRecord } from '../../log/records.fixture.js'
import type { Served } from '../server.fixture.js'
import type { ListedEvent } from './columns.js'

export interface Page {
  readonly events: readonly ListedEvent[]
  readonly next_cursor: string | null
}

/** Texts, a person and an agent. */
export const SECRETS = ['What is my balance', 'You owe nothing', 'hp_person', 'hp_agent', 'So slow', 'ENOENT']

const [question, answer, person, agent, comment, message] = SECRETS

const day = Date.UTC(2026, 0, 5)
const at = (hour: number, minute = 0) => day + (hour * 60 + minute) * 60_000
const chat = { session_id: 'chat-1', user: person, channel: 'chat' }

export const listingRecords = [
  testRecord({ n: 1, time: at(-1), event: 'page_view', fields: { session_id: 'other' } }),
  testRecord({ n: 2, time: at(10), event: 'user_query', fields: { ...chat, query_text: question } }),
  testRecord({
    n: 3,
    time: at(10, 1),
    event: 'agent_response',
    fields: {
      ...chat,
      response_text: answer,
      topic: 'billing',
      no_match: false,
      processing_time_ms: 12.5,
      data_summary: { rows: 3 },
      context: { page_path: '/help' },
    },
  }),
  testRecord({ n: 4, time: at(10, 2), event: 'feedback', fields: { ...chat, comment, rating: 1 } }),
  // These three are of one time: their ids say their order.
  testRecord({ n: 7, time: at(11), event: 'bubble_opened', fields: { session_id: 'b', label: 'x' } }),
  testRecord({ n: 5, time: at(11), event: 'bubble_opened', fields: { session_id: 'b', label: 'y' } }),
  testRecord({ n: 6, time: at(11), event: 'override', fields: { ...chat, agent, override_type: 'route' } }),
  testRecord({ n: 8, time: at(11, 1), event: 'error', fields: { session_id: 'b', error_message: message } }),
  testRecord({ n: 9, time: at(12), event: 'request', fields: { session_id: 'b', site_tokens: ['a', 'b'] } }),
  // These are no events of the tenant, or none at all.
  testRecord({ n: 10, time: at(12), event: 'client_report', fields: { captured: 3 } }),
  testRecord({ n: 11, time: at(12), event: 'user_query', tenantId: 'globex', fields: chat }),
]

/** Reads every page of an address. */
export async function readAll(served: Served, path: string): Promise<readonly ListedEvent[]> {
  const events: ListedEvent[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await served.json<Page>(cursor === undefined ? path : `${path}&cursor=${cursor}`)
    events.push(...page.events)
    cursor = page.next_cursor
  }
  return events
}
