/**
 * One node over HTTP: a request, its answer as parsed JSON. No retries and no queue, both are fan-out's; so Node's
 * own client is enough and the official one stays out. @throws OpenSearchError with a code, or the signal's reason.
 */
import { readFile } from 'node:fs/promises'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { OpenSearchError, withoutReason } from './failure.js'

export interface ConnectionOptions {
  /** Scheme, host and port. */
  readonly node: string
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** PEM of the authority to trust; undefined trusts the system's. */
  readonly caFile?: string | undefined
}

export interface Answer {
  readonly status: number
  /** Undefined when it is not JSON, as from a proxy in between. */
  readonly body: unknown
}

export interface Send {
  /** A text is sent as NDJSON, anything else as JSON. */
  readonly body?: string | object
  readonly signal: AbortSignal
}

export interface Connection {
  request(method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD', path: string, send: Send): Promise<Answer>
  close(): void
}

/** Bounds memory: what is asked for here is far smaller, so a longer answer is not OpenSearch's. */
const MAX_ANSWER = 64 * 1024 * 1024

export async function connect(options: ConnectionOptions): Promise<Connection> {
  const url = new URL(options.node)
  const secure = url.protocol === 'https:'
  const agent = secure
    ? new HttpsAgent({
        keepAlive: true,
        ...(options.caFile === undefined ? {} : { ca: await readCa(options.caFile) }),
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
          const open = secure ? httpsRequest : httpRequest
          const sent = open(new URL(path, url), { method, headers, agent, signal }, resolve)
          sent.on('error', reject)
          sent.end(bytes)
        })
        const text = await readText(response)
        return { status: response.statusCode ?? 0, body: parse(text) }
      } catch (thrown) {
        signal.throwIfAborted()
        throw withoutReason(thrown)
      }
    },
    close: () => agent.destroy(),
  }
}

async function readCa(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (thrown) {
    throw withoutReason(thrown)
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
    if (size > MAX_ANSWER) {
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

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** A member of an answer by its path; undefined when it is not there. */
export function member(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at: unknown = value
  for (const name of path) {
    if (!isObject(at) || !Object.hasOwn(at, name)) return undefined
    at = at[name]
  }
  return at
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** `error.type` of an answer, if it has one. */
export const errorType = (body: unknown): string | undefined => textOf(member(body, 'error', 'type'))

/** An answer that cannot be used, as an error. */
export const refusal = ({ status, body }: Answer): OpenSearchError =>
  new OpenSearchError([`HTTP_${status}`, errorType(body)].filter((part) => part !== undefined).join('_'))
