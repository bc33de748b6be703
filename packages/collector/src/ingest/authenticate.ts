/**
 * Finds the tenant of a request by its write key. The key comes as a bearer token or, from pages that avoid a preflight, as
 * `?key=`. Keys are looked up by their digest, so that the time of a lookup reveals nothing about them.
 */
import type { IncomingMessage } from 'node:http'
import type { TenantConfig, WriteKey } from '../config/config.js'
import { digestOf, secretDigest } from '../config/secret-digest.js'
import { parseAuthorization } from '../http/credentials.js'
import { Problem } from '../http/problem.js'

export interface WriteCredential {
  readonly tenant: TenantConfig
  readonly writeKey: WriteKey
}

/** @throws Problem `unknown_key` or `origin_not_allowed`. */
export type Authenticate = (request: IncomingMessage) => WriteCredential

const presentedKey = (request: IncomingMessage): string | undefined => {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const presented = parseAuthorization(authorization)
    return presented?.scheme === 'bearer' ? presented.credentials : ''
  }
  const url = request.url ?? ''
  const query = url.indexOf('?')
  return query === -1 ? undefined : (new URLSearchParams(url.slice(query + 1)).get('key') ?? undefined)
}

/** A key that may backfill belongs to a server: a page could not keep it to itself. */
const BACKFILL_FROM_PAGE = 'A write key with backfill is for servers; pages need a key of their own.'

const listsOrigin = ({ origins }: WriteKey, origin: string | undefined): boolean =>
  origins.includes('*') || (origin !== undefined && origins.includes(origin))

/** A request without an `Origin` header comes from a server, for which the key is enough. */
const allowsOrigin = (key: WriteKey, origin: string | undefined): boolean =>
  origin === undefined || listsOrigin(key, origin)

const ADD_ORIGIN = "Add the page's origin to the origins of the write key in the collector's configuration."

const CLAIMED_BY_NONE =
  "Send a write key, or add the page's origin to the origins of one; a key for any origin has to be sent."
const CLAIMED_BY_SEVERAL = "Send a write key: keys of several tenants list the page's origin."

const originNotAllowed = ({ id }: TenantConfig, detail = ADD_ORIGIN): Problem =>
  new Problem('origin_not_allowed', { detail, tenantId: id })

/** @param wrongKey hears of every key that nobody has, and may throw */
export const createAuthenticate = (
  tenants: readonly TenantConfig[],
  now: () => number,
  wrongKey: (request: IncomingMessage) => void,
) => {
  const credentials = new Map<string, WriteCredential>()
  for (const tenant of tenants) {
    for (const writeKey of tenant.writeKeys) credentials.set(digestOf(writeKey.key), { tenant, writeKey })
  }

  const authenticate: Authenticate = (request) => {
    const key = presentedKey(request)
    const found = key === undefined ? undefined : credentials.get(secretDigest(key))
    const credential = (found?.writeKey.expiresAt ?? Infinity) > now() ? found : undefined
    if (credential === undefined) {
      if (key !== undefined) wrongKey(request)
      throw new Problem('unknown_key', {
        detail: 'Send a write key as "Authorization: Bearer …" or as "?key=…".',
        headers: { 'www-authenticate': 'Bearer realm="hushlog"' },
      })
    }
    const { tenant, writeKey } = credential
    const { origin } = request.headers
    if (writeKey.backfill && origin !== undefined) throw originNotAllowed(tenant, BACKFILL_FROM_PAGE)
    if (!allowsOrigin(writeKey, origin)) throw originNotAllowed(tenant)
    return credential
  }

  /** Holds by origin the keys that list it. A key for any origin, `*`, claims none. */
  const listed = new Map<string, WriteCredential[]>()
  for (const credential of credentials.values())
    for (const origin of credential.writeKey.origins)
      if (origin !== '*') listed.set(origin, [...(listed.get(origin) ?? []), credential])

  /** A page without a key belongs to the tenant whose key lists the page's origin. */
  const authenticatePage: Authenticate = (request) => {
    const { origin } = request.headers
    if (presentedKey(request) !== undefined || origin === undefined) return authenticate(request)
    const claims = (listed.get(origin) ?? []).filter(
      ({ writeKey }) => !writeKey.backfill && (writeKey.expiresAt ?? Infinity) > now(),
    )
    const [first] = claims
    if (first === undefined) throw new Problem('origin_not_allowed', { detail: CLAIMED_BY_NONE })
    if (claims.some(({ tenant }) => tenant.id !== first.tenant.id))
      throw new Problem('origin_not_allowed', { detail: CLAIMED_BY_SEVERAL })
    return first
  }

  return { authenticate, authenticatePage }
}
