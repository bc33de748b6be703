/**
 * The routes that erase a session or a person, and those of the receipts. No answer reveals whether a session
 * or a person was known: the receipt counts what was removed.
 */
import { errorCode } from '@hushlog/base'
import { SUBJECT_MAX } from '@hushlog/schema/fields'
import type { Request, Response } from 'express'
import { type ReadAccess, tenantToRead } from '../http/access.js'
import type { Audit } from '../http/audit.js'
import { problemResponse } from '../http/openapi.js'
import { Problem } from '../http/problem.js'
import {
  type JsonSchema,
  type Operation,
  pathParameter,
  type ResponseObject,
  type Route,
  schemaRef,
  tenantParameter,
} from '../http/route.js'
import { LogFullError } from '../log/log.js'
import type { Selector } from '../sinks/sink.js'
import { receiptOf } from './erasure.js'
import type { Erasures } from './erasures.js'

/** The schema of events has this pattern for `session_id`. */
const SESSION_ID = /^[A-Za-z0-9_-]{1,64}$/
/** An answer lists at most this many receipts. */
const LIST_LIMIT = 100

export interface ErasureRoutesOptions {
  readonly erasures: Erasures
  readonly audit: Audit
  /** @returns every pseudonym that may replace a person in the stores of a tenant. */
  readonly pseudonyms: (tenantId: string, user: string) => readonly string[]
}

export const erasureSchemas: Readonly<Record<string, JsonSchema>> = {
  ErasureReceipt: {
    type: 'object',
    required: ['id', 'requested_at', 'finished_at', 'tenant_id', 'kind', 'state', 'log', 'sinks'],
    properties: {
      id: { type: 'string' },
      requested_at: { type: 'string', format: 'date-time' },
      finished_at: { type: ['string', 'null'], format: 'date-time' },
      tenant_id: { type: 'string' },
      kind: { enum: ['session', 'user'] },
      state: { enum: ['pending', 'done', 'incomplete'], description: 'incomplete: a sink cannot erase' },
      log: { type: 'object', properties: { state: { enum: ['pending', 'done'] } } },
      sinks: {
        type: 'object',
        description: 'By name of the sink',
        additionalProperties: {
          type: 'object',
          required: ['state', 'records', 'dead_letters'],
          properties: {
            state: { enum: ['pending', 'done', 'unsupported'] },
            records: { type: 'integer' },
            dead_letters: { type: 'integer' },
            objects: { type: 'integer' },
            expunged: {
              type: 'boolean',
              description:
                'false: the store may keep bytes of it in its files until it merges or vacuums them',
            },
            at: { type: 'string', format: 'date-time' },
            lower_bound: {
              type: 'boolean',
              description: 'An earlier attempt was interrupted; what it removed is not counted',
            },
          },
        },
      },
    },
  },
}

const receiptResponse = (description: string): ResponseObject => ({
  description,
  content: { 'application/json': { schema: schemaRef('ErasureReceipt') } },
})

const erasing = (summary: string): Operation => ({
  summary,
  parameters: [tenantParameter],
  responses: {
    '202': receiptResponse('The request is on disk and will be carried out; Location names its receipt'),
    '404': problemResponse('There is no such tenant, or it is another tenant’s'),
  },
  refusals: ['invalid_parameter', 'not_found', 'disk_full'],
})

const fullDisk: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** A disk that is full now may have space later: the answer asks the client to retry. */
const asProblem = (thrown: unknown): unknown =>
  thrown instanceof LogFullError || fullDisk.has(errorCode(thrown))
    ? new Problem('disk_full', { headers: { 'retry-after': '30' } })
    : thrown

export function createErasureRoutes({ erasures, audit, pseudonyms }: ErasureRoutesOptions): readonly Route[] {
  const erase = async (response: Response, who: string, selector: Selector): Promise<void> => {
    const erasure = await erasures.request(selector).catch((thrown: unknown) => {
      throw asProblem(thrown)
    })
    const receipt = receiptOf(erasure)
    audit.erasureRequested({ who, tenant: selector.tenantId, erasure: erasure.id, kind: receipt.kind })
    response
      .status(202)
      .set({ location: `/v1/erasures/${erasure.id}`, 'cache-control': 'no-store' })
      .json(receipt)
  }

  const eraseSession = (request: Request, response: Response, access: ReadAccess) => {
    const tenantId = tenantToRead(access, request.query.tenant)
    const id = pathParameter(request, 'id')
    if (!SESSION_ID.test(id))
      throw new Problem('invalid_parameter', { detail: 'a session id is 1 to 64 of A-Z, a-z, 0-9, _ and -' })
    return erase(response, access.who, { tenantId, field: 'session_id', values: [id] })
  }

  const eraseUser = (request: Request, response: Response, access: ReadAccess) => {
    const tenantId = tenantToRead(access, request.query.tenant)
    const id = pathParameter(request, 'id')
    if (id.length > SUBJECT_MAX)
      throw new Problem('invalid_parameter', { detail: `a user id has at most ${SUBJECT_MAX} characters` })
    return erase(response, access.who, {
      tenantId,
      field: 'user',
      values: [...new Set(pseudonyms(tenantId, id))],
    })
  }

  return [
    {
      method: 'delete',
      path: '/v1/sessions/{id}',
      guard: 'erase',
      handler: eraseSession,
      operation: erasing('Erases a session in every sink'),
    },
    {
      method: 'delete',
      path: '/v1/users/{id}',
      guard: 'erase',
      handler: eraseUser,
      operation: erasing(
        'Erases a person in every sink; the id as the application gave it, or its pseudonym',
      ),
    },
    {
      method: 'get',
      path: '/v1/erasures',
      guard: 'receipt',
      handler: async ({ query }, response, access) => {
        const tenant = tenantToRead(access, query.tenant)
        const found = await erasures.list(tenant, LIST_LIMIT)
        audit.read({ who: access.who, tenant, report: 'erasures' }, found.length)
        response.set('cache-control', 'no-store').json({ erasures: found.map(receiptOf) })
      },
      operation: {
        summary: 'The last erasures of a tenant',
        parameters: [tenantParameter],
        responses: {
          '200': {
            description: 'The last erasures of a tenant, newest first',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['erasures'],
                  properties: { erasures: { type: 'array', items: schemaRef('ErasureReceipt') } },
                },
              },
            },
          },
          '404': problemResponse('There is no such tenant, or it is another tenant’s'),
        },
        refusals: ['invalid_parameter', 'not_found'],
      },
    },
    {
      method: 'get',
      path: '/v1/erasures/{id}',
      guard: 'receipt',
      handler: async (request, response, { tenants, who }) => {
        const erasure = await erasures.read(pathParameter(request, 'id'))
        if (erasure === undefined || !tenants.includes(erasure.selector.tenantId))
          throw new Problem('not_found')
        audit.read({ who, tenant: erasure.selector.tenantId, report: 'erasures' }, 1)
        response.set('cache-control', 'no-store').json(receiptOf(erasure))
      },
      operation: {
        summary: 'The receipt of an erasure',
        responses: {
          '200': receiptResponse('What was removed from each sink, and what is still pending'),
          '404': problemResponse('There is no such erasure, or it is another tenant’s'),
        },
        refusals: ['not_found'],
      },
    },
  ]
}
