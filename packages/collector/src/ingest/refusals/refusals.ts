/**
 * Counts what was refused, by tenant, code, path and origin, so that "why is my event not there?" has an answer. It holds no
 * value that a client sent but a parsed origin, in memory that no client can fill. Counts begin anew with the process.
 */
import { createOriginNames, OTHER_ORIGIN } from './origin-name.js'
import type { Refusal, RefusalKind } from './refusal.js'
import type { RefusalLog } from './refusal-log.js'

/** One row of `GET /v1/refusals`. */
export interface RefusalRow {
  readonly kind: RefusalKind
  readonly code: string
  readonly path: string
  /** Is null for requests of servers. */
  readonly origin: string | null
  readonly expected: string | null
  count: number
  /** Times of the first and the last one, as RFC 3339. */
  readonly first_at: string
  last_at: string
}

export interface Refusals {
  add(refusal: Refusal): void
  /** Returns the rows of a tenant, or those of nobody's requests, the most frequent first. */
  rowsOf(tenantId: string | undefined): readonly RefusalRow[]
}

/** Rows that are kept of one tenant. Further ones count under the origin `other` and no path. */
const MAX_ROWS = 1000

interface TenantRefusals {
  readonly nameOrigin: ReturnType<typeof createOriginNames>
  readonly rows: Map<string, RefusalRow>
}

/** @param now returns milliseconds since the epoch */
export const createRefusals = (log: RefusalLog, now: () => number): Refusals => {
  const tenants = new Map<string | undefined, TenantRefusals>()

  const tenantOf = (id: string | undefined): TenantRefusals => {
    let tenant = tenants.get(id)
    if (tenant === undefined) {
      tenant = { nameOrigin: createOriginNames(), rows: new Map() }
      tenants.set(id, tenant)
    }
    return tenant
  }

  const count = ({ rows }: TenantRefusals, refusal: Omit<Refusal, 'tenantId'>): void => {
    const { kind, code, path, origin = null, expected = null } = refusal
    const key = JSON.stringify([kind, code, path, origin])
    const at = new Date(now()).toISOString()
    const row = rows.get(key)
    if (row !== undefined) {
      row.count += refusal.count
      row.last_at = at
    } else if (rows.size < MAX_ROWS || (path === '' && origin === OTHER_ORIGIN))
      rows.set(key, { kind, code, path, origin, expected, count: refusal.count, first_at: at, last_at: at })
    else
      count({ rows } as TenantRefusals, { ...refusal, path: '', origin: OTHER_ORIGIN, expected: undefined })
  }

  return {
    add(refusal) {
      const tenant = tenantOf(refusal.tenantId)
      const named = { ...refusal, origin: tenant.nameOrigin(refusal.origin) }
      count(tenant, named)
      log.add(named)
    },
    rowsOf: (tenantId) => [...(tenants.get(tenantId)?.rows.values() ?? [])].sort((a, b) => b.count - a.count),
  }
}
