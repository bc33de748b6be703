/** `GET /v1/refusals`: what was refused, and why. */
import { getJson } from './request.js'

export interface RefusalRow {
  readonly kind: 'request' | 'event' | 'field'
  readonly code: string
  /** Is empty where no single field is meant. */
  readonly path: string
  /** Null for a server. */
  readonly origin: string | null
  readonly expected: string | null
  readonly count: number
  readonly first_at: string
  readonly last_at: string
}

export interface RefusalsAnswer {
  /** When the collector began to count. */
  readonly since: string
  readonly refusals: readonly RefusalRow[]
  /** For the admin: requests of which no tenant is known. */
  readonly unattributed?: readonly RefusalRow[]
}

export const refusalsPath = (tenant: string | undefined) =>
  `/v1/refusals${tenant === undefined ? '' : `?${new URLSearchParams({ tenant })}`}`

/** @throws ApiError */
export const askRefusals = (path: string, signal: AbortSignal) => getJson<RefusalsAnswer>(path, { signal })
