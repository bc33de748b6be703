/** Finds the tenant of a write key, and holds what the tenant's events are prepared with. A reload replaces all tenants. */
import type { TenantConfig } from '../config/config.js'
import { Problem } from '../http/problem.js'
import { type Authenticate, createAuthenticate } from './authenticate.js'
import type { IngestCounts } from './counts.js'
import { createSubjects } from './fast-path/subjects.js'
import type { Preparer, TenantContext } from './prepare.js'
import { createPreparers } from './preparers.js'
import { createPseudonymize } from './pseudonymize.js'

export interface IngestTenant extends TenantConfig {
  /** Keys the hash of subjects. */
  readonly pseudonymSecret: string
}

export interface Tenant {
  readonly context: TenantContext
  readonly preparer: Preparer
  readonly pseudonymSecret: string
}

export interface Tenants {
  readonly authenticate: Authenticate
  /** Authenticates a page, which may come without a key. */
  readonly authenticatePage: Authenticate
  /** @throws Problem `unknown_key` when a reload has removed the tenant. */
  get(tenantId: string): Tenant
  replace(tenants: readonly IngestTenant[]): void
}

export const createTenants = (env: string, counts: IngestCounts): Tenants => {
  const choosePreparers = createPreparers(counts)
  let keys = createAuthenticate([])
  let tenants: ReadonlyMap<string, Tenant> = new Map()

  const createContext = ({ id, pseudonymSecret }: IngestTenant): TenantContext => {
    const pseudonymize = createPseudonymize(pseudonymSecret)
    return {
      id,
      pseudonymize,
      subjects: createSubjects(pseudonymize),
      stamp: `,"tenant_id":${JSON.stringify(id)},"env":${JSON.stringify(env)},"received_at":"`,
    }
  }

  /** Keeps the pseudonyms that are known while the secret stays the same. */
  const contextOf = (config: IngestTenant): TenantContext => {
    const before = tenants.get(config.id)
    return before?.pseudonymSecret === config.pseudonymSecret ? before.context : createContext(config)
  }

  return {
    authenticate: (request) => keys.authenticate(request),
    authenticatePage: (request) => keys.authenticatePage(request),
    get(tenantId) {
      const tenant = tenants.get(tenantId)
      if (tenant === undefined) throw new Problem('unknown_key')
      return tenant
    },
    replace(configs) {
      const entries = choosePreparers(configs).map(([config, preparer]): [string, Tenant] => {
        const { id, pseudonymSecret } = config
        return [id, { context: contextOf(config), preparer, pseudonymSecret }]
      })
      keys = createAuthenticate(configs)
      tenants = new Map(entries)
    },
  }
}
