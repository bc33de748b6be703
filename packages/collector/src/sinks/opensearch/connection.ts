/**
 * Sends requests to one node over HTTP. Delivery owns retries and queues, so that Node's own client is
 * enough.
 */
import { readFile } from 'node:fs/promises'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { OpenSearchError, toOpenSearchError } from './failure.js'

export interface ConnectionOptions {
  /** Has a scheme, a host and a port. */
  readonly node: string
  readonly username?: string | undefined
  readonly password?: string | undefined
  /**
   * Names a PEM file with the authority that signed the node's certificate. The default trusts the system's.
   */
  readonly caFile?: string | undefined
}

export interface JsonResponse {
  readonly status: number
  /** Holds parsed JSON; undefined when the response is none, as from a proxy in between. */
  readonly body: unknown
}

export interface RequestOptions {
  /** A string is sent as NDJSON, an object as JSON. */
  readonly body?: string | object
  readonly signal: AbortSignal
}

export interface Connection {
  /** @throws OpenSearchError, or the reason of the signal */
  request(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD',
    path: string,
    options: RequestOptions,
  ): Promise<JsonResponse>
  close(): void
}

/** A response has at most this many bytes, which bounds memory. Responses to the sinks are far smaller. */
const MAX_RESPONSE = 64 * 1024 * 1024

export async function connect(options: ConnectionOptions): Promise<Connection> {
  const url = new URL(options.node)
  const isSecure = url.protocol === 'https:'
  const agent = isSecure
    ? new HttpsAgent({
        keepAlive: true,
        ...(options.caFile === undefined ? {} : { ca: await readAuthority(options.caFile) }),
      })
    : new HttpAgent({ keepAlive: true })
  const credentials =
    options.username === undefined
      ? {}
      : {
          authorization: `Basic ${Buffer.from(`${options.username}:${options.password ?? ''}`).toString('base64')}`,
        }

  return {
    async request(method, path, { body, signal }) {
      signal.throwIfAborted()
      const bytes = body === undefined ? undefined : encode(body)
      const headers = {
        accept: 'application/json',
        ...credentials,
        ...(bytes === undefined
          ? {}
          : { 'content-type': contentType(body), 'content-length': String(bytes.length) }),
      }
      try {
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          const send = isSecure ? httpsRequest : httpRequest
          const request = send(new URL(path, url), { method, headers, agent, signal }, resolve)
          request.on('error', reject)
          request.end(bytes)
        })
        const text = await readText(response)
        return { status: response.statusCode ?? 0, body: parse(text) }
      } catch (thrown) {
        signal.throwIfAborted()
        throw toOpenSearchError(thrown)
      }
    },
    close: () => agent.destroy(),
  }
}

/** Connects for as long as `use` takes. */
export async function withConnection<T>(
  options: ConnectionOptions,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(options)
  try {
    return await use(connection)
  } finally {
    connection.close()
  }
}

async function readAuthority(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (thrown) {
    throw toOpenSearchError(thrown)
  }
}

const encode = (body: string | object): Buffer =>
  Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))

const contentType = (body: string | object | undefined): string =>
  typeof body === 'string' ? 'application/x-ndjson' : 'application/json'

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    const bytes: Buffer = chunk
    size += bytes.length
    if (size > MAX_RESPONSE) {
      response.destroy()
      throw new OpenSearchError('ANSWER_TOO_LARGE')
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks, size).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const hasMember = (
  value: unknown,
  name: string | number,
): value is Readonly<Record<string | number, unknown>> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)

/** Returns a member of parsed JSON by its path; undefined when it is not there. */
export function member(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current: unknown = value
  for (const name of path) {
    if (!hasMember(current, name)) return undefined
    current = current[name]
  }
  return current
}

/** Returns `error.type` of a response, if it has one. */
export function errorType(body: unknown): string | undefined {
  const type = member(body, 'error', 'type')
  return typeof type === 'string' ? type : undefined
}

/** Makes an error of a response that cannot be used. */
export const responseError = ({ status, body }: JsonResponse): OpenSearchError =>
  new OpenSearchError([`HTTP_${status}`, errorType(body)].filter((part) => part !== undefined).join('_'))
