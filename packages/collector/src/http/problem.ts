/**
 * Lists every refusal in one table: code → status and title (RFC 9457). An answer says what is wrong and what
 * is allowed; it never repeats what was sent.
 */
import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

export const problems = {
  malformed_request: { status: 400, title: 'Malformed HTTP request' },
  malformed_body: { status: 400, title: 'Malformed request body' },
  invalid_parameter: { status: 400, title: 'Invalid parameter' },
  unknown_key: { status: 401, title: 'Invalid or missing write key' },
  unknown_reader: { status: 401, title: 'Invalid or missing read token or admin password' },
  origin_not_allowed: { status: 403, title: 'Origin not allowed for this write key' },
  scope_missing: { status: 403, title: 'The read token does not have this scope' },
  admin_only: { status: 403, title: 'Admin credentials required' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  copies_possible: { status: 409, title: 'Replay may store duplicates in this sink' },
  body_too_large: { status: 413, title: 'Request body too large' },
  unsupported_type: { status: 415, title: 'Unsupported content type' },
  unsupported_encoding: { status: 415, title: 'Unsupported content encoding' },
  rate_limited: { status: 429, title: 'Rate limit of this write key exceeded' },
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
}

/** A stage throws it; the code that owns the response answers with it. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly detail: string | undefined
  readonly headers: Readonly<Record<string, string>>
  constructor(
    readonly code: ProblemCode,
    options: ProblemOptions = {},
  ) {
    super(problems[code].title)
    this.status = problems[code].status
    this.detail = options.detail
    this.headers = options.headers ?? {}
  }
}

/** @returns the thrown problem; `internal` in place of any other error. */
export const toProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('internal')

const document = ({ code, status, message, detail }: Problem): string =>
  JSON.stringify({ type: `urn:hushlog:problem:${code}`, title: message, status, code, detail })

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

/**
 * Answers on a connection whose bytes Node could not read as a request, such as one with headers that are too
 * large. It is a listener for the event `clientError` of a server.
 */
export const refuseConnection = (_error: unknown, socket: Duplex): void => {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const body = document(new Problem('malformed_request'))
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: ${TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  )
}
