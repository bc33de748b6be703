/** `POST /v1/retention`: how many of those who began in a week come back. */
import type { Filter, Period } from '../view/view.js'
import type { Selection } from './funnel.js'
import type { Range } from './query.js'
import { postJson } from './request.js'

/** What a chart asks of retention; the rest comes from the view. */
export interface RetentionAsk {
  readonly first?: Selection
  readonly returning?: Selection
  readonly filters?: readonly Filter[]
}

export interface RetentionRequest extends RetentionAsk {
  readonly tenant?: string
  readonly date_range: Period
  readonly time_zone: string
}

export interface RetentionWeek {
  readonly week: number
  readonly users: number | null
  readonly share: number | null
  readonly partial: boolean
}

export interface Cohort {
  readonly cohort: string
  readonly users: number | null
  readonly partial: boolean
  readonly weeks: readonly RetentionWeek[]
}

export interface RetentionAnswer {
  readonly rows: readonly Cohort[]
  readonly meta: {
    readonly range: Range
    readonly first_event_at: string | null
    readonly notes: readonly string[]
  }
}

/** @throws ApiError */
export const askRetention = (request: RetentionRequest, signal?: AbortSignal) =>
  postJson<RetentionAnswer>('/v1/retention', request, signal)
