/** What metrics count, made from events: events themselves, sessions, things that several events tell of, ledgers. */
import { metricById } from '../catalogue/index.js'
import type { Metric } from '../catalogue/metric.js'
import type { Query } from '../language/check-query.js'
import type { Group } from '../language/groups.js'
import type { Range } from '../language/range.js'
import { type Filter, isSelected } from './filters.fixture.js'
import { combine, labelsOf, type Values } from './labels.fixture.js'
import { fieldOf, type RawEvent } from './raw-event.fixture.js'

type Events = readonly RawEvent[]

/** One thing that is counted. */
export interface Item {
  /** The event, or the thing as if one event had told all of it. */
  readonly event: RawEvent
  /** What the source says of it beside its fields. */
  readonly facts: Readonly<Record<string, unknown>>
  /** Returns each combination of values that it shows. */
  shows(groups: readonly Group[]): readonly Values[]
}

/** Metrics that count the same things, and these. */
export interface Part {
  readonly metrics: readonly string[]
  readonly items: readonly Item[]
}

export interface Asked {
  readonly query: Query
  readonly filters: readonly Filter[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

const isUsage = ({ event }: RawEvent): boolean => event !== 'client_report'
const isWithin = (time: number, { from, to }: Range): boolean => time >= from && time < to

/** An event, or a thing with the time by which it belongs to a bucket. */
function itemOf(event: RawEvent, zone: string, facts: Item['facts'] = {}): Item {
  return {
    event,
    facts,
    shows: (groups) =>
      combine(
        groups.map((group) => {
          const fact = group.kind === 'value' ? facts[group.id] : undefined
          return fact === undefined ? labelsOf(event, group, zone) : [fact as string]
        }),
      ),
  }
}

/** Orders what was told earlier before what was told later. */
const byTime = (a: RawEvent, b: RawEvent): number => a.time - b.time || (a.id < b.id ? -1 : 1)

/** Lets every field hold what was stated last. */
function merge(pieces: Events): RawEvent {
  const fields: Record<string, unknown> = {}
  for (const piece of pieces.toSorted(byTime))
    for (const [name, value] of Object.entries(piece.fields)) {
      if (value === undefined || value === null) continue
      const isNested = typeof value === 'object' && !Array.isArray(value) && name !== 'properties'
      fields[name] = isNested ? { ...(fields[name] as object | undefined), ...value } : value
    }
  return { ...(pieces[0] as RawEvent), fields }
}

const lastOf = (pieces: Events, field: string): unknown =>
  pieces
    .toSorted(byTime)
    .map((piece) => fieldOf(piece, field))
    .findLast((value) => value !== null) ?? null

const timeOf = (value: unknown): number | null => (typeof value === 'string' ? Date.parse(value) : null)
const earliest = (events: Events): number | null =>
  events.length === 0 ? null : Math.min(...events.map(({ time }) => time))
const seconds = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : (to - from) / 1000

/** Groups the events of one type by tenant and id; without an id each is a thing of its own. */
function piecesBy(all: Events, event: string, id: string): readonly Events[] {
  const told = all.filter((each) => each.event === event)
  const keyOf = (piece: RawEvent) => JSON.stringify([piece.tenant, fieldOf(piece, id) ?? { alone: piece.id }])
  return [...groupBy(told, keyOf).values()]
}

function groupBy<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each])
  return groups
}

type Facts = Readonly<Record<string, number | boolean | null>>

function incidentFacts(pieces: Events): Facts {
  const untold = pieces.filter((piece) => fieldOf(piece, 'resolved_at') === null)
  const opened = timeOf(lastOf(pieces, 'opened_at')) ?? earliest(untold)
  const resolved = timeOf(lastOf(pieces, 'resolved_at'))
  return { opened, resolved, repair_time: seconds(opened, resolved) }
}

function predictionFacts(pieces: Events): Facts {
  const probability = lastOf(pieces, 'probability') as number | null
  const outcome = lastOf(pieces, 'outcome')
  const happened = outcome === 'failure' ? 1 : outcome === 'success' ? 0 : null
  const isJudged = probability !== null && happened !== null
  return {
    predicted: earliest(pieces),
    is_right: isJudged ? probability >= 0.5 === (happened === 1) : null,
    squared_error: isJudged ? (probability - happened) ** 2 : null,
  }
}

function ticketFacts(pieces: Events, all: Events): Facts {
  const at = (status: string) => earliest(pieces.filter((piece) => fieldOf(piece, 'status') === status))
  const opened = timeOf(lastOf(pieces, 'opened_at')) ?? at('opened')
  const first_reply = timeOf(lastOf(pieces, 'first_reply_at')) ?? at('replied')
  const resolutions = pieces
    .map(
      (piece) =>
        timeOf(fieldOf(piece, 'resolved_at')) ??
        (fieldOf(piece, 'status') === 'resolved' ? piece.time : null),
    )
    .filter((time) => time !== null)
  const resolved = resolutions.length === 0 ? null : Math.max(...resolutions)
  const [piece] = pieces as [RawEvent]
  const id = fieldOf(piece, 'ticket_id')
  const acts = all.filter(
    (other) => id !== null && other.tenant === piece.tenant && fieldOf(other, 'ticket_id') === id,
  )
  return {
    opened,
    first_reply,
    resolved,
    first_reply_time: seconds(opened, first_reply),
    resolution_time: seconds(opened, resolved),
    deflected:
      acts.some((act) => act.event === 'automation_outcome' && fieldOf(act, 'outcome') === 'sent') &&
      !acts.some((act) => act.event === 'override') &&
      at('replied') === null,
  }
}

