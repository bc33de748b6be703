/** `GET /v1/event-log` and `GET /v1/sessions/{id}`: single events, without what people said and who they are. */
import type { Filter, Period } from '../view/view.js'
import { getJson } from './request.js'

export interface ListedEvent {
  readonly id: string
  readonly event: string
  readonly ts: string
  readonly received_at: string
  /** Holds what else the event says, by names of fields. */
  readonly fields: Readonly<Record<string, unknown>>
}

export interface EventOfList extends ListedEvent {
  readonly tenant: string
  readonly session_id: string | null
}

export interface EventLogAnswer {
  readonly events: readonly EventOfList[]
  /** Null on the last page. */
  readonly next_cursor: string | null
}

export interface EventLogRequest {
  readonly tenant?: string
  readonly event?: readonly string[]
  readonly filters?: readonly Filter[]
  readonly date_range: Period
  readonly time_zone: string
  readonly limit: number
  readonly cursor?: string
}

/** @throws ApiError */
export const askEventLog = (request: EventLogRequest, signal?: AbortSignal) =>
  getJson<EventLogAnswer>(`/v1/event-log?q=${encodeURIComponent(JSON.stringify(request))}`, {
    ...(signal && { signal }),
  })

export interface StepOfSession extends ListedEvent {
  /** Seconds since the first event of the session. */
  readonly offset_seconds: number
}

export interface SessionAnswer {
  readonly session_id: string
  readonly tenant: string
  readonly events_total: number
  readonly first_at: string
  readonly last_at: string
  readonly events: readonly StepOfSession[]
  readonly next_cursor: string | null
}

export interface SessionRequest {
  readonly id: string
  readonly tenant?: string
  readonly limit: number
  readonly cursor?: string
}

/** @throws ApiError */
export function askSession({ id, tenant, limit, cursor }: SessionRequest, signal?: AbortSignal) {
  const params = new URLSearchParams({ limit: String(limit) })
  if (tenant !== undefined) params.set('tenant', tenant)
  if (cursor !== undefined) params.set('cursor', cursor)
  return getJson<SessionAnswer>(`/v1/sessions/${encodeURIComponent(id)}?${params}`, {
    ...(signal && { signal }),
  })
}
