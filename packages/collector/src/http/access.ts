/**
 * Decides who may do what: the admin (Basic, user `admin`) everything for every tenant, a read token (Bearer) what its
 * scopes say for one tenant.
 */
import type { IncomingMessage } from 'node:http'
import type { ReadToken, TenantConfig } from '../config/config.js'
import type { Scope } from '../config/schema-shared.js'
import { digestOf, secretDigest } from '../config/secret-digest.js'
import { createCheckPassword, type StoredPassword } from '../config/stored-password.js'
import { parseAuthorization } from './credentials.js'
import type { WrongCredential } from './guesses.js'
import { Problem } from './problem.js'

export interface ReadAccess {
  /** Ids of the tenants that may be read, in the order of the configuration. */
  readonly tenants: readonly string[]
  readonly admin: boolean
  /** Names the reader in audit lines: `admin`, or a token by its name, hint or place in the configuration. */
  readonly who: string
}

interface Reader extends ReadAccess {
  /** Names what a token may do; undefined for the admin. */
  readonly scopes?: ReadonlySet<Scope>
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number | undefined
}

export interface ReaderConfig {
  readonly tenants: readonly TenantConfig[]
  readonly adminPassword: string | undefined
  /** The password that the collector made; one that is configured goes before it. */
  readonly storedPassword?: StoredPassword | undefined
  readonly metricsToken?: string | undefined
  /** Is true when no tenant is configured: then `/metrics` says nothing of anybody. */
  readonly openMetrics?: boolean | undefined
}

/** Checks the credentials of a request; a route names the member that guards it. */
export interface AccessControl {
  /**
   * Admits the admin and tokens with the scope `read`.
   *
   * @throws Problem `unknown_reader` or `scope_missing`
   */
  read(request: IncomingMessage): ReadAccess
  /**
   * Admits tokens with the scope `read`, as a bearer and in no other way.
   *
   * @throws Problem `unknown_reader` or `scope_missing`
   */
  bearer(request: IncomingMessage): ReadAccess
  /**
   * Admits the admin and tokens with the scope `erase`.
   *
   * @throws Problem `unknown_reader` or `scope_missing`
   */
  erase(request: IncomingMessage): ReadAccess
  /**
   * Admits whoever may read or erase: who erases also reads the receipt.
   *
   * @throws Problem `unknown_reader` or `scope_missing`
   */
  receipt(request: IncomingMessage): ReadAccess
  /** @throws Problem `unknown_reader` or `admin_only` */
  admin(request: IncomingMessage): ReadAccess
  /**
   * Admits the admin, the token for metrics, and everybody when no tenant is configured.
   *
   * @throws Problem `unknown_reader` or `admin_only`
   */
  metrics(request: IncomingMessage): void
}

export interface ReaderAccess extends AccessControl {
  /** Takes these tokens and this password in place of those before. */
  setReaders(readers: ReaderConfig): void
}

type FindReader = (authorization: string | undefined) => Reader | undefined

const ADMIN = 'admin:'

/** Answers whether a user and a password, joined by a colon, are those of the admin. */
const createIsAdmin = ({ adminPassword, storedPassword }: ReaderConfig): ((presented: string) => boolean) => {
  if (adminPassword !== undefined) {
    const admin = secretDigest(ADMIN + adminPassword)
    return (presented) => secretDigest(presented) === admin
  }
  const isPassword = storedPassword && createCheckPassword(storedPassword)
  return (presented) =>
    isPassword !== undefined && presented.startsWith(ADMIN) && isPassword(presented.slice(ADMIN.length))
}

function createFindReader(readers: ReaderConfig, now: () => number): FindReader {
  const { tenants } = readers
  const byToken = new Map<string, Reader>()
  for (const { id, readTokens } of tenants) {
    for (const [i, each] of readTokens.entries()) {
      const read: ReadToken = typeof each === 'string' ? { token: each, scopes: ['read'] } : each
      const { token, scopes, label = `read_tokens[${i}]`, expiresAt } = read
      const reader = { tenants: [id], admin: false, who: label, scopes: new Set(scopes), expiresAt }
      byToken.set(digestOf(token), reader)
    }
  }
  const isAdmin = createIsAdmin(readers)
  const everyTenant: Reader = { tenants: tenants.map(({ id }) => id), admin: true, who: 'admin' }
  return (authorization) => {
    const presented = parseAuthorization(authorization)
    if (presented === undefined) return undefined
    if (presented.scheme === 'bearer') {
      const reader = byToken.get(secretDigest(presented.credentials))
      return (reader?.expiresAt ?? Number.POSITIVE_INFINITY) > now() ? reader : undefined
    }
    return isAdmin(Buffer.from(presented.credentials, 'base64').toString('utf8')) ? everyTenant : undefined
  }
}

