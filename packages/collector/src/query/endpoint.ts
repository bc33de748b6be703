/** What the endpoints beside `/v1/query` share. */
import type { Response } from 'express'
import type { ReadAccess } from '../http/access.js'
import type { Audit } from '../http/audit.js'
import { Problem } from '../http/problem.js'
import type { FromStore } from './from-store.js'
import type { Query } from './language/check-query.js'

export interface EndpointOptions {
  readonly fromStore: FromStore
  /** @returns milliseconds since the epoch */
  readonly now: () => number
  readonly audit: Pick<Audit, 'read'>
  /** Says of how many sessions a row must be; above 0, single events and sessions are not shown. */
  readonly minSessions: number
}

/** A request in JSON is at most so many bytes: 100 values of 2,048 characters fit. */
export const MAX_REQUEST_BYTES = 256 * 1024

/** What a question about figures is refused with. */
export const queryRefusals = [
  'invalid_query',
  'query_too_slow',
  'not_found',
  'overloaded',
  'reports_disabled',
  'store_unavailable',
] as const

/** Leaves a line for each tenant of which something was read. */
export function auditTenants(
  audit: Pick<Audit, 'read'>,
  { who }: ReadAccess,
  report: string,
  { tenants, range }: Pick<Query, 'tenants' | 'range'>,
  rows: number,
): void {
  for (const tenant of tenants)
    audit.read({ who, tenant, report, from: new Date(range.from).toISOString() }, rows)
}

/** Figures are of now: nothing keeps them, and no page is told by whom they were asked for. */
export const sendAnswer = (response: Response, answer: object): void => {
  response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).json(answer)
}

/** @throws Problem `aggregates_only` */
export function requireEventList(minSessions: number): void {
  if (minSessions > 0)
    throw new Problem('aggregates_only', {
      detail: 'reports.min_sessions of the configuration is above 0: ask /v1/query for figures.',
    })
}
