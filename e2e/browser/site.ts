/**
 * Serves the site of a customer: given files under a strict policy. It also collects the errors of its pages.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { BrowserContext } from '@playwright/test'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
}

export interface Site {
  readonly origin: string
  /** The bodies that were posted to the site. */
  readonly posted: string[]
  close(): Promise<void>
}

/** Returns the address of a file of this repository. */
export const repositoryFile = (path: string) => new URL(`../../${path}`, import.meta.url)

/**
 * @param pages texts or files by path; a `URL` that ends in `/` is a folder
 * @param elsewhere origins that pages may load scripts from and send to
 */
export async function createSite(
  pages: Readonly<Record<string, string | URL>>,
  elsewhere: readonly string[] = [],
): Promise<Site> {
  const sources = ["'self'", ...elsewhere].join(' ')
  // Browsers ask for the icon by themselves, some of them under the page's policy.
  const policy = `default-src 'none'; img-src 'self'; script-src ${sources}; connect-src ${sources}; require-trusted-types-for 'script'`
  const posted: string[] = []

  const read = async (path: string): Promise<string | Buffer | undefined> => {
    const page = pages[path]
    if (typeof page === 'string') return page
    if (page instanceof URL) return readFile(fileURLToPath(page))
    const [folder, target] =
      Object.entries(pages).find(([key]) => key.endsWith('/') && key !== '/' && path.startsWith(key)) ?? []
    if (folder === undefined || !(target instanceof URL)) return undefined
    return readFile(fileURLToPath(new URL(path.slice(folder.length), target)))
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    response.setHeader('access-control-allow-origin', '*')
    if (request.method === 'POST') {
      const bytes = await buffer(request)
      const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString(
        'utf8',
      )
      posted.push(body)
      const accepted = (JSON.parse(body) as { events: unknown[] }).events.length
      response.writeHead(202, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ accepted, duplicates: 0, rejected: [] }))
      return
    }
    const body = await read(pathname)
    if (body === undefined) response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end()
    else {
      const type = types[extname(pathname)] ?? 'text/html; charset=utf-8'
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Collects errors and policy violations of every page of the context, from now on. */
export async function collectComplaints(context: BrowserContext): Promise<string[]> {
  const complaints: string[] = []
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  context.on('console', (message) => {
    if (/policy/i.test(message.text())) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
  return complaints
}
