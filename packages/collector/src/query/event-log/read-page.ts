/** Reads a page of events from a store. */
import { MINUTE } from '@hushlog/base'
import type { NamedReportStore, Row } from '../../sinks/report-store.js'
import { dialects } from '../compile/dialect.js'
import { type ListedEvent, shownColumns, toListedEvent } from './columns.js'
import { writeCursor } from './cursor.js'
import { compileEnd, compilePage, type Page } from './page-statement.js'

export interface EventPage {
  readonly events: readonly ListedEvent[]
  /** Null on the last page. */
  readonly next_cursor: string | null
}

/** A store reads little of the last minute, and all of a range where it looks for its last events. */
const FIRST_SPAN = MINUTE
/** Each span that is looked through is so many times as long as the one before. */
const SPAN_GROWTH = 16

const beginAt = (page: Page, from: number): Page => {
  const { query } = page
  return { ...page, query: { ...query, range: { ...query.range, from } } }
}

/** Lets the range of a page begin with its last event, where the page is not of a session. */
async function narrow({ name, store }: NamedReportStore, page: Page): Promise<Page | undefined> {
  if (page.sessionId !== undefined) return page
  const { range, now } = page.query
  const end = page.after?.ts ?? Math.min(range.to, now)
  for (let span = FIRST_SPAN; ; span *= SPAN_GROWTH) {
    const from = Math.max(range.from, end - span)
    const { sql, params } = compileEnd(beginAt(page, from), dialects[name])
    const [row] = await store.rows(sql, params)
    const isFull = Number(row?.events ?? 0) > page.limit
    if (!isFull && from > range.from) continue
    return typeof row?.ts === 'string' ? beginAt(page, Date.parse(row.ts)) : undefined
  }
}

/** Reads these columns of the events of a page, and of one more where there is a next page. */
export async function readRows(
  from: NamedReportStore,
  page: Page,
  columns: readonly string[],
): Promise<readonly Row[]> {
  const narrowed = await narrow(from, page)
  if (narrowed === undefined) return []
  const { sql, params } = compilePage(narrowed, columns, dialects[from.name])
  return from.store.rows(sql, params)
}

export async function readPage(from: NamedReportStore, page: Page): Promise<EventPage> {
  const found = (await readRows(from, page, shownColumns)).map(toListedEvent)
  const events = found.slice(0, page.limit)
  const last = events.at(-1)
  const { range } = page.query
  return {
    events,
    next_cursor:
      last === undefined || found.length <= page.limit
        ? null
        : writeCursor({ from: range.from, to: range.to, ts: Date.parse(last.ts), id: last.id }),
  }
}
