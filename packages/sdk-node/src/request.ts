/**
 * Sends one HTTP request with `node:http`, which takes a third to a half of the processor time of `fetch` and does not need
 * 30 ms to load (measured). Bodies are compressed off the main thread. Redirects are not followed, so that a write key is
 * not carried to another host.
 */
import type { Agent, IncomingMessage } from 'node:http'
import { errorCode } from '@hushlog/base'
import type { SendRequest, SendResponse } from '@hushlog/sdk-core'
import { findBuiltin } from './builtin.js'
import { sendByFetch } from './send-by-fetch.js'

/** Smaller bodies hardly get smaller by compression. */
const MIN_GZIP_BYTES = 1024
/** Level 6 takes twice the time of level 3 for 7 % fewer bytes (measured on batches of 500). */
const GZIP_LEVEL = 3
/** A response with a rejection for each of 500 events has some 50 KiB. */
const MAX_RESPONSE_CHARS = 1024 * 1024

/** One request is in flight at a time. An idle connection keeps no process alive. */
const agentOptions = { keepAlive: true, maxSockets: 2 }

/** The cause of a request that took too long; the system has the same code for a connection that does. */
const TIMED_OUT = Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })

function compress(body: Uint8Array): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const zlib = findBuiltin('node:zlib')
    if (zlib === undefined) resolve(undefined)
    else zlib.gzip(body, { level: GZIP_LEVEL }, (error, result) => resolve(error ? undefined : result))
  })
}

/** @param common headers of every request beside those that describe its body */
export function createRequest(
  url: string,
  common: Readonly<Record<string, string>>,
): (request: SendRequest) => Promise<SendResponse> {
  const agents = new Map<string, Agent>()

  async function exchange(
    target: SendRequest,
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
  ): Promise<SendResponse> {
    const scheme = url.startsWith('https:') ? 'https' : 'http'
    const http = findBuiltin(`node:${scheme}`)
    if (http === undefined) return sendByFetch(url, body, headers, target.timeout)
    const agent = agents.get(scheme) ?? new http.Agent(agentOptions)
    agents.set(scheme, agent)
    return new Promise((resolve) => {
      const request = http.request(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
        agent,
      })
      const timer = setTimeout(() => request.destroy(TIMED_OUT), target.timeout)
      request.on('close', () => clearTimeout(timer))
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The collector closed an idle connection just as it was used again, which is no failure.
        if (request.reusedSocket && error.code === 'ECONNRESET') exchange(target, body, headers).then(resolve)
        else resolve({ cause: errorCode(error) })
      })
      request.on('response', (response) => readResponse(response).then(resolve))
      request.end(body)
    })
  }

  return async (target) => {
    const { body: passed } = target
    // A small body is copied: the queue overwrites its bytes when the request times out before they are sent.
    const isSmall = typeof passed === 'string' || passed.length <= MIN_GZIP_BYTES
    const plain = isSmall ? Buffer.from(passed) : passed
    const compressed = plain.length > MIN_GZIP_BYTES ? await compress(plain) : undefined
    const body = compressed ?? plain
    const headers = { ...common, ...(compressed && { 'content-encoding': 'gzip' }) }
    // An address that is none throws.
    return exchange(target, body, headers).catch((error: unknown) => ({ cause: errorCode(error) }))
  }
}

/** Reads a response. Its status counts as soon as the headers are there; a body that breaks off is empty. */
function readResponse(response: IncomingMessage): Promise<SendResponse> {
  const status = response.statusCode ?? 0
  const retryAfter = response.headers['retry-after']
  return new Promise((resolve) => {
    let body = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      if (body.length + chunk.length <= MAX_RESPONSE_CHARS) body += chunk
      else response.destroy()
    })
    response.on('end', () => resolve({ status, retryAfter, body }))
    response.on('error', () => resolve({ status, retryAfter, body: '' }))
    response.on('close', () => resolve({ status, retryAfter, body: '' }))
  })
}
