/**
 * Who may read what: the admin (Basic, user `admin`) every tenant, a read token (bearer) one. Secrets are
 * compared by digest, so that the time it takes tells nothing about them.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import type { TenantConfig } from '../config/config.js'
import { Problem } from './problem.js'

/** In `response.locals.access` of every request that gets through. */
export interface ReadAccess {
  /** Ids, in the order of the configuration. */
  readonly tenants: readonly string[]
  readonly admin: boolean
}

export interface Readers {
  readonly tenants: readonly TenantConfig[]
  readonly adminPassword: string | undefined
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** @returns undefined for credentials that nobody has. */
export const createReadAccess = ({
  tenants,
  adminPassword,
}: Readers): ((authorization: string) => ReadAccess | undefined) => {
  const admin = adminPassword === undefined ? undefined : digest(`admin:${adminPassword}`)
  const all: ReadAccess = { tenants: tenants.map(({ id }) => id), admin: true }
  const tokens = new Map<string, ReadAccess>()
  for (const { id, readTokens } of tenants) {
    for (const token of readTokens) {
      tokens.set(digest(token).toString('base64'), { tenants: [id], admin: false })
    }
  }
  return (authorization) => {
    const [, scheme = '', credentials = ''] = /^(basic|bearer) +(\S+)$/i.exec(authorization) ?? []
    if (scheme.toLowerCase() === 'bearer') return tokens.get(digest(credentials).toString('base64'))
    const presented = digest(Buffer.from(credentials, 'base64').toString('utf8'))
    return scheme !== '' && admin !== undefined && timingSafeEqual(presented, admin) ? all : undefined
  }
}

/** `current` is asked on each request: a reload changes it. */
export const requireReadAccess =
  (current: () => (authorization: string) => ReadAccess | undefined): RequestHandler =>
  (request, response, next) => {
    const access = current()(request.headers.authorization ?? '')
    if (access === undefined) {
      throw new Problem('unknown_reader', {
        headers: { 'www-authenticate': 'Basic realm="hushlog", charset="UTF-8"' },
      })
    }
    response.locals.access = access
    next()
  }

const isAccess = (value: unknown): value is ReadAccess =>
  typeof value === 'object' && value !== null && 'tenants' in value && Array.isArray(value.tenants)

/** @throws Problem 401 when the request did not come through `requireReadAccess`. */
export function accessOf(response: Response): ReadAccess {
  const access: unknown = response.locals.access
  if (!isAccess(access)) throw new Problem('unknown_reader')
  return access
}