const things = {
  incidents: { event: 'incident', id: 'incident_id', facts: incidentFacts },
  predictions: { event: 'prediction', id: 'prediction_id', facts: predictionFacts },
  tickets: { event: 'ticket', id: 'ticket_id', facts: ticketFacts },
} as const

/** Judges a session by all its events. */
function sessionFacts(whole: Events, selected: Events, now: number): Readonly<Record<string, unknown>> {
  const isQuestion = ({ event }: RawEvent) => event === 'user_query' || event === 'message_sent'
  const isEnd = ({ event }: RawEvent) => event === 'session_end'
  const isOfCollector = (event: RawEvent) => isEnd(event) && fieldOf(event, 'sdk') === 'collector'
  const told = whole.filter((event) => !isOfCollector(event))
  const ends = whole.filter((event) => isEnd(event) && !isOfCollector(event))
  const start = earliest(whole.filter(({ event }) => event === 'session_start'))
  const [first, last] = [earliest(told), Math.max(...told.map(({ time }) => time))]
  const isOpen = !whole.some(isEnd) && last > now - 30 * 60_000
  const hasDuration = told.length > 1 && !isOpen
  return {
    started: selected.some(({ event }) => event === 'session_start'),
    completed: start !== null && ends.some(({ time }) => time >= start),
    asked: selected.some(isQuestion),
    answered: whole.some(
      (event) =>
        (event.event === 'agent_response' || event.event === 'message_sent') &&
        fieldOf(event, 'success') !== false &&
        fieldOf(event, 'error_type') === null,
    ),
    is_open: isOpen,
    is_single: told.length <= 1 && !isOpen,
    session_duration: hasDuration ? (lastOf(ends, 'duration_seconds') ?? seconds(first, last)) : null,
  }
}

function sessionItems(
  selected: Events,
  ofTenants: Events,
  { query, now }: Asked,
  range: Range,
): readonly Item[] {
  const keyOf = (event: RawEvent) => JSON.stringify([event.tenant, fieldOf(event, 'session_id')])
  const bySession = groupBy(
    selected.filter((event) => fieldOf(event, 'session_id') !== null),
    keyOf,
  )
  const wholes = groupBy(ofTenants.filter(isUsage), keyOf)
  return [...bySession].map(([key, shown]): Item => {
    const whole = wholes.get(key) ?? []
    const began = earliest(whole) ?? 0
    const [event] = shown as [RawEvent]
    const atBegin = { ...event, time: began }
    return {
      event,
      facts: sessionFacts(whole, shown, now),
      shows(groups) {
        // A session that began before the range belongs to a bucket of another range.
        if (groups.some(({ kind }) => kind === 'time') && !isWithin(began, range)) return []
        const combinations = shown.flatMap((one) =>
          combine(groups.map((group) => labelsOf(group.kind === 'time' ? atBegin : one, group, query.zone))),
        )
        return [...new Map(combinations.map((values) => [JSON.stringify(values), values])).values()]
      },
    }
  })
}

/** Reads `name:count` pairs. */
const pairsOf = (list: unknown): readonly (readonly [name: string, times: number])[] =>
  typeof list === 'string'
    ? list.split(',').map((pair) => {
        const [name = '', times] = pair.split(':')
        return [name, Number(times)]
      })
    : []

function ledgerItems(source: string, selected: Events, zone: string): readonly Item[] {
  const lists =
    source === 'drops'
      ? [{ field: 'drops', stage: 'client', name: 'reason' }]
      : [
          { field: 'context.redactions', stage: 'client', name: 'rule' },
          { field: 'collector_redactions', stage: 'collector', name: 'rule' },
        ]
  return selected.flatMap((event) =>
    lists.flatMap(({ field, stage, name }) =>
      pairsOf(fieldOf(event, field)).map(([value, times]) =>
        itemOf(event, zone, { [name]: value, stage, times }),
      ),
    ),
  )
}

/** Returns the things of a range that the filters take, for the metrics of each source and time. */
export function partsOf(all: Events, asked: Asked, range: Range): readonly Part[] {
  const { query, filters } = asked
  const ofTenants = all.filter(({ tenant }) => query.tenants.includes(tenant))
  const inRange = ofTenants.filter((event) => isUsage(event) && isWithin(event.time, range))
  const isTaken = (event: RawEvent) => filters.every((filter) => isSelected(event, filter, inRange))
  const select = (metrics: readonly Metric[]): Events => {
    const read = new Set<string>(metrics.flatMap(({ events }) => events))
    return ofTenants.filter((event) => read.has(event.event) && isWithin(event.time, range) && isTaken(event))
  }
  const metrics = query.metrics.flatMap(({ id }) => metricById.get(id) ?? [])
  const groups = groupBy(metrics, ({ source, time }) => `${source} ${time ?? 'ts'}`)
  return [...groups.values()].map((own): Part => {
    const [{ source, time = 'ts' }] = own as [Metric, ...Metric[]]
    const itemsOf = (): readonly Item[] => {
      switch (source) {
        case 'events':
          return select(own).map((event) => itemOf(event, query.zone))
        case 'sessions':
          return sessionItems(select(own), ofTenants, asked, range)
        case 'redactions':
        case 'drops':
          return ledgerItems(source, select(own), query.zone)
        default: {
          const { event, id, facts } = things[source]
          return piecesBy(ofTenants, event, id).flatMap((pieces) => {
            const known = facts(pieces, ofTenants)
            const at = known[time]
            const thing = { ...merge(pieces), time: Number(at) }
            const isOf = typeof at === 'number' && isWithin(at, range) && isTaken(thing)
            return isOf ? [{ ...itemOf(thing, query.zone), facts: known }] : []
          })
        }
      }
    }
    return { metrics: own.map(({ id }) => id), items: itemsOf() }
  })
}
