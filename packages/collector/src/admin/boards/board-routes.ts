/** The routes of the boards of a tenant: every reader of it sees them, whoever may save boards changes them. */
import type { Request, Response } from 'express'
import { type ReadAccess, tenantToRead } from '../../http/access.js'
import type { Audit } from '../../http/audit.js'
import { problemResponse } from '../../http/openapi.js'
import { Problem, type ProblemCode } from '../../http/problem.js'
import {
  type Operation,
  pathParameter,
  type ResponseObject,
  type Route,
  schemaRef,
  tenantParameter,
} from '../../http/route.js'
import { type BoardFiles, type KeptBoard, MAX_BOARDS } from './board-files.js'
import { BOARD_ID, BOARD_ID_EXPECTED, checkBoard } from './check-board.js'
import { requireMatch } from './precondition.js'
import { redactBoard } from './redact-board.js'

export interface BoardRoutesOptions {
  readonly boards: BoardFiles
  readonly audit: Pick<Audit, 'read' | 'boardChanged'>
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
  /** Returns what replaces personal data and secrets in a text, by the rules of a tenant too. */
  /** Hears that the boards of a tenant changed. */
  readonly changed: (tenantId: string) => void
  readonly redactorOf: (tenantId: string) => (text: string) => string
}

/** Forty charts, each with a filter of many values, fit. */
const MAX_BOARD_BYTES = 128 * 1024

const send = (response: Response, status: number, { board, etag }: KeptBoard): void => {
  response.status(status).set({ etag, 'cache-control': 'no-store' }).json(board)
}

const requireFound = (kept: KeptBoard | undefined): KeptBoard => {
  if (kept === undefined) throw new Problem('not_found')
  return kept
}

const etagHeader = { ETag: { description: 'For If-Match', schema: { type: 'string' } } }

const boardResponse = (description: string): ResponseObject => ({
  description,
  headers: etagHeader,
  content: { 'application/json': { schema: schemaRef('Board') } },
})

const missing = { '404': problemResponse('There is no such board, or it is another tenant’s') }

const operation = (
  summary: string,
  responses: Operation['responses'],
  refusals: readonly ProblemCode[] = [],
): Operation => ({
  summary,
  parameters: [tenantParameter],
  responses: { ...responses, ...missing },
  refusals: ['invalid_parameter', 'not_found', ...refusals],
})

export function createBoardRoutes(options: BoardRoutesOptions): readonly Route[] {
  const { boards, audit, now, redactorOf, changed } = options
  /** The id of a board is a name that somebody chose, as its title is. */
  const idOf = (request: Request, tenant: string): string => {
    const id = pathParameter(request, 'id')
    if (!BOARD_ID.test(id)) throw new Problem('invalid_parameter', { detail: `id: ${BOARD_ID_EXPECTED}` })
    if (redactorOf(tenant)(id) !== id)
      throw new Problem('invalid_parameter', { detail: 'id: expected one that looks like no personal data' })
    return id
  }

  const list = async ({ query }: Request, response: Response, access: ReadAccess) => {
    const tenant = tenantToRead(access, query.tenant)
    const kept = await boards.list(tenant)
    audit.read({ who: access.who, tenant, report: 'boards' }, kept.length)
    response.set('cache-control', 'no-store').json({
      boards: kept.map(({ board: { id, title, question, sections, updated_at }, etag }) => ({
        id,
        title,
        question,
        charts: sections.flatMap(({ charts }) => charts).length,
        updated_at,
        etag,
      })),
    })
  }

  const read = async (request: Request, response: Response, access: ReadAccess) => {
    const tenant = tenantToRead(access, request.query.tenant)
    const kept = requireFound(await boards.read(tenant, idOf(request, tenant)))
    audit.read({ who: access.who, tenant, report: 'boards' }, 1)
    if (request.headers['if-none-match'] === kept.etag) response.status(304).set('etag', kept.etag).end()
    else send(response, 200, kept)
  }

  const save = async (request: Request, response: Response, access: ReadAccess) => {
    const tenant = tenantToRead(access, request.query.tenant)
    const id = idOf(request, tenant)
    const board = redactBoard(checkBoard(request.body, id), redactorOf(tenant))
    let isNew = true
    const kept = await boards.save(
      tenant,
      { ...board, updated_at: new Date(now()).toISOString() },
      (current) => {
        isNew = current === undefined
        const { 'if-match': wanted, 'if-none-match': unwanted } = request.headers
        if (!isNew && wanted === undefined && unwanted === undefined)
          throw new Problem('match_needed', { headers: { etag: current?.etag ?? '' } })
        requireMatch(request.headers, current?.etag)
      },
    )
    if (kept === undefined)
      throw new Problem('too_many_boards', { detail: `A tenant has at most ${MAX_BOARDS} boards.` })
    audit.boardChanged('save_board', { who: access.who, tenant })
    changed(tenant)
    send(response, isNew ? 201 : 200, kept)
  }

  const remove = async (request: Request, response: Response, access: ReadAccess) => {
    const tenant = tenantToRead(access, request.query.tenant)
    const isRemoved = await boards.remove(tenant, idOf(request, tenant), (current) => {
      if (current !== undefined) requireMatch(request.headers, current.etag)
    })
    if (!isRemoved) throw new Problem('not_found')
    audit.boardChanged('remove_board', { who: access.who, tenant })
    changed(tenant)
    response.status(204).end()
  }

  const path = '/v1/boards/{id}'
  return [
    {
      method: 'get',
      path: '/v1/boards',
      guard: 'read',
      handler: list,
      operation: operation('The boards of a tenant', {
        '200': {
          description: 'The boards of a tenant, by id',
          content: { 'application/json': { schema: schemaRef('Boards') } },
        },
      }),
    },
    {
      method: 'get',
      path,
      guard: 'read',
      handler: read,
      operation: operation('A board', {
        '200': boardResponse('The board'),
        '304': { description: 'It is still that of If-None-Match' },
      }),
    },
    {
      method: 'put',
      path,
      guard: 'boards',
      maxJsonBytes: MAX_BOARD_BYTES,
      handler: save,
      operation: {
        ...operation(
          'Saves a board; If-Match names what it replaces, If-None-Match: * makes a new one only',
          { '200': boardResponse('It replaced another'), '201': boardResponse('It is new') },
          ['invalid_query', 'board_changed', 'match_needed', 'too_many_boards', 'body_too_large'],
        ),
        requestBody: {
          required: true,
          content: { 'application/json': { schema: schemaRef('BoardContent') } },
        },
      },
    },
    {
      method: 'delete',
      path,
      guard: 'boards',
      handler: remove,
      operation: operation(
        'Removes a board, with If-Match only the one that it names',
        { '204': { description: 'It is removed' } },
        ['board_changed'],
      ),
    },
  ]
}
