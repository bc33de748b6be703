/** Answers a checked funnel from a store. */
import type { NamedReportStore, Row, SqlValue } from '../../sinks/report-store.js'
import { count, figure, share } from '../cell.js'
import { dialects } from '../compile/dialect.js'
import { beginWith, present, readFirstEvent } from '../run-query.js'
import type { Funnel } from './check-funnel.js'
import { compileFunnel, stepColumns } from './funnel-statement.js'

export interface FunnelStep {
  /** The first step is 1. */
  readonly step: number
  /** The types of events that the step names; null when it takes every type. */
  readonly events: readonly string[] | null
  /** How many sessions or persons reached it. */
  readonly count: number
  /** Null when none began. */
  readonly from_first: number | null
  /** Null for the first step, and when none reached the step before. */
  readonly from_previous: number | null
  readonly median_seconds_from_first: number | null
  readonly median_seconds_from_previous: number | null
}

export interface FunnelAnswer {
  readonly steps: readonly FunnelStep[]
  /** One row for each value of the dimension; left out without one. */
  readonly rows?: readonly {
    readonly dimensions: readonly SqlValue[]
    readonly steps: readonly FunnelStep[]
  }[]
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

function stepsOf(row: Row | undefined, { steps }: Funnel): readonly FunnelStep[] {
  const first = count(row, stepColumns(1).count)
  return steps.map(({ events, isNamed }, i): FunnelStep => {
    const names = stepColumns(i + 1)
    const reached = count(row, names.count)
    return {
      step: i + 1,
      events: isNamed ? events : null,
      count: reached,
      from_first: share(reached, first),
      from_previous: i === 0 ? null : share(reached, count(row, stepColumns(i).count)),
      median_seconds_from_first: i === 0 ? null : figure(row, names.fromFirst),
      median_seconds_from_previous: i === 0 ? null : figure(row, names.fromPrevious),
    }
  })
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
  const grouped = found
    .filter((row) => count(row, 'place') > 0)
    .toSorted((a, b) => count(a, 'place') - count(b, 'place'))
  const total = found.find((row) => count(row, 'place') === 0)
  return {
    steps: stepsOf(total, funnel),
    ...(query.groups.length > 0 && {
      rows: grouped.map((row) => ({
        dimensions: present(query, [row.g0 ?? null]),
        steps: stepsOf(row, funnel),
      })),
    }),
    meta: {
      range: { from: new Date(query.range.from).toISOString(), to: new Date(query.range.to).toISOString() },
      by,
      within_seconds: windowMs === undefined ? null : windowMs / 1000,
      first_event_at: first === undefined ? null : new Date(first).toISOString(),
      total_rows: query.groups.length === 0 ? 1 : count(grouped[0], 'total_rows'),
      generated_at: new Date(now).toISOString(),
      notes: NOTES,
    },
  }
}
