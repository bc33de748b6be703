/** Says of an answer what a reader could take for an error. */
import type { NamedReportStore } from '../sinks/report-store.js'
import { ANSWERS, QUESTIONS } from './catalogue/exchanges.js'
import { createBinder } from './compile/binder.js'
import { dialects } from './compile/dialect.js'
import { eventRows } from './compile/event-rows.js'
import { isList } from './compile/groups.js'
import { createContext, nameEvents, scopeOf } from './compile/relation.js'
import type { Query } from './language/check-query.js'

/** A note names at most so many sessions. */
const NAMED = 5
const exchanges = new Set<string>([...QUESTIONS, ...ANSWERS])
const ONE_KIND = ['message_sent'] as const
const OTHER_KIND = ['user_query', 'agent_response'] as const

function notesOfRows({ metrics, groups }: Query): readonly string[] {
  if (groups.length === 0) return []
  const notes: string[] = []
  if (metrics.some(({ value }) => value.kind === 'distinct'))
    notes.push(
      'Rows of sessions and users need not add up: each counts in every group in which it has an event.',
    )
  if (metrics.some(({ source }) => source === 'sessions'))
    notes.push(
      'Rows of sessions that are judged as a whole need not add up: each belongs to the bucket in which it began, and to every value that it shows.',
    )
  if (groups.some((group) => isList(group)))
    notes.push('Rows need not add up: an event counts under each distinct item of a list.')
  return notes
}

/** Sessions with both kinds of events for an exchange may count it twice. */
async function noteOfExchanges({ name, store }: NamedReportStore, query: Query): Promise<readonly string[]> {
  const countsBoth = query.metrics.some(
    ({ events }) => events.length > 1 && events.every((event) => exchanges.has(event)),
  )
  if (!countsBoth) return []
  const bind = createBinder()
  const context = createContext(query, query.range, bind, dialects[name])
  const select = (events: readonly ('message_sent' | 'user_query' | 'agent_response')[]) =>
    `SELECT DISTINCT tenant_id, session_id FROM ${eventRows(['tenant_id', 'session_id', 'event'], events, scopeOf(context))} AS told WHERE event IN (${nameEvents(events, context)}) AND session_id IS NOT NULL`
  const found = await store.rows(
    `SELECT session_id, count(*) OVER () AS sessions FROM (${select(ONE_KIND)}) AS both_kinds WHERE (tenant_id, session_id) IN (${select(OTHER_KIND)}) ORDER BY tenant_id, session_id LIMIT ${NAMED}`,
    bind.params,
  )
  const count = Number(found[0]?.sessions ?? 0)
  if (count === 0) return []
  const names = found.map(({ session_id: id }) => String(id)).join(', ')
  const named = query.settings.minSessions > 0 ? '' : `: ${names}${count > found.length ? ', …' : ''}`
  return [
    `${count} ${count === 1 ? 'session has' : 'sessions have'} both message_sent and user_query or agent_response, so that an exchange may count twice${named}`,
  ]
}

export const readNotes = async (from: NamedReportStore, query: Query): Promise<readonly string[]> => [
  ...notesOfRows(query),
  ...(await noteOfExchanges(from, query)),
]
