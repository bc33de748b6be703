/**
 * `DELETE /v1/sessions/{id}` and `DELETE /v1/users/{id}`, and their receipts. Behind the middleware that sets
 * `response.locals.access`. No answer tells whether a session or a person was known: the receipt counts it.
 */
import { type Response, Router } from 'express'
import { Problem } from '../http/problem.js'
import { accessOf } from '../http/read-access.js'
import { LogFullError } from '../log/log.js'
import { receiptOf } from './erasure.js'
import type { Erasures } from './erasures.js'

/** As the schema of events has it. */
const SESSION = /^[A-Za-z0-9_-]{1,64}$/
const MAX_USER = 1024
const LISTED = 100

export interface ErasuresRouterOptions {
  readonly erasures: Erasures
  /** Everything that stands, or once stood, for a person in the stores of a tenant. */
  readonly pseudonyms: (tenantId: string, user: string) => readonly string[]
}

/** Whose data: a token's own tenant; an admin says which, when there is more than one. */
export function tenantFor(response: Response, asked: unknown): string {
  const { tenants } = accessOf(response)
  if (asked === undefined && tenants.length > 1)
    throw new Problem('invalid_parameter', { detail: 'tenant is needed: the id of a tenant' })
  const tenant = asked === undefined ? tenants[0] : tenants.find((id) => id === asked)
  if (tenant === undefined) throw new Problem('not_found')
  return tenant
}

const NO_ROOM: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** A disk that is full now may not be later. */
function asProblem(thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  const full = thrown instanceof LogFullError || NO_ROOM.has(code)
  return full ? new Problem('disk_full', { headers: { 'retry-after': '30' } }) : thrown
}

export function createErasuresRouter({ erasures, pseudonyms }: ErasuresRouterOptions): Router {
  const router = Router()

  router.delete(['/v1/sessions/:id', '/v1/users/:id'], async (request, response) => {
    const tenantId = tenantFor(response, request.query.tenant)
    const id = String(request.params.id)
    const isSession = request.path.startsWith('/v1/sessions/')
    if (isSession && !SESSION.test(id))
      throw new Problem('invalid_parameter', { detail: 'a session id is 1 to 64 of A-Z, a-z, 0-9, _ and -' })
    if (id.length > MAX_USER)
      throw new Problem('invalid_parameter', { detail: `a user id has at most ${MAX_USER} characters` })
    const selector = isSession
      ? ({ tenantId, field: 'session_id', values: [id] } as const)
      : ({ tenantId, field: 'user', values: [...new Set(pseudonyms(tenantId, id))] } as const)
    const erasure = await erasures.request(selector).catch((thrown: unknown) => {
      throw asProblem(thrown)
    })
    response
      .status(202)
      .set({ location: `/v1/erasures/${erasure.id}`, 'cache-control': 'no-store' })
      .json(receiptOf(erasure))
  })

  router.get('/v1/erasures', async (request, response) => {
    const found = await erasures.list(tenantFor(response, request.query.tenant), LISTED)
    response.set('cache-control', 'no-store').json({ erasures: found.map(receiptOf) })
  })

  router.get('/v1/erasures/:id', async (request, response) => {
    const erasure = await erasures.read(request.params.id)
    if (erasure === undefined || !accessOf(response).tenants.includes(erasure.selector.tenantId))
      throw new Problem('not_found')
    response.set('cache-control', 'no-store').json(receiptOf(erasure))
  })

  return router
}
