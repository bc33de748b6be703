/**
 * Lists every refusal in one table: code → status and title (RFC 9457). An answer says what is wrong and what
 * is allowed; it never repeats what was sent.
 */
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorCode } from '@hushlog/base'

export const problems = {
  malformed_request: { status: 400, title: 'Malformed HTTP request' },
  malformed_body: { status: 400, title: 'Malformed request body' },
  invalid_parameter: { status: 400, title: 'Invalid parameter' },
  invalid_query: { status: 400, title: 'Invalid query' },
  query_too_slow: { status: 400, title: 'Query took too long' },
  unknown_key: { status: 401, title: 'Invalid or missing write key' },
  unknown_reader: { status: 401, title: 'Invalid or missing read token or admin password' },
  origin_not_allowed: { status: 403, title: 'Origin not allowed for this write key' },
  foreign_origin: { status: 403, title: 'Request of a page of another origin' },
  scope_missing: { status: 403, title: 'The read token does not have this scope' },
  admin_only: { status: 403, title: 'Admin credentials required' },
  aggregates_only: { status: 403, title: 'Only figures may be read, and no single events' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  body_too_slow: { status: 408, title: 'Request body too slow' },
  request_too_slow: { status: 408, title: 'Request took too long to arrive' },
  copies_possible: { status: 409, title: 'Replay may store duplicates in this sink' },
  too_many_boards: { status: 409, title: 'Too many boards of this tenant' },
  board_changed: { status: 412, title: 'Somebody else changed the board' },
  body_too_large: { status: 413, title: 'Request body too large' },
  unsupported_type: { status: 415, title: 'Unsupported content type' },
  unsupported_encoding: { status: 415, title: 'Unsupported content encoding' },
  match_needed: { status: 428, title: 'There is such a board: If-Match has to name what is replaced' },
  rate_limited: { status: 429, title: 'Rate limit of this write key exceeded' },
  session_limited: { status: 429, title: 'Limit of events of one session exceeded' },
  address_limited: { status: 429, title: 'Limit of events from one address exceeded' },
  too_many_guesses: { status: 429, title: 'Too many wrong credentials from this address' },
  headers_too_large: { status: 431, title: 'Request headers too large' },
  internal: { status: 500, title: 'Internal error' },
  log_full: { status: 503, title: 'Event log full' },
  disk_full: { status: 503, title: 'Disk full' },
  overloaded: { status: 503, title: 'Collector overloaded' },
  reports_disabled: { status: 503, title: 'No store for reports configured' },
  store_unavailable: { status: 503, title: 'Store for reports unavailable' },
  stopping: { status: 503, title: 'Collector shutting down' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

export const problemCodes = Object.keys(problems) as readonly ProblemCode[]

export interface ProblemOptions {
  /** Says what is allowed, or where the error is; never holds a value of the request. */
  readonly detail?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Says whose request it is, when the credentials told it before the request was refused. It is not answered. */
  readonly tenantId?: string
  /** Further members of the answer, which hold no value of the request. */
  readonly members?: Readonly<Record<string, unknown>>
}

/** A stage throws it; the code that owns the response answers with it. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly detail: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly tenantId: string | undefined
  readonly members: Readonly<Record<string, unknown>>
  constructor(
    readonly code: ProblemCode,
    options: ProblemOptions = {},
  ) {
    super(problems[code].title)
    this.status = problems[code].status
    this.detail = options.detail
    this.headers = options.headers ?? {}
    this.tenantId = options.tenantId
    this.members = options.members ?? {}
  }
}

/** @returns the thrown problem; `internal` in place of any other error. */
export const toProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('internal')

const document = ({ code, status, message, detail, members }: Problem): string =>
  JSON.stringify({ ...members, type: `urn:hushlog:problem:${code}`, title: message, status, code, detail })

const TYPE = 'application/problem+json; charset=utf-8'

/**
 * Answers a request with a problem. A response whose head was sent can no longer say so and is destroyed.
 *
 * @param moreHeaders headers of every answer of the route, such as those of CORS
 */
export const sendProblem = (
  response: ServerResponse,
  problem: Problem,
  moreHeaders: Readonly<Record<string, string>> = {},
): void => {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = document(problem)
  response.writeHead(problem.status, {
    ...moreHeaders,
    ...problem.headers,
    'content-type': TYPE,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  response.end(body)
}

/** Holds the problems by the code of Node's error; any other error means that the bytes are no HTTP. */
const connectionProblems: ReadonlyMap<unknown, ProblemCode> = new Map([
  ['HPE_HEADER_OVERFLOW', 'headers_too_large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'body_too_large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request_too_slow'],
])

/**
 * Answers on a connection whose bytes Node could not read as a request, or not in time. It is a listener for the
 * event `clientError` of a server.
 *
 * @returns the problem that was answered; undefined when the connection was gone already
 */
export const refuseConnection = (error: unknown, socket: Duplex): ProblemCode | undefined => {
  if (!socket.writable || errorCode(error) === 'ECONNRESET') {
    socket.destroy()
    return undefined
  }
  const problem = new Problem(connectionProblems.get(errorCode(error)) ?? 'malformed_request')
  const body = document(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\ncontent-type: ${TYPE}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
  return problem.code
}
