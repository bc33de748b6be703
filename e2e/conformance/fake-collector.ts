/**
 * An HTTP server that answers by a script and records what it received. It stores by event id as a collector
 * does, so that a repetition after a lost answer is one event.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** Describes the answer to one request; without any field it is a 202. */
export interface Answer {
  readonly status?: number
  /** Delays the answer by so many milliseconds. */
  readonly delay?: number
  readonly retry_after?: string
  readonly body?: string
  /** Rejects the events with these indices in the batch. */
  readonly reject?: readonly number[]
  /** Breaks the connection `before` anything is stored, or `after`, so that only the answer is lost. */
  readonly reset?: 'before' | 'after'
  /** Stores the batch, and breaks off within the body of the answer. */
  readonly half?: boolean
  /** Refuses with 400 as long as the batch holds an event with this type. */
  readonly refuse_event?: string
  /** Refuses with 413 a batch that has more events than this. */
  readonly max_events?: number
}

export interface ReceivedEvent {
  readonly id: string
  readonly event: string
  readonly [field: string]: unknown
}

export interface ReceivedRequest {
  /** Tells when the request came, in milliseconds since the first. */
  readonly at: number
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  /** Holds the size as it was sent, in bytes. */
  readonly bytes: number
  readonly events: readonly ReceivedEvent[]
  /** Tells what the client's clock showed when it sent the request. */
  readonly sentAt: number
}

export interface FakeCollector {
  readonly url: string
  readonly requests: readonly ReceivedRequest[]
  /** Holds the stored events by id, without client reports. */
  readonly stored: ReadonlyMap<string, ReceivedEvent>
  readonly reports: ReadonlyMap<string, ReceivedEvent>
  /** Counts the requests that were open at the same time, at most. */
  readonly concurrency: number
  /** Collects ids that came again with another content. It must stay empty. */
  readonly changed: readonly string[]
  /** Refuses new connections and breaks open ones, or accepts connections again. */
  vanish(gone: boolean): void
  close(): Promise<void>
}

/** @param answers the answers in order; the last one is also the answer to all later requests */
export async function startFakeCollector(answers: readonly Answer[] = [{}]): Promise<FakeCollector> {
  const requests: ReceivedRequest[] = []
  const stored = new Map<string, ReceivedEvent>()
  const reports = new Map<string, ReceivedEvent>()
  const seen = new Map<string, string>()
  const changed: string[] = []
  let first = 0
  let open = 0
  let concurrency = 0
  let gone = false

  function note(events: readonly ReceivedEvent[]) {
    for (const event of events) {
      const json = JSON.stringify(event)
      if ((seen.get(event.id) ?? json) !== json) changed.push(event.id)
      seen.set(event.id, json)
    }
  }

  function store(events: readonly ReceivedEvent[], reject: readonly number[]) {
    events.forEach((event, index) => {
      if (!reject.includes(index)) (event.event === 'client_report' ? reports : stored).set(event.id, event)
    })
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const wire = Buffer.concat(chunks)
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(wire) : wire
    const { events, sent_at } = JSON.parse(body.toString()) as { events: ReceivedEvent[]; sent_at: string }
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? {}
    if (requests.length === 0) first = Date.now()
    const { method = '', url = '', headers } = request
    requests.push({
      at: Date.now() - first,
      method,
      url,
      headers,
      bytes: wire.length,
      events,
      sentAt: Date.parse(sent_at),
    })
    note(events)
    if (answer.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delay))
    respond(response, events, answer)
  }

  function respond(response: ServerResponse, events: readonly ReceivedEvent[], answer: Answer) {
    const refused = events.some(({ event }) => event === answer.refuse_event) ? 400 : undefined
    const tooMany = events.length > (answer.max_events ?? Number.POSITIVE_INFINITY) ? 413 : undefined
    const status = answer.status ?? refused ?? tooMany ?? 202
    const reject = answer.reject ?? []
    if (status === 202 && answer.reset !== 'before') store(events, reject)
    if (answer.reset !== undefined) {
      response.destroy()
      return
    }
    const rejected = reject.map((index) => ({ index, code: 'invalid_value', path: 'topic' }))
    const body =
      answer.body ?? JSON.stringify({ accepted: events.length - reject.length, duplicates: 0, rejected })
    const retryAfter = answer.retry_after === undefined ? {} : { 'retry-after': answer.retry_after }
    const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' }
    response.writeHead(status, { 'content-type': 'application/json', ...retryAfter, ...cors })
    if (!answer.half) {
      response.end(body)
      return
    }
    response.write(body.slice(0, body.length / 2), () => response.destroy())
  }

  const server = createServer((request, response) => {
    open++
    concurrency = Math.max(concurrency, open)
    response.on('close', () => open--)
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  server.on('connection', (socket) => {
    if (gone) socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stored,
    reports,
    changed,
    get concurrency() {
      return concurrency
    },
    vanish(vanished) {
      gone = vanished
      if (gone) server.closeAllConnections()
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
