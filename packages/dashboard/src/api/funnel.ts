/** `POST /v1/funnel`: how many sessions reach each of several steps. */
import type { Filter, Period } from '../view/view.js'
import type { Range } from './query.js'
import { postJson } from './request.js'

export type Selection =
  | string
  | { readonly event?: string | readonly string[]; readonly filters?: readonly Filter[] }

/** What a chart asks of a funnel; the rest comes from the view. */
export interface FunnelAsk {
  readonly steps: readonly Selection[]
  readonly within?: string
  readonly by?: 'session' | 'user'
  readonly filters?: readonly Filter[]
}

export interface FunnelRequest extends FunnelAsk {
  readonly tenant?: string
  readonly date_range: Period
  readonly time_zone: string
}

export interface FunnelStep {
  readonly step: number
  readonly events: readonly string[] | null
  readonly count: number | null
  readonly from_first: number | null
  readonly from_previous: number | null
  readonly median_seconds_from_previous: number | null
}

export interface FunnelAnswer {
  readonly steps: readonly FunnelStep[]
  readonly meta: {
    readonly range: Range
    readonly by: 'session' | 'user'
    readonly first_event_at: string | null
    readonly notes: readonly string[]
  }
}

/** @throws ApiError */
export const askFunnel = (request: FunnelRequest, signal?: AbortSignal) =>
  postJson<FunnelAnswer>('/v1/funnel', request, signal)
