/**
 * Figures that a reader can compute by hand: each case is a few events, a query, and the rows that it must give.
 * Every case has a tenant of its own, so that all of them are in one store at once, and run on each store.
 */

import { type TestRecord, testRecord } from '../../log/records.fixture.js'
import type { NamedReportStore } from '../../sinks/report-store.js'
import { checkQuery } from '../language/check-query.js'
import { defaultQuerySettings, type QuerySettings } from '../language/query-settings.js'
import { type QueryAnswer, runQuery } from '../run-query.js'

/** Is 2026-01-05T12:30:00Z, a Monday: now, in every case. */
export const NOW = Date.UTC(2026, 0, 5, 12, 30)

/** The time, such as `01-05T10:00`, in 2026 and UTC, the event, and its fields. */
export type CaseEvent = readonly [time: string, event: string, fields?: TestRecord['fields']]

export interface FigureCase {
  readonly name: string
  readonly events: readonly CaseEvent[]
  readonly query: Readonly<Record<string, unknown>>
  readonly settings?: Partial<QuerySettings>
  /** The values of the dimensions, and then those of the metrics. */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[]
  /** The metrics of the comparison of each row. */
  readonly comparison?: readonly (readonly (number | null)[])[]
  readonly change?: readonly (readonly (number | null)[])[]
  /** Says of each row whether it holds rows of few sessions. */
  readonly folded?: readonly boolean[]
  readonly totals?: readonly (number | null)[]
  readonly meta?: Partial<QueryAnswer['meta']>
}

export const tenantOf = (index: number): string => `case-${index}`

export const timeOf = (time: string): number =>
  Date.parse(`${/^\d{4}-/.test(time) ? '' : '2026-'}${time}${/T\d\d:\d\d$/.test(time) ? ':00' : ''}Z`)

let made = 0

/** Makes the records of a case; an event without a session has `session_id: undefined` among its fields. */
export const recordsOf = ({ events }: Pick<FigureCase, 'events'>, index: number) =>
  events.map(([time, event, fields]) =>
    testRecord({ n: ++made, time: timeOf(time), tenantId: tenantOf(index), event, fields: fields ?? {} }),
  )

/** Runs the query of a case as a reader of its tenant. */
export async function answerOf(
  from: NamedReportStore,
  { query, settings }: FigureCase,
  index: number,
): Promise<QueryAnswer> {
  const access = { tenants: [tenantOf(index)], admin: false, who: 'test' }
  return runQuery(from, checkQuery(query, access, NOW, { ...defaultQuerySettings, ...settings }), NOW)
}

/** Returns what a case says of an answer, for a comparison. */
export const shownBy = (answer: QueryAnswer, { comparison, change, folded, totals, meta }: FigureCase) => ({
  rows: answer.rows.map((row) => [...row.dimensions, ...row.metrics]),
  ...(comparison && { comparison: answer.rows.map((row) => row.comparison?.metrics) }),
  ...(change && { change: answer.rows.map((row) => row.comparison?.change) }),
  ...(folded && { folded: answer.rows.map((row) => row.folded === true) }),
  ...(totals && { totals: answer.totals?.metrics }),
  ...(meta && {
    meta: Object.fromEntries(
      Object.keys(meta).map((name) => [name, answer.meta[name as keyof QueryAnswer['meta']]]),
    ),
  }),
})

export const expectedBy = ({ rows, comparison, change, folded, totals, meta }: FigureCase) => ({
  rows,
  ...(comparison && { comparison }),
  ...(change && { change }),
  ...(folded && { folded }),
  ...(totals && { totals }),
  ...(meta && { meta }),
})
