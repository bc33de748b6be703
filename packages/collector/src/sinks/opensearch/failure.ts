/**
 * What may be told of a failure of OpenSearch: its code or type. Its reasons quote values (`Preview of field's value`)
 * and are not even asked for: bulk answers come through `filter_path` without them.
 */
import type { SinkFailure } from '../sink.js'

export class OpenSearchError extends Error {
  override readonly name = 'OpenSearchError'
  constructor(readonly code: string) {
    super(`the opensearch sink failed: ${code}`)
  }
}

const CODE = /^[A-Za-z0-9_]{1,60}$/

/** An error of Node's network or file system, without its message. */
export function withoutReason(thrown: unknown): Error {
  if (thrown instanceof OpenSearchError || thrown instanceof DOMException) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  return new OpenSearchError(typeof code === 'string' && CODE.test(code) ? code : 'UNKNOWN')
}

/** Status 400 that is not the document's fault: too many shards for one more index, an index that is closed. */
const clusterFaults = new Set(['validation_exception', 'index_closed_exception'])

/** Of one item, or of a whole answer. A refusal of rights is the operator's to lift and loses nothing meanwhile. */
export function failureOf(status: number, type: string | undefined): SinkFailure {
  if (status === 429) return 'throttled'
  if (status === 413) return 'too_large'
  if (status === 400 && !clusterFaults.has(type ?? '')) return 'rejected'
  return 'unavailable'
}
