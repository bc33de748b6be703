/** What the endpoints beside `/v1/query` share. */
import type { Response } from 'express'
import type { ReadAccess } from '../http/access.js'
import type { Audit } from '../http/audit.js'
import { Problem } from '../http/problem.js'
import type { FromStore } from './from-store.js'
import type { Query } from './language/check-query.js'
import type { QuerySettings } from './language/query-settings.js'

export interface EndpointOptions {
  readonly fromStore: FromStore
  /** @returns milliseconds since the epoch */
  readonly now: () => number
  readonly audit: Pick<Audit, 'read'>
  readonly settings: QuerySettings
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

/** Says of a number of sessions or persons that it is too few to be shown. */
export const areTooFew = (count: number, { minSessions }: QuerySettings): boolean =>
  count > 0 && count < minSessions

/** Is added to the notes of an answer where numbers may be missing. */
export const HIDDEN_NOTE = 'Where too few sessions or persons would be shown, their number is null.'

/** @throws Problem `aggregates_only` */
export function requireEventList({ minSessions }: QuerySettings): void {
  if (minSessions > 0)
    throw new Problem('aggregates_only', {
      detail: 'reports.min_sessions of the configuration is above 0: ask /v1/query for figures.',
    })
}
