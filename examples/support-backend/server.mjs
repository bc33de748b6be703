/** The shop's own server serves the help page with its chat widget, and answers the messages. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHushlog } from '@hushlog/sdk-node'
import { createSupport } from './support.mjs'

const pages = new URL('../chat-widget/public/', import.meta.url)
const files = new Map(
  ['index.html', 'demo.css', 'observe.js', 'stub.js', 'chat.js', 'left-page.js', 'icon.svg'].map((name) => [
    name === 'index.html' ? '/' : `/${name}`,
    name,
  ]),
)
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const maxBody = 16 * 1024
/** A session may send this many messages a minute. */
const maxMessages = 30

/** Starts the server, and resolves with its address and a `close` that delivers what is queued. */
export async function startSupportBackend({ collector, writeKey, host = '127.0.0.1', port = 8789 }) {
  const hush = createHushlog({ endpoint: collector, writeKey, content: 'redacted' })
  const support = createSupport(hush)
  const allowed = createRateLimit()
  const origin = new URL(collector).origin
  // The policy allows no inline script and no inline style.
  const policy = `default-src 'self'; script-src 'self' ${origin}; connect-src 'self' ${origin}; object-src 'none'; base-uri 'none'`

  async function servePage(path, response) {
    const name = files.get(path)
    const body = await readFile(fileURLToPath(new URL(name, pages)), 'utf8')
    response.writeHead(200, {
      'content-type': types[extname(name)],
      'content-security-policy': policy,
      'cache-control': 'no-store',
    })
    response.end(
      name === 'index.html' ? body.replaceAll('{collector}', origin).replaceAll('{key}', writeKey) : body,
    )
  }

  async function chat(request, response) {
    const { session, message } = await readMessage(request)
    if (!allowed(session)) return json(response, 429, { error: 'Too many messages; please wait a minute.' })
    json(response, 200, await support.answer({ session, message }))
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://shop')
    const work =
      request.method === 'POST' && pathname === '/chat'
        ? chat(request, response)
        : request.method === 'GET' && files.has(pathname)
          ? servePage(pathname, response)
          : json(response, 404, { error: 'Not found' })
    Promise.resolve(work).catch((error) => {
      const status = error instanceof BadRequest ? 400 : 500
      if (status === 500) hush.track('error', { error_type: 'unhandled', operation: 'serve' })
      if (!response.headersSent) json(response, status, { error: 'That did not work.' })
    })
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${server.address().port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      return hush.shutdown(2_000)
    },
  }
}

class BadRequest extends Error {}

async function readMessage(request) {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk
    if (body.length > maxBody) throw new BadRequest()
  }
  let parsed
  try {
    parsed = JSON.parse(body)
  } catch {
    throw new BadRequest()
  }
  const { session, message } = parsed ?? {}
  if (session !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(String(session))) throw new BadRequest()
  if (typeof message !== 'string' || message.trim() === '') throw new BadRequest()
  return { session: session === undefined ? undefined : String(session), message: message.slice(0, 2_000) }
}

function json(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function createRateLimit() {
  let minute = 0
  const counts = new Map()
  return (session) => {
    const now = Math.floor(Date.now() / 60_000)
    if (now !== minute) {
      counts.clear()
      minute = now
    }
    const count = (counts.get(session) ?? 0) + 1
    counts.set(session, count)
    return count <= maxMessages
  }
}
