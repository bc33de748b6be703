/** Finds whose a credential is: the admin's password, a read token, or the session of somebody who presented one of both. */
import type { ReadToken, TenantConfig } from '../config/config.js'
import { scopes as everyScope, type Scope } from '../config/schema-shared.js'
import { digestOf, secretDigest } from '../config/secret-digest.js'
import { createCheckPassword, type StoredPassword } from '../config/stored-password.js'

export interface ReadAccess {
  /** Ids of the tenants that may be read, in the order of the configuration. */
  readonly tenants: readonly string[]
  readonly admin: boolean
  /** Names the reader in audit lines: `admin`, or a token by its name, hint or place in the configuration. */
  readonly who: string
}

export interface Reader extends ReadAccess {
  readonly scopes: ReadonlySet<Scope>
  /** Milliseconds since the epoch; undefined is for good. */
  readonly expiresAt?: number | undefined
  /** Names the reader in a session. */
  readonly session: string
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

/** Each returns undefined for what is nobody's, or is over. */
export interface Readers {
  token(token: string): Reader | undefined
  /** Takes `admin` with the password, and the id of a tenant with one of its read tokens. */
  named(user: string, password: string): Reader | undefined
  /** Takes the name that a session has. */
  session(name: string): Reader | undefined
}

export const ADMIN = 'admin'

interface Password {
  readonly check: (password: string) => boolean
  /** Changes with the password. */
  readonly digest: string
}

const passwordOf = ({ adminPassword, storedPassword }: ReaderConfig): Password | undefined => {
  if (adminPassword !== undefined) {
    const digest = secretDigest(adminPassword)
    return { check: (password) => secretDigest(password) === digest, digest }
  }
  return storedPassword && { check: createCheckPassword(storedPassword), digest: storedPassword.scrypt }
}

/** @param sessionName names a reader in sessions by the digest of a credential */
export function createReaders(
  config: ReaderConfig,
  sessionName: (digest: string) => string,
  now: () => number,
): Readers {
  const { tenants } = config
  const byDigest = new Map<string, Reader>()
  for (const { id, readTokens } of tenants) {
    for (const [i, each] of readTokens.entries()) {
      const read: ReadToken = typeof each === 'string' ? { token: each, scopes: ['read'] } : each
      const { token, scopes, label = `read_tokens[${i}]`, expiresAt } = read
      const digest = digestOf(token)
      const session = sessionName(`token ${digest}`)
      byDigest.set(digest, {
        tenants: [id],
        admin: false,
        who: label,
        scopes: new Set(scopes),
        expiresAt,
        session,
      })
    }
  }
  const bySession = new Map([...byDigest.values()].map((reader) => [reader.session, reader]))
  const password = passwordOf(config)
  const admin: Reader | undefined = password && {
    tenants: tenants.map(({ id }) => id),
    admin: true,
    who: ADMIN,
    scopes: new Set(everyScope),
    session: sessionName(`password ${password.digest}`),
  }
  const current = (reader: Reader | undefined): Reader | undefined =>
    (reader?.expiresAt ?? Number.POSITIVE_INFINITY) > now() ? reader : undefined
  const ofToken = (token: string) => current(byDigest.get(secretDigest(token)))

  return {
    token: ofToken,
    named(user, presented) {
      if (user === ADMIN && password?.check(presented)) return admin
      const reader = ofToken(presented)
      return reader?.tenants[0] === user ? reader : undefined
    },
    session: (name) => (name === admin?.session ? admin : current(bySession.get(name))),
  }
}
