/** `GET /v1/alerts`: the alerts of the configuration, and which of them fire. */
import type { Filter } from '../view/view.js'
import type { Dimension } from './query.js'
import { getJson } from './request.js'

export interface AlertRow {
  readonly name: string
  readonly tenant: string
  readonly state: 'firing' | 'ok'
  /** When it fired or ended last; null when it never has. */
  readonly since: string | null
  /** Is the figure of the window that was looked at last. */
  readonly value: number | null
  readonly compare: 'above' | 'below'
  readonly threshold: number
  readonly window: string
  /** So many windows, one before the other, must be beyond the threshold. */
  readonly periods: number
  readonly evaluated_at: string | null
  /** Asks for the value; it is null before the first look. */
  readonly query: {
    readonly metrics: readonly string[]
    readonly dimensions?: readonly Dimension[]
    readonly filters?: readonly Filter[]
  } | null
}

export const alertsPath = (tenant: string | undefined) =>
  `/v1/alerts${tenant === undefined ? '' : `?${new URLSearchParams({ tenant })}`}`

/** @throws ApiError */
export const askAlerts = async (path: string, signal: AbortSignal) =>
  (await getJson<{ readonly alerts: readonly AlertRow[] }>(path, { signal })).alerts
