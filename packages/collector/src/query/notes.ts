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

/** Says whether a metric counts both kinds of events for an exchange. */
const countsBoth = ({ metrics }: Query): boolean =>
  metrics.some(({ events }) => events.length > 1 && events.every((event) => exchanges.has(event)))

/** Sessions with both kinds of events for an exchange may count it twice. */
export async function noteOfExchanges(
  { name, store }: NamedReportStore,
  query: Query,
): Promise<readonly string[]> {
  const bind = createBinder()
  const context = createContext(query, query.range, bind, dialects[name])
  const key = context.hasSeveralTenants ? 'tenant_id, session_id' : 'session_id'
  const select = (events: readonly ('message_sent' | 'user_query' | 'agent_response')[]) =>
    `SELECT ${key} FROM ${eventRows(['tenant_id', 'session_id', 'event'], events, scopeOf(context))} AS told WHERE event IN (${nameEvents(events, context)}) AND session_id IS NOT NULL`
  // Most tenants have few events of one kind, or none; without DISTINCT the store reads that one first.
  const both = `SELECT DISTINCT ${key} FROM (${select(ONE_KIND)}) AS one_kind WHERE (${key}) IN (${select(OTHER_KIND)})`
  const found = await store.rows(
    `SELECT session_id, count(*) OVER () AS sessions FROM (${both}) AS both_kinds ORDER BY ${key} LIMIT ${NAMED}`,
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

/** @param exchanges reads the note of `noteOfExchanges` */
export const readNotes = async (
  query: Query,
  exchanges: (query: Query) => Promise<readonly string[]>,
): Promise<readonly string[]> => [...notesOfRows(query), ...(countsBoth(query) ? await exchanges(query) : [])]
