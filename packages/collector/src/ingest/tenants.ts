/** Finds the tenant of a write key, and holds what the tenant's events are prepared with. A reload replaces all tenants. */
import type { IncomingMessage } from 'node:http'
import type { TenantConfig } from '../config/config.js'
import { Problem } from '../http/problem.js'
import { type Authenticate, createAuthenticate } from './authenticate.js'
import type { IngestCounts } from './counts.js'
import { createSubjects, type Subjects } from './fast-path/subjects.js'
import type { Preparer, TenantContext } from './prepare.js'
import { createPreparers } from './preparers.js'
import { createPseudonymize, type Pseudonymize } from './pseudonymize.js'
import { anyTime, type TimeRange, timeRange } from './time-range.js'

export interface IngestTenant extends TenantConfig {
  /** Keys the hash of subjects. */
  readonly pseudonymSecret: string
}

/** Says who sent events: a client, a server that may send old ones again, or the collector itself. */
export type Sender = 'client' | 'backfill' | 'collector'

export interface Tenant {
  readonly contexts: Readonly<Record<Sender, TenantContext>>
  readonly preparer: Preparer
}

export interface Tenants {
  readonly authenticate: Authenticate
  /** Authenticates a page, which may come without a key. */
  readonly authenticatePage: Authenticate
  /** @throws Problem `unknown_key` when a reload has removed the tenant. */
  get(tenantId: string): Tenant
  replace(tenants: readonly IngestTenant[]): void
}

/** Holds how the persons of a tenant are replaced, and remembers them. */
interface Persons {
  readonly pseudonymize: Pseudonymize
  readonly subjects: Subjects
}

interface KnownPersons {
  readonly pseudonymSecret: string
  readonly ofClients: Persons
  /** Keeps the tenant's own pseudonyms as they are. */
  readonly ofStores: Persons
}

const createPersons = (secret: string, keepsPseudonyms: boolean): Persons => {
  const pseudonymize = createPseudonymize(secret, keepsPseudonyms)
  return { pseudonymize, subjects: createSubjects(pseudonymize) }
}

/**
 * @param maxAgeDays how old events of clients may be
 * @param wrongKey as for `createAuthenticate`
 */
export const createTenants = (
  env: string,
  maxAgeDays: number,
  counts: IngestCounts,
  now: () => number,
  wrongKey: (request: IncomingMessage) => void,
): Tenants => {
  const choosePreparers = createPreparers(counts)
  let keys = createAuthenticate([], now, wrongKey)
  let tenants: ReadonlyMap<string, Tenant> = new Map()
  let persons: ReadonlyMap<string, KnownPersons> = new Map()

  /** Keeps the pseudonyms that are known while the secret stays the same. */
  const personsOf = ({ id, pseudonymSecret }: IngestTenant): KnownPersons => {
    const before = persons.get(id)
    if (before?.pseudonymSecret === pseudonymSecret) return before
    return {
      pseudonymSecret,
      ofClients: createPersons(pseudonymSecret, false),
      ofStores: createPersons(pseudonymSecret, true),
    }
  }

  const contextsOf = (
    { id, retentionDays }: IngestTenant,
    { ofClients, ofStores }: KnownPersons,
  ): Tenant['contexts'] => {
    const stamp = `,"tenant_id":${JSON.stringify(id)},"env":${JSON.stringify(env)},"received_at":"`
    const contextOf = (known: Persons, times: TimeRange, restores: boolean): TenantContext => ({
      id,
      stamp,
      times,
      restores,
      ...known,
    })
    return {
      client: contextOf(ofClients, timeRange(Math.min(maxAgeDays, retentionDays)), false),
      backfill: contextOf(ofStores, timeRange(retentionDays), true),
      collector: contextOf(ofStores, anyTime, false),
    }
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
      const chosen = choosePreparers(configs)
      persons = new Map(configs.map((config) => [config.id, personsOf(config)]))
      keys = createAuthenticate(configs, now, wrongKey)
      tenants = new Map(
        chosen.map(([config, preparer]) => {
          const contexts = contextsOf(config, persons.get(config.id) ?? personsOf(config))
          return [config.id, { contexts, preparer }]
        }),
      )
    },
  }
}
