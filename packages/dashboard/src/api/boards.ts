/** `/v1/boards`: the boards of a tenant, which every reader of it sees. */
import type { Board } from '../boards/board.js'
import { getJson, send } from './request.js'
import { save } from './save.js'

export interface ListedBoard {
  readonly id: string
  readonly title: string
  readonly question: string
  /** Counts its charts. */
  readonly charts: number
  readonly updated_at: string
}

/** A board as it was read or saved; the tag lets nobody replace what another one changed meanwhile. */
export interface KeptBoard {
  readonly board: Board
  readonly etag: string
}

const withTenant = (path: string, tenant: string | undefined) =>
  tenant === undefined ? path : `${path}?${new URLSearchParams({ tenant })}`

export const boardsPath = (tenant: string | undefined) => withTenant('/v1/boards', tenant)

export const boardPath = (tenant: string | undefined, id: string) =>
  withTenant(`/v1/boards/${encodeURIComponent(id)}`, tenant)

/** @throws ApiError */
export const listBoards = async (path: string, signal?: AbortSignal) =>
  (await getJson<{ readonly boards: readonly ListedBoard[] }>(path, signal && { signal })).boards

async function keptFrom(response: Response): Promise<KeptBoard> {
  const board = (await response.json()) as Board
  return { board, etag: response.headers.get('etag') ?? '' }
}

/** @throws ApiError */
export const readBoard = async (path: string, signal?: AbortSignal): Promise<KeptBoard> =>
  keptFrom(await send(path, signal && { signal }))

/**
 * Saves a board, and answers as it was saved: names that look like personal data are replaced.
 *
 * @param etag of the board that it replaces; undefined makes a new one
 * @throws Refused
 */
export async function saveBoard(
  tenant: string | undefined,
  { id, title, question, sections }: Board,
  etag?: string,
): Promise<KeptBoard> {
  const condition: Record<string, string> =
    etag === undefined ? { 'if-none-match': '*' } : { 'if-match': etag }
  const body = { id, title, question, sections }
  return keptFrom(await save(boardPath(tenant, id), { method: 'PUT', headers: condition, body }))
}

/** @throws Refused */
export async function removeBoard(tenant: string | undefined, id: string, etag: string): Promise<void> {
  await save(boardPath(tenant, id), { method: 'DELETE', headers: { 'if-match': etag } })
}
