/**
 * One HTTP request. `node:http` and not `fetch`: measured at a third to a half of its processor time, and no 30 ms to load.
 * Bodies are compressed off the main thread. Redirects are not followed: a write key is not carried to another host.
 */
import type { Agent, IncomingMessage, RequestOptions } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { SendRequest, SendResponse } from '@hushlog/sdk-core'

const compress = promisify(gzip)

/** Below this a body hardly gets smaller. */
const MIN_GZIP_BYTES = 1024
/** Measured on batches of 500: level 6 takes twice the time of 3 for 7 % fewer bytes. */
const GZIP_LEVEL = 3
/** An answer with a rejection for each of 500 events has some 50 KiB. */
const MAX_ANSWER_CHARS = 1024 * 1024

/** One connection, because one request is in flight; idle it keeps no process alive. */
const agentOptions = { keepAlive: true, maxSockets: 2 }

/**
 * Only what is needed, and not by `import` where there is another way: that reads all that a module exports, and so loads the
 * WebSocket of Node 24 (13 MB).
 */
const load = async (scheme: 'http' | 'https') =>
  scheme === 'https'
    ? (process.getBuiltinModule?.('node:https') ?? import('node:https'))
    : (process.getBuiltinModule?.('node:http') ?? import('node:http'))

/** @param headers beside those of the body */
export function createRequest(
  url: string,
  headers: Readonly<Record<string, string>>,
): (request: SendRequest) => Promise<SendResponse> {
  const agents = new Map<string, Agent>()

  async function exchange(
    target: SendRequest,
    body: Uint8Array,
    options: RequestOptions,
  ): Promise<SendResponse> {
    const scheme = url.startsWith('https:') ? 'https' : 'http'
    const http = await load(scheme)
    const agent = agents.get(scheme) ?? new http.Agent(agentOptions)
    agents.set(scheme, agent)
    return new Promise((resolve, reject) => {
      const request = http.request(url, { ...options, agent })
      const timer = setTimeout(() => request.destroy(new Error('timeout')), target.timeout)
      request.on('close', () => clearTimeout(timer))
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The collector closed an idle connection just as it was used again: no sign of trouble.
        if (request.reusedSocket && error.code === 'ECONNRESET')
          exchange(target, body, options).then(resolve, reject)
        else reject(error)
      })
      request.on('response', (answer) => readAnswer(answer).then(resolve))
      request.end(body)
    })
  }

  return async (target) => {
    const { body: given } = target
    // A small body is copied, so that the bytes of a request are its own, however it ends.
    const isSmall = typeof given === 'string' || given.length <= MIN_GZIP_BYTES
    const plain = isSmall ? Buffer.from(given) : given
    const zipped = plain.length > MIN_GZIP_BYTES
    const body = zipped ? await compress(plain, { level: GZIP_LEVEL }) : plain
    const all = {
      ...headers,
      'content-length': body.length,
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    }
    return exchange(target, body, { method: 'POST', headers: all })
  }
}

/** The status stands with its head; a body that breaks off is an unreadable one. */
function readAnswer(answer: IncomingMessage): Promise<SendResponse> {
  const status = answer.statusCode ?? 0
  const retryAfter = answer.headers['retry-after']
  return new Promise((resolve) => {
    let body = ''
    answer.setEncoding('utf8')
    answer.on('data', (chunk: string) => {
      if (body.length + chunk.length <= MAX_ANSWER_CHARS) body += chunk
      else answer.destroy()
    })
    answer.on('end', () => resolve({ status, retryAfter, body }))
    answer.on('error', () => resolve({ status, retryAfter, body: '' }))
    answer.on('close', () => resolve({ status, retryAfter, body: '' }))
  })
}