/**
 * Read tokens erased until version 0.1, whatever they were made for. RFC 9745 writes the time of a deprecation as
 * seconds since the epoch: this is 2026-12-01.
 */
const ERASING_DEPRECATED = '@1796083200'

const scopeMissing = (wanted: readonly Scope[]): Problem =>
  new Problem('scope_missing', {
    detail:
      `This read token does not have the scope ${wanted.join(' or ')}. Use the admin's password, or give the token ` +
      `scopes: [read, ${wanted.at(-1)}] in the configuration, or make one with "hushlog keys create --scopes".`,
    ...(wanted.includes('erase') && { headers: { deprecation: ERASING_DEPRECATED } }),
  })

/** @param wrong hears of every credential that nobody has */
export function createReaderAccess(
  readers: ReaderConfig,
  wrong: WrongCredential,
  now: () => number,
): ReaderAccess {
  let current = readers
  let findReader = createFindReader(readers, now)
  const identify = (request: IncomingMessage): Reader => {
    const { authorization } = request.headers
    const reader = findReader(authorization)
    if (reader === undefined) {
      if (authorization !== undefined)
        wrong(request, /^basic/i.test(authorization) ? 'password' : 'read_token')
      throw new Problem('unknown_reader', {
        headers: { 'www-authenticate': 'Basic realm="hushlog", charset="UTF-8"' },
      })
    }
    return reader
  }
  const withScope =
    (...wanted: readonly Scope[]) =>
    (request: IncomingMessage): ReadAccess => {
      const reader = identify(request)
      const { scopes } = reader
      if (scopes !== undefined && !wanted.some((scope) => scopes.has(scope))) throw scopeMissing(wanted)
      return reader
    }
  return {
    read: withScope('read'),
    bearer(request) {
      if (parseAuthorization(request.headers.authorization)?.scheme !== 'bearer')
        throw new Problem('unknown_reader', {
          detail: 'Send a read token as a bearer: neither the password nor Basic is taken here.',
          headers: { 'www-authenticate': 'Bearer realm="hushlog"' },
        })
      return withScope('read')(request)
    },
    erase: withScope('erase'),
    receipt: withScope('read', 'erase'),
    admin(request) {
      const reader = identify(request)
      if (!reader.admin) throw new Problem('admin_only')
      return reader
    },
    metrics(request) {
      const { metricsToken, openMetrics = false } = current
      if (openMetrics) return
      const presented = parseAuthorization(request.headers.authorization)
      const isToken =
        metricsToken !== undefined &&
        presented?.scheme === 'bearer' &&
        secretDigest(presented.credentials) === secretDigest(metricsToken)
      if (isToken || identify(request).admin) return
      throw new Problem('admin_only', { detail: "Use the admin's password, or the metrics_token." })
    },
    setReaders(next) {
      current = next
      findReader = createFindReader(next, now)
    },
  }
}

/** A refusal names at most so many tenants. */
const MAX_NAMED = 20

/** Says which tenants a reader may name. */
function tenantNeeded(tenants: readonly string[], allowed = 'one of'): Problem {
  const rest = tenants.length - MAX_NAMED
  const named = tenants.slice(0, MAX_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
  return new Problem('invalid_parameter', {
    detail: `tenant is needed: ${allowed} ${named}`,
    // A page lets the reader choose from them.
    members: { tenants },
  })
}

/**
 * Chooses the tenant of a request. No default is safe where there are several: figures of the wrong one look right.
 *
 * @param requested the query parameter `tenant`; it may be left out when only one tenant can be meant
 * @throws Problem `invalid_parameter`, and `not_found` for a tenant that may not be read, as for one that does not
 *   exist
 */
export function tenantToRead({ tenants }: ReadAccess, requested: unknown): string {
  if (requested === undefined && tenants.length > 1) throw tenantNeeded(tenants)
  const tenant = requested === undefined ? tenants[0] : tenants.find((id) => id === requested)
  if (tenant === undefined) throw new Problem('not_found')
  return tenant
}

/**
 * Chooses the tenants of a request that can read several.
 *
 * @param requested one, several joined by commas, or `*` for all that may be read
 * @param isEveryMeant says that all are meant when `requested` is left out
 * @throws Problem `invalid_parameter` or `not_found`
 */
export function tenantsToRead(
  access: ReadAccess,
  requested: unknown,
  isEveryMeant: boolean,
): readonly string[] {
  const { tenants } = access
  if (requested === '*' || (requested === undefined && (isEveryMeant || tenants.length === 1))) return tenants
  if (requested === undefined) throw tenantNeeded(tenants, '*, or one or several, joined by commas, of')
  const named = typeof requested === 'string' ? requested.split(',') : [requested]
  return [...new Set(named.map((each) => tenantToRead(access, each)))]
}
