/**
 * Which tenant a request writes for. The key comes as a bearer token or, from pages that avoid a preflight,
 * as `?key=`. Keys are looked up by their digest, so that the time it takes tells nothing about them.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { TenantConfig, WriteKey } from '../config/config.js'
import { Problem } from '../http/problem.js'

export interface Writer {
  readonly tenant: TenantConfig
  readonly key: WriteKey
}

export interface Authenticate {
  /** @throws Problem `unknown_key` or `origin_not_allowed`. */
  (request: IncomingMessage): Writer
  /** For the open endpoint of pages: without a key, the only tenant there is. */
  open(request: IncomingMessage): Writer
}

const digest = (key: string): string => createHash('sha256').update(key).digest('base64')

const BEARER = /^Bearer +([^\s]+)$/i

export const presentedKey = (request: IncomingMessage): string | undefined => {
  const { authorization } = request.headers
  if (authorization !== undefined) return BEARER.exec(authorization)?.[1] ?? ''
  const url = request.url ?? ''
  const query = url.indexOf('?')
  return query === -1 ? undefined : (new URLSearchParams(url.slice(query + 1)).get('key') ?? undefined)
}

const lists = ({ origins }: WriteKey, origin: string | undefined): boolean =>
  origins.includes('*') || (origin !== undefined && origins.includes(origin))

/** Without an `Origin` header it is a server, and the key is enough. */
const allows = (key: WriteKey, origin: string | undefined): boolean =>
  origin === undefined || lists(key, origin)

export const createAuthenticate = (tenants: readonly TenantConfig[]): Authenticate => {
  const writers = new Map<string, Writer>()
  for (const tenant of tenants) {
    for (const key of tenant.writeKeys) writers.set(digest(key.key), { tenant, key })
  }

  const authenticate = (request: IncomingMessage): Writer => {
    const presented = presentedKey(request)
    const writer = presented === undefined ? undefined : writers.get(digest(presented))
    if (writer === undefined) {
      throw new Problem('unknown_key', {
        detail: 'Send a write key as "Authorization: Bearer …" or as "?key=…".',
        headers: { 'www-authenticate': 'Bearer realm="hushlog"' },
      })
    }
    if (!allows(writer.key, request.headers.origin)) throw new Problem('origin_not_allowed')
    return writer
  }

  const open = (request: IncomingMessage): Writer => {
    const [tenant] = tenants
    if (presentedKey(request) !== undefined || tenant === undefined || tenants.length !== 1) {
      return authenticate(request)
    }
    const key = tenant.writeKeys.find((candidate) => lists(candidate, request.headers.origin))
    if (key === undefined) throw new Problem('origin_not_allowed')
    return { tenant, key }
  }

  return Object.assign(authenticate, { open })
}
