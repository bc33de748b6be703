/** What an answer of the collector means for a batch. Only a 202 says that events are stored. */
import { BLOCKED, type SendResponse } from './platform.js'

export type Outcome =
  /** Stored, but for the events at these indices. */
  | { readonly kind: 'stored'; readonly rejected: Rejections }
  | { readonly kind: 'retry' }
  /** Somewhere in the batch is something that the collector refuses as a whole: halve it to find out where. */
  | { readonly kind: 'split'; readonly reason: 'too_large' | 'rejected' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'blocked' }

/** By index: code and schema path, safe to show; empty when the answer was not. */
export type Rejections = ReadonlyMap<number, string>

/** Another status than those named is a proxy's, a captive portal's or a mistake in deployment: events outlive it. */
export function interpret({ status, body }: SendResponse, batchSize: number): Outcome {
  if (status === 202) return { kind: 'stored', rejected: readRejections(body, batchSize) }
  if (status === 413) return { kind: 'split', reason: 'too_large' }
  if (status === 400 || status === 415) return { kind: 'split', reason: 'rejected' }
  if (status === BLOCKED) return { kind: 'blocked' }
  return { kind: status === 401 || status === 403 ? 'stop' : 'retry' }
}

/** Codes and schema paths look like this; anything else in an answer is not repeated. */
const SAFE = /^[a-z_]{1,32}( at [a-z_.]{1,64})?$/

function readRejections(body: string, batchSize: number): Rejections {
  const rejections = new Map<number, string>()
  for (const item of parseRejected(body)) {
    const { index, code, path } = (item ?? {}) as { index?: unknown; code?: unknown; path?: unknown }
    if (!Number.isInteger(index) || Number(index) < 0 || Number(index) >= batchSize) continue
    const reason = [[code, path].join(' at '), String(code)].find((text) => SAFE.test(text))
    rejections.set(Number(index), typeof code === 'string' && reason !== undefined ? reason : '')
  }
  return rejections
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
