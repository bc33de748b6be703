/**
 * Decides who may read what: the admin (Basic, user `admin`) reads every tenant, a read token (Bearer) one.
 */
import type { IncomingMessage } from 'node:http'
import type { TenantConfig } from '../config/config.js'
import { parseAuthorization, secretDigest } from './credentials.js'
import { Problem } from './problem.js'

export interface ReadAccess {
  /** Ids of the tenants that may be read, in the order of the configuration. */
  readonly tenants: readonly string[]
  readonly admin: boolean
}

export interface ReaderConfig {
  readonly tenants: readonly TenantConfig[]
  readonly adminPassword: string | undefined
}

/** Checks the credentials of a request; a route names the member that guards it. */
export interface AccessControl {
  /** @throws Problem `unknown_reader` */
  read(request: IncomingMessage): ReadAccess
  /** @throws Problem `unknown_reader` or `admin_only` */
  admin(request: IncomingMessage): ReadAccess
}

export interface ReaderAccess extends AccessControl {
  /** Takes these tokens and this password in place of those before. */
  setReaders(readers: ReaderConfig): void
}

type FindAccess = (authorization: string | undefined) => ReadAccess | undefined

function createFindAccess({ tenants, adminPassword }: ReaderConfig): FindAccess {
  const byToken = new Map<string, ReadAccess>()
  for (const { id, readTokens } of tenants) {
    for (const token of readTokens) byToken.set(secretDigest(token), { tenants: [id], admin: false })
  }
  const admin = adminPassword === undefined ? undefined : secretDigest(`admin:${adminPassword}`)
  const everyTenant: ReadAccess = { tenants: tenants.map(({ id }) => id), admin: true }
  return (authorization) => {
    const presented = parseAuthorization(authorization)
    if (presented === undefined) return undefined
    if (presented.scheme === 'bearer') return byToken.get(secretDigest(presented.credentials))
    const userAndPassword = Buffer.from(presented.credentials, 'base64').toString('utf8')
    return secretDigest(userAndPassword) === admin ? everyTenant : undefined
  }
}

export function createReaderAccess(readers: ReaderConfig): ReaderAccess {
  let findAccess = createFindAccess(readers)
  const read = ({ headers }: IncomingMessage): ReadAccess => {
    const access = findAccess(headers.authorization)
    if (access === undefined) {
      throw new Problem('unknown_reader', {
        headers: { 'www-authenticate': 'Basic realm="hushlog", charset="UTF-8"' },
      })
    }
    return access
  }
  return {
    read,
    admin(request) {
      const access = read(request)
      if (!access.admin) throw new Problem('admin_only')
      return access
    },
    setReaders(next) {
      findAccess = createFindAccess(next)
    },
  }
}

/**
 * Chooses the tenant of a request that reads.
 *
 * @param requested the query parameter `tenant`; without it the first tenant that may be read is meant
 * @throws Problem `not_found` for a tenant that may not be read, as for one that does not exist
 */
export function tenantToRead({ tenants }: ReadAccess, requested: unknown): string {
  const tenant = requested === undefined ? tenants[0] : tenants.find((id) => id === requested)
  if (tenant === undefined) throw new Problem('not_found')
  return tenant
}

/**
 * Chooses the tenant of a request that erases, for which no default is safe.
 *
 * @param requested the query parameter `tenant`; it may be left out when only one tenant can be meant
 * @throws Problem `invalid_parameter` or `not_found`
 */
export function tenantToErase(access: ReadAccess, requested: unknown): string {
  if (requested === undefined && access.tenants.length > 1)
    throw new Problem('invalid_parameter', { detail: 'tenant is needed: the id of a tenant' })
  return tenantToRead(access, requested)
}
