/** `POST /v1/query`: every figure of the dashboard is an answer of it, or of the endpoints beside it. */
import type { DimensionValue } from '../view/filter.js'
import type { Comparison, Filter, Period } from '../view/view.js'
import { postJson, send } from './request.js'

export type Dimension = string | { readonly bucket: string; readonly edges?: readonly number[] }

export interface Query {
  readonly tenant?: string
  readonly metrics: readonly string[]
  readonly dimensions?: readonly Dimension[]
  readonly filters?: readonly Filter[]
  readonly date_range: Period
  readonly time_zone: string
  readonly compare?: Comparison
  readonly order_by?: readonly (readonly [string, 'asc' | 'desc'])[]
  readonly limit?: number
  readonly include?: { readonly totals?: boolean; readonly empty_buckets?: boolean; readonly other?: boolean }
}

export type Unit =
  | 'count'
  | 'ratio'
  | 'number'
  | 'milliseconds'
  | 'seconds'
  | 'bytes'
  | 'characters'
  | 'tokens'
  | 'usd'
  | 'currency'

export interface Column {
  readonly id: string
  readonly title: string
  /** Null for a dimension. */
  readonly unit: Unit | null
  /** Says whether a higher figure is better; null where neither is, and for a dimension. */
  readonly better: 'higher' | 'lower' | null
}

export interface Figures {
  readonly metrics: readonly (number | null)[]
  readonly comparison?: {
    readonly metrics: readonly (number | null)[]
    /** Shares of the earlier figure, or differences of rates. */
    readonly change: readonly (number | null)[]
  } | null
}

export interface Row extends Figures {
  readonly dimensions: readonly DimensionValue[]
  /** Says that the row stands for all groups beyond the limit. */
  readonly other?: true
  /** Says that the row stands for all groups of too few sessions. */
  readonly folded?: true
}

export interface Range {
  readonly from: string
  readonly to: string
}

export interface QueryAnswer {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly totals?: Figures
  readonly meta: {
    readonly range: Range
    readonly comparison_range?: Range
    readonly first_event_at: string | null
    readonly partial: readonly string[]
    readonly total_rows: number
    readonly generated_at: string
    readonly approximate: readonly string[]
    readonly notes: readonly string[]
  }
}

/** @throws ApiError */
export const askQuery = (query: Query, signal?: AbortSignal) =>
  postJson<QueryAnswer>('/v1/query', query, signal)

/** Asks for all rows as CSV. @throws ApiError */
export const askCsv = async (query: Query): Promise<Blob> =>
  (await send('/v1/query', { body: query, accept: 'text/csv' })).blob()
