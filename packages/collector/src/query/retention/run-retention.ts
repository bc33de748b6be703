/** Answers a checked retention report from a store. */
import type { NamedReportStore, Row } from '../../sinks/report-store.js'
import { type Bucket, listBuckets } from '../buckets.js'
import { count, share, text } from '../cell.js'
import { dialects } from '../compile/dialect.js'
import { areTooFew, HIDDEN_NOTE } from '../endpoint.js'
import { readFirstEvent } from '../first-event.js'
import type { QuerySettings } from '../language/query-settings.js'
import { beginWith } from '../run-query.js'
import { fromMonday, type Retention } from './check-retention.js'
import { compileRetention } from './retention-statement.js'

export interface RetentionWeek {
  /** 0 is the week of the first event. */
  readonly week: number
  /** Null where they are too few to be shown. */
  readonly users: number | null
  /** Users ÷ those of the cohort; null when it has none, or one of them is null. */
  readonly share: number | null
  /** The week is not over, or the range ends within it. */
  readonly partial: boolean
}

export interface RetentionRow {
  /** The Monday of the week, such as 2026-01-05. */
  readonly cohort: string
  /** Null where they are too few to be shown. */
  readonly users: number | null
  readonly partial: boolean
  readonly weeks: readonly RetentionWeek[]
}

export interface RetentionAnswer {
  readonly rows: readonly RetentionRow[]
  readonly meta: {
    readonly range: { readonly from: string; readonly to: string }
    readonly first_event_at: string | null
    readonly generated_at: string
    readonly notes: readonly string[]
  }
}

const NOTES = [
  'A cohort is the pseudonyms whose first matching event, of all that are stored, is in the week.',
  'A pseudonym is there in a week when it has a matching event in it, from its first one on.',
]

const cellKey = (cohort: string, week: string | null): string => `${cohort} ${week ?? ''}`

function rowsOf(
  found: readonly Row[],
  buckets: readonly Bucket[],
  end: number,
  settings: QuerySettings,
): readonly RetentionRow[] {
  const shown = (number: number) => (areTooFew(number, settings) ? null : number)
  const users = new Map(
    found.map((row) => [cellKey(text(row, 'cohort') ?? '', text(row, 'week')), count(row, 'users')]),
  )
  return buckets.map((cohort, i): RetentionRow => {
    const size = shown(users.get(cellKey(cohort.key, null)) ?? 0)
    return {
      cohort: cohort.label,
      users: size,
      partial: cohort.to > end,
      weeks: buckets.slice(i).map((bucket, week): RetentionWeek => {
        // Of a cohort that is hidden nothing is told.
        const there = size === null ? null : shown(users.get(cellKey(cohort.key, bucket.key)) ?? 0)
        return {
          week,
          users: there,
          share: there === null || size === null ? null : share(there, size),
          partial: bucket.to > end,
        }
      }),
    }
  })
}

/**
 * @param now milliseconds since the epoch
 * @throws Problem `invalid_query` when there are events of too many weeks
 */
export async function runRetention(
  { name, store }: NamedReportStore,
  asked: Retention,
  now: number,
): Promise<RetentionAnswer> {
  const first = await readFirstEvent(store, asked.query.tenants)
  const begun = beginWith(asked.query, first, now)
  const query = { ...begun, range: fromMonday(begun.range, begun.zone) }
  const { range, zone } = query
  const { sql, params } = compileRetention({ ...asked, query }, dialects[name])
  const buckets = listBuckets('week', range, zone, now)
  return {
    rows: rowsOf(await store.rows(sql, params), buckets, Math.min(range.to, now), query.settings),
    meta: {
      range: { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() },
      first_event_at: first === undefined ? null : new Date(first).toISOString(),
      generated_at: new Date(now).toISOString(),
      notes: query.settings.minSessions > 1 ? [...NOTES, HIDDEN_NOTE] : NOTES,
    },
  }
}
