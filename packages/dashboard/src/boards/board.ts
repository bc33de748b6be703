/** A page of charts is data: which questions it asks, and how the answers are drawn. */
import type { FunnelAsk } from '../api/funnel.js'
import type { Dimension } from '../api/query.js'
import type { RetentionAsk } from '../api/retention.js'
import type { Filter } from '../view/view.js'

/**
 * What a chart asks; tenant, period, zone, comparison and the reader's filters come from the view. The
 * dimension `time` is the bucket that suits the period.
 */
export interface Ask {
  readonly metrics: readonly string[]
  readonly dimensions?: readonly Dimension[]
  readonly filters?: readonly Filter[]
  readonly order_by?: readonly (readonly [string, 'asc' | 'desc'])[]
  readonly limit?: number
  readonly include?: { readonly totals?: boolean; readonly empty_buckets?: boolean; readonly other?: boolean }
}

export const drawings = ['figures', 'line', 'stack', 'bars', 'ring', 'table', 'histogram'] as const
export type Drawing = (typeof drawings)[number]

export const sizes = ['third', 'half', 'two-thirds', 'full'] as const
export type Size = (typeof sizes)[number]

interface Framed {
  /** Is unique on its board. */
  readonly id: string
  readonly title: string
  /** Says in a line what the figures mean. */
  readonly note?: string
  readonly size: Size
  /** Names metrics and dimensions in fewer words than the catalogue, by their ids. */
  readonly titles?: Readonly<Record<string, string>>
}

export type QueryChart = Framed & { readonly draw: Drawing; readonly ask: Ask }
export type FunnelChart = Framed & { readonly draw: 'funnel'; readonly funnel: FunnelAsk }
export type RetentionChart = Framed & { readonly draw: 'retention'; readonly retention: RetentionAsk }
export type ChangesChart = Framed & {
  readonly draw: 'changes'
  /** Counts whose values are compared with the earlier period, each by one dimension. */
  readonly changes: readonly { readonly metric: string; readonly dimension: string }[]
}
export type HealthChart = Framed & { readonly draw: 'health' }
export type Chart = QueryChart | FunnelChart | RetentionChart | ChangesChart | HealthChart

export interface Section {
  readonly title?: string
  readonly charts: readonly Chart[]
}

export interface Board {
  readonly id: string
  readonly title: string
  /** The one question that the page answers. */
  readonly question: string
  readonly sections: readonly Section[]
}
