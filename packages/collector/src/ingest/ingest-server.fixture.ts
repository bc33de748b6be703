/** Serves ingest over a log in memory, with a clock that tests set, and posts to it. */
import { createServer, request } from 'node:http'
import { createMemoryLog } from '../testing/memory-log.js'
import { createIngest, type Ingest } from './accept.js'
import { noCounts } from './no-counts.js'
import { noRefusals } from './refusals/refusals.fixture.js'
import type { IngestTenant } from './tenants.js'

export interface Posted {
  readonly status: number
  readonly answer: Readonly<Record<string, unknown>>
  /** Holds the events that the log has newly stored. */
  readonly stored: readonly Readonly<Record<string, unknown>>[]
}

export interface IngestServer {
  readonly ingest: Ingest
  readonly clock: { now: number }
  /** Counts by tenant the events whose time was corrected. */
  readonly corrected: Map<string, number>
  /** @param beforeEnd runs when the head of the request has arrived, and before its body is complete */
  post(
    path: string,
    body: string,
    headers?: Readonly<Record<string, string>>,
    beforeEnd?: () => void,
  ): Promise<Posted>
  close(): Promise<void>
}

export async function serveIngest(
  tenants: readonly IngestTenant[],
  now: number,
  maxEventAgeDays = 30,
): Promise<IngestServer> {
  const clock = { now }
  const corrected = new Map<string, number>()
  const log = createMemoryLog()
  let newest: Record<string, unknown>[] = []
  const ingest = createIngest({
    log: {
      ...log,
      async append(records) {
        const results = await log.append(records)
        const isNew = records.filter((_, i) => results[i] === 'stored')
        newest = isNew.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()))
        return results
      },
    },
    env: 'test',
    maxEventAgeDays,
    counts: {
      ...noCounts,
      timeCorrected: (tenantId, events) => corrected.set(tenantId, (corrected.get(tenantId) ?? 0) + events),
    },
    refusals: noRefusals,
    now: () => clock.now,
    onError: () => undefined,
  })
  ingest.setTenants(tenants)
  let onArrival: (() => void) | undefined
  const server = createServer((incoming, response) => {
    const isPage = incoming.url?.startsWith('/analytics-event')
    void (isPage ? ingest.pageEvents : ingest.events)(incoming, response)
    onArrival?.()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined

  return {
    ingest,
    clock,
    corrected,
    post: (path, body, headers = {}, beforeEnd = undefined) =>
      new Promise((resolve, reject) => {
        newest = []
        const all = { 'content-type': 'application/json', ...headers }
        const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers: all })
        sent.on('error', reject).on('response', async (response) => {
          const chunks: Buffer[] = []
          for await (const chunk of response) chunks.push(chunk as Buffer)
          const answer = JSON.parse(Buffer.concat(chunks).toString()) as Posted['answer']
          resolve({ status: response.statusCode ?? 0, answer, stored: newest })
        })
        if (beforeEnd === undefined) sent.end(body)
        else {
          onArrival = () => {
            onArrival = undefined
            beforeEnd()
            sent.end(body)
          }
          sent.flushHeaders()
        }
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
