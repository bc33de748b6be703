/** Compiles pages of events: which are meant, in which order, and after which one. */
import { columnsOfCondition } from '../catalogue/expression.js'
import { type Binder, createBinder } from '../compile/binder.js'
import { compileCondition } from '../compile/condition.js'
import type { Dialect } from '../compile/dialect.js'
import { eventRows } from '../compile/event-rows.js'
import { createContext, type RelationContext, scopeOf } from '../compile/relation.js'
import type { Statement } from '../compile/statement.js'
import type { Query } from '../language/check-query.js'
import { columnsOfSelection, type EventSelection } from '../language/event-selection.js'
import type { Cursor } from './cursor.js'

export interface Page {
  readonly query: Query
  readonly selection: EventSelection
  /** Shows the events of one session, the first one first; otherwise the last one is first. */
  readonly sessionId?: string
  readonly after: Pick<Cursor, 'ts' | 'id'> | undefined
  readonly limit: number
}

const isAscending = ({ sessionId }: Page): boolean => sessionId !== undefined

const orderOf = (page: Page, { orderText }: Dialect): string => {
  const direction = isAscending(page) ? 'ASC' : 'DESC'
  return `ts ${direction}, ${orderText('id')} ${direction}`
}

function conditionsOf(page: Page, bind: Binder, context: RelationContext): string {
  const { query, selection, sessionId, after } = page
  const conditions = [compileCondition(selection.condition, context)]
  if (query.filter !== undefined) conditions.push(compileCondition(query.filter, context))
  if (sessionId !== undefined) conditions.push(`session_id = ${bind.text(sessionId)}`)
  if (after !== undefined) {
    const beyond = isAscending(page) ? '>' : '<'
    const id = context.dialect.orderText('id')
    // The time is compared by itself, so that a store can leave out what lies before.
    conditions.push(
      `ts ${beyond}= ${bind.time(after.ts)} AND (ts ${beyond} ${bind.time(after.ts)} OR ${id} ${beyond} ${bind.text(after.id)})`,
    )
  }
  return conditions.map((condition) => `(${condition})`).join(' AND ')
}

const columnsOf = ({ query, selection }: Page): readonly string[] => [
  ...['tenant_id', 'event', 'ts', 'id', 'session_id'],
  ...columnsOfSelection(selection),
  ...(query.filter === undefined ? [] : columnsOfCondition(query.filter)),
]

/** Selects columns of the events of a page, and of one more where there is a next page, in this order. */
function compile(page: Page, dialect: Dialect, columns: readonly string[], order: string): Statement {
  const bind = createBinder()
  const context = createContext(page.query, page.query.range, bind, dialect)
  const scope = scopeOf(context)
  const rows = eventRows([...columnsOf(page), ...columns], page.selection.events, scope)
  const where = conditionsOf(page, bind, context)
  return {
    sql: `SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM ${rows} AS stored WHERE ${where} ORDER BY ${order} LIMIT ${page.limit + 1}`,
    params: bind.params,
  }
}

/** Selects these columns of the events of a page, and of one more where there is a next page. */
export const compilePage = (page: Page, columns: readonly string[], dialect: Dialect): Statement =>
  compile(page, dialect, columns, orderOf(page, dialect))

/**
 * Selects the time of the last of these events as `ts`, and how many there are as `events`: with it the other
 * statement reads its many columns of few rows. Events of one time need no order for it.
 */
export function compileEnd(page: Page, dialect: Dialect): Statement {
  const { sql, params } = compile(page, dialect, ['ts'], 'ts DESC')
  return { sql: `SELECT min(ts) AS ts, count(*) AS events FROM (${sql}) AS page`, params }
}
