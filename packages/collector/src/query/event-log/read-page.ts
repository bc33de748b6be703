/** Reads a page of events from a store. */
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

/** Lets the range of a page begin with its last event, where the page is not of a session. */
async function narrow({ name, store }: NamedReportStore, page: Page): Promise<Page | undefined> {
  if (page.sessionId !== undefined) return page
  const { sql, params } = compileEnd(page, dialects[name])
  const [row] = await store.rows(sql, params)
  if (typeof row?.ts !== 'string') return undefined
  const { query } = page
  return { ...page, query: { ...query, range: { ...query.range, from: Date.parse(row.ts) } } }
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
