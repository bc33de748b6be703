/** What an answer of the collector means for a batch. Only a 202 says that events are stored. */
import type { SendResponse } from './platform.js'

export type Outcome =
  /** Stored, but for the events at these indices. */
  | { readonly kind: 'stored'; readonly rejected: readonly Rejection[] }
  | { readonly kind: 'retry' }
  /** Somewhere in the batch is something that the collector refuses as a whole: halve it to find out where. */
  | { readonly kind: 'split'; readonly reason: 'too_large' | 'rejected' }
  | { readonly kind: 'stop' }

export interface Rejection {
  readonly index: number
  /** Code and schema path, safe to show; empty when the answer was not. */
  readonly reason: string
}

/** Another status than those named is a proxy's, a captive portal's or a mistake in deployment: events outlive it. */
export function interpret(response: SendResponse, batchSize: number): Outcome {
  switch (response.status) {
    case 202:
      return { kind: 'stored', rejected: readRejections(response.body, batchSize) }
    case 413:
      return { kind: 'split', reason: 'too_large' }
    case 400:
    case 415:
      return { kind: 'split', reason: 'rejected' }
    case 401:
    case 403:
      return { kind: 'stop' }
    default:
      return { kind: 'retry' }
  }
}

/** Codes and schema paths look like this; anything else in an answer is not repeated. */
const SAFE = /^[a-z_]{1,32}$/
const SAFE_PATH = /^[a-z_.]{1,64}$/

function readRejections(body: string, batchSize: number): Rejection[] {
  const list = parseRejected(body)
  const byIndex = new Map<number, Rejection>()
  for (const item of list) {
    const { index, code, path } = (item ?? {}) as { index?: unknown; code?: unknown; path?: unknown }
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= batchSize) continue
    const at = typeof path === 'string' && SAFE_PATH.test(path) ? ` at ${path}` : ''
    byIndex.set(index, { index, reason: typeof code === 'string' && SAFE.test(code) ? code + at : '' })
  }
  return [...byIndex.values()]
}

function parseRejected(body: string): unknown[] {
  try {
    const { rejected } = JSON.parse(body) as { rejected?: unknown }
    return Array.isArray(rejected) ? rejected : []
  } catch {
    // The status alone says stored; without a readable list every event counts as delivered.
    return []
  }
}
