/** Reads which events a step of a funnel, or a part of a retention report, means. */
import type { EventName } from '@hushlog/schema'
import { type Condition, columnsOfCondition } from '../catalogue/expression.js'
import { usageEvents } from '../catalogue/index.js'
import { checkMembers } from './check-query.js'
import { parseFilters } from './filters.js'
import { pointerTo, queryProblem, unknownName } from './query-problem.js'

export interface EventSelection {
  /** Names the types that are meant; every type when none was named. */
  readonly events: readonly EventName[]
  /** Says whether types were named. */
  readonly isNamed: boolean
  readonly condition: Condition
}

const FORM = 'expected the name of an event, or an object such as {"event": "user_query", "filters": []}'

/** Selects every event. */
export const anyEvent: EventSelection = {
  events: usageEvents,
  isNamed: false,
  condition: { op: 'and', conditions: [] },
}

function parseEvents(value: unknown, pointer: string): readonly EventName[] {
  const names = Array.isArray(value) ? value : [value]
  if (names.length === 0 || names.length > usageEvents.length)
    throw queryProblem(pointer, `expected 1 to ${usageEvents.length} names of events`)
  return names.map((name, i) => {
    const event = usageEvents.find((each) => each === name)
    if (event === undefined)
      throw unknownName(Array.isArray(value) ? pointerTo(pointer, i) : pointer, 'an event', name, usageEvents)
    return event
  })
}

/** @throws Problem `invalid_query` */
export function parseEventSelection(value: unknown, pointer: string): EventSelection {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null || Array.isArray(value)))
    throw queryProblem(pointer, FORM)
  const given = typeof value === 'string' ? undefined : checkMembers(value, pointer, ['event', 'filters'])
  const event = given === undefined ? value : given.event
  const filter = given && parseFilters(given.filters, pointerTo(pointer, 'filters'))
  if (event === undefined || event === null) {
    if (filter === undefined) throw queryProblem(pointer, FORM)
    return { ...anyEvent, condition: filter }
  }
  const events = parseEvents(event, given === undefined ? pointer : pointerTo(pointer, 'event'))
  const named: Condition = { op: 'is', operand: { kind: 'column', column: 'event' }, values: events }
  return {
    events,
    isNamed: true,
    condition: filter === undefined ? named : { op: 'and', conditions: [named, filter] },
  }
}

export const columnsOfSelection = ({ condition }: EventSelection): readonly string[] =>
  columnsOfCondition(condition)
