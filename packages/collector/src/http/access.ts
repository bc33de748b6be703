/**
 * Decides who may do what: the admin (Basic, user `admin`) everything for every tenant, a read token (bearer, or Basic with
 * the id of its tenant) what its scopes say for one tenant. The cookie of somebody who signed in stands for either.
 */
import type { IncomingMessage } from 'node:http'
import type { Scope } from '../config/schema-shared.js'
import { secretDigest } from '../config/secret-digest.js'
import { parseAuthorization, parseBasic } from './credentials.js'
import type { WrongCredential } from './guesses.js'
import type { OwnOrigin } from './own-origin.js'
import { Problem } from './problem.js'
import { ADMIN, createReaders, type ReadAccess, type Reader, type ReaderConfig } from './readers.js'
import { Redirect } from './redirect.js'
import { signInAddress } from './return-path.js'
import type { SessionCookies } from './session-cookie.js'

export type { ReadAccess, ReaderConfig } from './readers.js'

/** Says who sends a request, and how that is known. */
export interface KnownReader extends Reader {
  readonly by: 'cookie' | 'basic' | 'bearer'
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
   * Admits as `read` does, and sends a browser without credentials to the page for signing in.
   *
   * @throws Redirect, or Problem `unknown_reader` or `scope_missing`
   */
  page(request: IncomingMessage): ReadAccess
  /**
   * Admits the admin and every token, whatever it may do.
   *
   * @throws Problem `unknown_reader`
   */
  known(request: IncomingMessage): KnownReader
  /**
   * Admits the admin and tokens with the scope `boards`.
   *
   * @throws Problem `unknown_reader`, `scope_missing` or `foreign_origin`
   */
  boards(request: IncomingMessage): ReadAccess
  /**
   * Admits tokens with the scope `read`, as a bearer and in no other way.
   *
   * @throws Problem `unknown_reader` or `scope_missing`
   */
  bearer(request: IncomingMessage): ReadAccess
  /**
   * Admits the admin and tokens with the scope `erase`.
   *
   * @throws Problem `unknown_reader`, `scope_missing` or `foreign_origin`
   */
  erase(request: IncomingMessage): ReadAccess
  /**
   * Admits whoever may read or erase: who erases also reads the receipt.
   *
   * @throws Problem `unknown_reader` or `scope_missing`
   */
  receipt(request: IncomingMessage): ReadAccess
  /** @throws Problem `unknown_reader`, `admin_only` or `foreign_origin` */
  admin(request: IncomingMessage): ReadAccess
  /**
   * Admits the admin, the token for metrics, and everybody when no tenant is configured.
   *
   * @throws Problem `unknown_reader` or `admin_only`
   */
  metrics(request: IncomingMessage): void
}

export interface ReaderAccess extends AccessControl {
  /**
   * Takes what somebody presents on the page for signing in.
   *
   * @returns undefined when it is nobody's
   * @throws Problem `too_many_guesses`, or `scope_missing` for a token that may not read
   */
  signIn(request: IncomingMessage, user: string, password: string): Reader | undefined
  /** Takes these tokens and this password in place of those before. */
  setReaders(readers: ReaderConfig): void
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

/** A page of another site can make a browser send these too, but never reads what is answered. */
const isReading = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD'

/** Says that a request asks for a page by name, as browsers do and programs do not. */
const wantsPage = ({ headers: { accept = '' } }: IncomingMessage): boolean =>
  /(^|,)\s*text\/html\s*(;|,|$)/i.test(accept)

export interface ReaderAccessOptions {
  /** Hears of every credential that nobody has. */
  readonly wrong: WrongCredential
  readonly now: () => number
  readonly cookies: SessionCookies
  readonly ownOrigin: OwnOrigin
}

/**
 * Asks for Basic credentials, but not the script of a page: a browser would put its own question over a page that leads
 * to `/sign-in`.
 */
const challengeFor = ({ headers }: IncomingMessage): string =>
  headers['sec-fetch-dest'] === 'empty' ? 'Bearer realm="hushlog"' : 'Basic realm="hushlog", charset="UTF-8"'

export function createReaderAccess(
  config: ReaderConfig,
  { wrong, now, cookies, ownOrigin }: ReaderAccessOptions,
): ReaderAccess {
  let current = config
  let readers = createReaders(config, cookies.nameOf, now)

  const find = (request: IncomingMessage): KnownReader | undefined => {
    const { authorization } = request.headers
    if (authorization === undefined) {
      const reader = readers.session(cookies.read(request) ?? '')
      return reader && { ...reader, by: 'cookie' }
    }
    const presented = parseAuthorization(authorization)
    if (presented === undefined) return undefined
    const { scheme, credentials } = presented
    const reader =
      scheme === 'bearer' ? readers.token(credentials) : readers.named(...parseBasic(credentials))
    return reader && { ...reader, by: scheme }
  }
  const identify = (request: IncomingMessage): KnownReader => {
    const { authorization } = request.headers
    const reader = find(request)
    if (reader === undefined) {
      if (authorization !== undefined)
        wrong(request, /^basic/i.test(authorization) ? 'password' : 'read_token')
      throw new Problem('unknown_reader', { headers: { 'www-authenticate': challengeFor(request) } })
    }
    return reader
  }
  /** A browser adds a cookie and a password that it remembers to whatever a page sends. */
  const requireOwnOrigin = (request: IncomingMessage, { by }: KnownReader): void => {
    if (by === 'bearer' || isReading(request)) return
    const isNoPage = by === 'basic' && request.headers.origin === undefined
    if (!isNoPage && !ownOrigin.isOwn(request)) throw new Problem('foreign_origin')
  }
  const withScope =
    (...wanted: readonly Scope[]) =>
    (request: IncomingMessage): KnownReader => {
      const reader = identify(request)
      if (!wanted.some((scope) => reader.scopes.has(scope))) throw scopeMissing(wanted)
      return reader
    }
  const changing =
    (admit: (request: IncomingMessage) => KnownReader) =>
    (request: IncomingMessage): KnownReader => {
      const reader = admit(request)
      requireOwnOrigin(request, reader)
      return reader
    }
  const read = withScope('read')
  return {
    read,
    page(request) {
      if (request.headers.authorization === undefined && wantsPage(request) && find(request) === undefined)
        throw new Redirect(signInAddress(request.url ?? ''))
      return read(request)
    },
    known: identify,
    boards: changing(withScope('boards')),
    bearer(request) {
      if (parseAuthorization(request.headers.authorization)?.scheme !== 'bearer')
        throw new Problem('unknown_reader', {
          detail: 'Send a read token as a bearer: neither the password nor Basic is taken here.',
          headers: { 'www-authenticate': 'Bearer realm="hushlog"' },
        })
      return read(request)
    },
    erase: changing(withScope('erase')),
    receipt: withScope('read', 'erase'),
    admin(request) {
      const reader = identify(request)
      if (!reader.admin) throw new Problem('admin_only')
      requireOwnOrigin(request, reader)
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
    signIn(request, user, password) {
      const reader = readers.named(user, password)
      if (reader === undefined) wrong(request, user === ADMIN ? 'password' : 'read_token')
      else if (!reader.scopes.has('read')) throw scopeMissing(['read'])
      return reader
    },
    setReaders(next) {
      current = next
      readers = createReaders(next, cookies.nameOf, now)
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
