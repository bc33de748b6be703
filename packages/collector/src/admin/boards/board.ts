/** Defines a board: a page of charts that somebody saved. The dashboard has the same types for the boards that it ships. */

/** Lists the ways in which charts with a query are drawn. */
export const drawings = ['figures', 'line', 'stack', 'bars', 'ring', 'table', 'histogram'] as const

export const sizes = ['third', 'half', 'two-thirds', 'full'] as const

interface Framed {
  /** Is unique on its board. */
  readonly id: string
  readonly title: string
  readonly note?: string
  readonly size: (typeof sizes)[number]
  /** Names metrics and dimensions in fewer words than the catalogue, by their ids. */
  readonly titles?: Readonly<Record<string, string>>
}

/** Holds a question as it was sent and checked: a part of a body of `POST /v1/query`, `/v1/funnel` or `/v1/retention`. */
type Question = Readonly<Record<string, unknown>>

export type Chart = Framed &
  (
    | { readonly draw: (typeof drawings)[number]; readonly ask: Question }
    | { readonly draw: 'funnel'; readonly funnel: Question }
    | { readonly draw: 'retention'; readonly retention: Question }
    | { readonly draw: 'changes'; readonly changes: readonly Change[] }
    | { readonly draw: 'health' }
  )

/** Is a count whose values are compared with the earlier period. */
export interface Change {
  readonly metric: string
  readonly dimension: string
}

export interface Section {
  readonly title?: string
  readonly charts: readonly Chart[]
}

export interface Board {
  readonly id: string
  readonly title: string
  readonly question: string
  readonly sections: readonly Section[]
}

/** Labels of events are as long. */
export const MAX_TITLE = 128
/** A sentence or two. */
export const MAX_NOTE = 256
export const MAX_SECTIONS = 20
/** A page with more charts is not read, and each of them is a query at each visit. */
export const MAX_CHARTS = 40
/** Each is two queries. */
export const MAX_CHANGES = 10
