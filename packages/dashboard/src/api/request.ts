/**
 * Makes all requests to the collector. Addresses are resolved against `location.origin`: a page opened as
 * `http://admin:password@host/analytics` has a base address with credentials, with which `fetch` refuses to work.
 */
import { ApiError, kindOf, type ProblemKind } from './api-error.js'
import { noteAnswer, noteFailure } from './freshness.js'

export const address = (path: string) => new URL(path, location.origin).href

interface RequestOptions {
  readonly signal?: AbortSignal
  readonly method?: string
  /** Is sent as JSON. */
  readonly body?: unknown
  readonly accept?: string
}

/** @throws ApiError */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const { signal, method, body, accept = 'application/json' } = options
  let response: Response
  try {
    response = await fetch(address(path), {
      ...(signal && { signal }),
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { accept, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: 'no-store',
    })
  } catch {
    throw fail(new ApiError('unreachable'), signal)
  }
  if (response.ok) return response
  throw fail(await refusalOf(kindOf(response.status), response), signal)
}

/** @throws ApiError */
export async function getJson<T>(path: string, options?: RequestOptions): Promise<T> {
  const response = await send(path, options)
  try {
    const answer = (await response.json()) as T
    noteAnswer()
    return answer
  } catch {
    throw fail(new ApiError('unexpected'), options?.signal)
  }
}

export const postJson = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  getJson<T>(path, { body, ...(signal && { signal }) })

/** A request that the page itself gave up says nothing about the collector. */
function fail(error: ApiError, signal: AbortSignal | undefined): ApiError {
  if (!signal?.aborted) noteFailure(error.kind)
  return error
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** Takes what a problem document says; an answer of another kind says nothing. */
async function refusalOf(kind: ProblemKind, response: Response): Promise<ApiError> {
  try {
    const problem = (await response.json()) as Readonly<Record<string, unknown>>
    return new ApiError(kind, textOf(problem.detail ?? problem.title), {
      code: textOf(problem.code),
      pointer: textOf(problem.pointer),
      nearest: textOf(problem.nearest),
    })
  } catch {
    return new ApiError(kind)
  }
}
