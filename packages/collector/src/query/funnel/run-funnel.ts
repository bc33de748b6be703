/** Answers a checked funnel from a store. */

import type { NamedReportStore, Row, SqlValue } from '../../sinks/report-store.js'
import { count, figure, share } from '../cell.js'
import { dialects } from '../compile/dialect.js'
import { areTooFew, HIDDEN_NOTE } from '../endpoint.js'
import { readFirstEvent } from '../first-event.js'
import { beginWith, present } from '../run-query.js'
import type { Funnel } from './check-funnel.js'
import { compileFunnel, stepColumns } from './funnel-statement.js'

export interface FunnelStep {
  /** The first step is 1. */
  readonly step: number
  /** The types of events that the step names; null when it takes every type. */
  readonly events: readonly string[] | null
  /** How many sessions or persons reached it; null where they are too few to be shown. */
  readonly count: number | null
  /** Null when none began. */
  readonly from_first: number | null
  /** Null for the first step, and when none reached the step before. */
  readonly from_previous: number | null
  readonly median_seconds_from_first: number | null
  readonly median_seconds_from_previous: number | null
}

export interface FunnelRow {
  readonly dimensions: readonly SqlValue[]
  readonly steps: readonly FunnelStep[]
  /** The row is of all values of too few sessions or persons. */
  readonly folded?: true
}

export interface FunnelAnswer {
  readonly steps: readonly FunnelStep[]
  /** One row for each value of the dimension; left out without one. */
  readonly rows?: readonly FunnelRow[]
  readonly meta: {
    readonly range: { readonly from: string; readonly to: string }
    /** What is counted. */
    readonly by: 'session' | 'user'
    /** Null where a session is the only bound. */
    readonly within_seconds: number | null
    readonly first_event_at: string | null
    /** How many values of the dimension there are; 1 without one. */
    readonly total_rows: number
    readonly generated_at: string
    readonly notes: readonly string[]
  }
}

type Hides = (step: number, reached: number) => boolean

const shareOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null ? null : share(part, whole)

function stepsOf(row: Row | undefined, { steps }: Funnel, hides: Hides): readonly FunnelStep[] {
  const counts = steps.map((_, i) => {
    const reached = count(row, stepColumns(i + 1).count)
    return hides(i, reached) ? null : reached
  })
  return steps.map(({ events, isNamed }, i): FunnelStep => {
    const names = stepColumns(i + 1)
    const reached = counts[i] ?? null
    const hasTimes = i > 0 && reached !== null
    return {
      step: i + 1,
      events: isNamed ? events : null,
      count: reached,
      from_first: shareOf(reached, counts[0] ?? null),
      from_previous: i === 0 ? null : shareOf(reached, counts[i - 1] ?? null),
      median_seconds_from_first: hasTimes ? figure(row, names.fromFirst) : null,
      median_seconds_from_previous: hasTimes ? figure(row, names.fromPrevious) : null,
    }
  })
}

/** Turns what the store gave for a dimension into rows, those that are folded last. */
function rowsOf(found: readonly Row[], funnel: Funnel): readonly FunnelRow[] {
  const hides: Hides = (_, reached) => areTooFew(reached, funnel.query.settings)
  const placed = found
    .filter((row) => count(row, 'place') > 0)
    .toSorted((a, b) => count(a, 'place') - count(b, 'place'))
    .map((row) => ({
      dimensions: present(funnel.query, [row.g0 ?? null]),
      steps: stepsOf(row, funnel, hides),
    }))
  const folded = found
    .filter((row) => count(row, 'place') < 0 && count(row, 'total_rows') > 0)
    .map((row) => ({ dimensions: [null], steps: stepsOf(row, funnel, hides), folded: true as const }))
  return [...placed, ...folded]
}

const NOTES = [
  'Each session or person counts once in a step, whichever of its attempts got there; all steps lie within the range.',
  'Times run to the first event that reaches a step, from the last events before it that reached the step before, and the first step.',
]

/** @param now milliseconds since the epoch */
export async function runFunnel(
  { name, store }: NamedReportStore,
  asked: Funnel,
  now: number,
): Promise<FunnelAnswer> {
  const first = await readFirstEvent(store, asked.query.tenants)
  const funnel = { ...asked, query: beginWith(asked.query, first, now) }
  const { query, by, windowMs } = funnel
  const { sql, params } = compileFunnel(funnel, dialects[name])
  const found = await store.rows(sql, params)
  const rows = rowsOf(found, funnel)
  // A step that a row hides could be told from the total and the other rows.
  const isHidden = (step: number) => rows.some((row) => row.steps[step]?.count === null)
  const total = found.find((row) => count(row, 'place') === 0)
  const hasGroup = query.groups.length > 0
  const groups = found.find((row) => count(row, 'place') > 0)
  return {
    steps: stepsOf(total, funnel, (step, reached) => isHidden(step) || areTooFew(reached, query.settings)),
    ...(hasGroup && { rows }),
    meta: {
      range: { from: new Date(query.range.from).toISOString(), to: new Date(query.range.to).toISOString() },
      by,
      within_seconds: windowMs === undefined ? null : windowMs / 1000,
      first_event_at: first === undefined ? null : new Date(first).toISOString(),
      total_rows: hasGroup ? count(groups, 'total_rows') : 1,
      generated_at: new Date(now).toISOString(),
      notes: query.settings.minSessions > 1 ? [...NOTES, HIDDEN_NOTE] : NOTES,
    },
  }
}
