/** Makes events as a client does, and sends them, once or until they are accepted. */
import { gzipSync } from 'node:zlib'
import { ulid } from 'ulid'

export interface WireEvent {
  readonly id: string
  readonly event: string
  readonly ts: string
  readonly schema_version: 1
  readonly [field: string]: unknown
}

export interface BatchAnswer {
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: readonly { index: number; id?: string; code: string; path: string }[]
}

export function newEvent(fields: Readonly<Record<string, unknown>> = {}, time = Date.now()): WireEvent {
  return {
    id: ulid(time),
    event: 'user_query',
    ts: new Date(time).toISOString(),
    schema_version: 1,
    session_id: 'session-1',
    ...fields,
  }
}

const HOUR_MS = 3_600_000

/**
 * Makes events of several types, spread over two hours, so that a batch goes to several tables and
 * partitions.
 */
export function newBatch(size: number): WireEvent[] {
  const now = Date.now()
  return Array.from({ length: size }, (_, i) => {
    const time = now - (i % 2) * HOUR_MS
    const session = { session_id: `session-${i % 50}` }
    switch (i % 5) {
      case 0:
        return newEvent({ ...session, event: 'user_query', query_length: i }, time)
      case 1:
        return newEvent({ ...session, event: 'agent_response', processing_time_ms: i, success: true }, time)
      case 2:
        return newEvent({ ...session, event: 'page_view', context: { page_path: '/help/returns' } }, time)
      case 3:
        return newEvent(
          { ...session, event: 'vendor_call', vendor: { name: 'openai', http_status: 200 } },
          time,
        )
      default:
        return newEvent({ ...session, event: 'message_sent', message_number: 1, topic: 'shipping' }, time)
    }
  })
}

/** Sends a batch once. @param now the time by the sender's clock, in milliseconds since the epoch */
export function post(
  url: string,
  writeKey: string,
  events: readonly unknown[],
  now = Date.now(),
): Promise<Response> {
  return fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      authorization: `Bearer ${writeKey}`,
    },
    body: gzipSync(JSON.stringify({ sent_at: new Date(now).toISOString(), events })),
    signal: AbortSignal.timeout(60_000),
  })
}

/** Sends a batch once, which must be accepted. @param now the time by the sender's clock */
export async function postAccepted(
  url: string,
  writeKey: string,
  events: readonly unknown[],
  now = Date.now(),
): Promise<BatchAnswer> {
  const response = await post(url, writeKey, events, now)
  const text = await response.text()
  if (response.status !== 202) throw new Error(`answered ${response.status}: ${text}`)
  return JSON.parse(text) as BatchAnswer
}

/**
 * Sends the same batch until it is answered with 202.
 *
 * @throws on a refusal that another attempt cannot change
 */
export async function postUntilAccepted(url: string, writeKey: string, events: readonly unknown[]) {
  for (let attempts = 1; ; attempts++) {
    const response = await post(url, writeKey, events).catch(() => undefined)
    // The connection can also break while the answer is read.
    const text = await response?.text().catch(() => undefined)
    if (response?.status === 202 && text !== undefined) {
      return { attempts, answer: JSON.parse(text) as BatchAnswer }
    }
    if (
      response !== undefined &&
      response.status >= 400 &&
      response.status !== 429 &&
      response.status < 500
    ) {
      throw new Error(`answered ${response.status}: ${text}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 40))
  }
}
