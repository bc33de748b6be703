/**
 * A process that gets a signal delivers what it has, in bounded time, and ends as the signal would have ended
 * it.
 */
import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'

const sdk = fileURLToPath(new URL('../../packages/sdk-node/dist/index.js', import.meta.url))
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function collector(answers: boolean) {
  const ids: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
    for (const { id } of JSON.parse(String(text)).events) ids.push(id)
    if (answers) response.writeHead(202).end('{"rejected":[]}')
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { ids, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/**
 * Returns a program that tracks 50 events, which would wait for a minute, prints `ready`, and stays alive.
 */
function program(url: string, more = ''): string {
  return `import { createHushlog } from ${JSON.stringify(sdk)}
    const hush = createHushlog({ endpoint: '${url}', writeKey: 'hlw_x', flushInterval: 60000, warn() {} })
    for (let i = 0; i < 50; i++) hush.track('page_view')
    setInterval(() => {}, 1000)
    ${more}
    console.log('ready')`
}

async function run(source: string, signals: readonly NodeJS.Signals[]) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  )
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const begun = performance.now()
  for (const signal of signals) {
    child.kill(signal)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  return { ...(await ended), time: performance.now() - begun }
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s delivers what is queued and then ends the process',
  async (signal) => {
    const { ids, url } = await collector(true)
    expect(await run(program(url), [signal])).toMatchObject({ code: null, signal })
    expect(new Set(ids).size).toBe(50)
  },
)

test('a collector that does not answer holds the process two seconds and no longer', async () => {
  const { url } = await collector(false)
  const { signal, time } = await run(program(url), ['SIGTERM'])
  expect(signal).toBe('SIGTERM')
  expect(time).toBeGreaterThan(1500)
  expect(time).toBeLessThan(30_000)
})

// Only the clock tells a wait of two seconds from none, so that a busy machine may need another attempt.
test('a second signal ends the process at once', { retry: 3 }, async () => {
  const { url } = await collector(false)
  const { signal, time } = await run(program(url), ['SIGINT', 'SIGINT'])
  expect(signal).toBe('SIGINT')
  expect(time).toBeLessThan(1900)
})

test('a process with a listener of its own decides when it ends', async () => {
  const { ids, url } = await collector(true)
  const own = `process.on('SIGTERM', () => setTimeout(() => process.exit(7), 1000))`
  expect(await run(program(url, own), ['SIGTERM'])).toMatchObject({ code: 7 })
  expect(new Set(ids).size).toBe(50)
})
