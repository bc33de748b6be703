/**
 * Every refusal, in one table: code → status and title (RFC 9457). An answer says what is wrong and what is
 * allowed; it never repeats what was sent.
 */
import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

const problems = {
  malformed_request: { status: 400, title: 'This is not HTTP that can be read' },
  malformed_body: { status: 400, title: 'The body cannot be read' },
  invalid_parameter: { status: 400, title: 'A parameter is not valid' },
  unknown_key: { status: 401, title: 'A known key is needed' },
  unknown_reader: { status: 401, title: 'A read token or the admin password is needed' },
  origin_not_allowed: { status: 403, title: 'This origin may not use this key' },
  admin_only: { status: 403, title: 'Only the admin may do this' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This method is not supported here' },
  copies_possible: { status: 409, title: 'This sink may get second copies' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_type: { status: 415, title: 'The content type is not supported' },
  unsupported_encoding: { status: 415, title: 'The content encoding is not supported' },
  rate_limited: { status: 429, title: 'Too many events for this key' },
  internal: { status: 500, title: 'The collector failed' },
  log_full: { status: 503, title: 'The log is full' },
  disk_full: { status: 503, title: 'The disk is full' },
  overloaded: { status: 503, title: 'The collector has too much to do' },
  reports_disabled: { status: 503, title: 'No store answers reports' },
  store_unavailable: { status: 503, title: 'The store of the reports is not open' },
  stopping: { status: 503, title: 'The collector is stopping' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

export const problemCodes = Object.keys(problems) as readonly ProblemCode[]

export interface ProblemOptions {
  /** What is allowed, or where it went wrong; never a value from the request. */
  readonly detail?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown by a stage, answered by whoever owns the response. */
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

export const toProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('internal')

const document = ({ code, status, message, detail }: Problem): string =>
  JSON.stringify({ type: `urn:hushlog:problem:${code}`, title: message, status, code, detail })

const TYPE = 'application/problem+json; charset=utf-8'

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

/** For what never became a request, such as headers that are too large: Node hands over the bare connection. */
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
