/**
 * What may be told of a failure of OpenSearch: its code or type. Its reasons quote values (`Preview of field's value`)
 * and are not even asked for: bulk answers come through `filter_path` without them.
 */
import type { SinkFailure } from '../sink.js'

/** What to do about failures that only an operator can end. */
const advice: readonly (readonly [code: RegExp, what: string])[] = [
  [/^HTTP_401/, 'the node does not take this username and password'],
  [/^HTTP_403/, 'the user lacks a right; deploy/opensearch/roles.yml has those that are needed'],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_)/,
    "say in ca_file who signed the node's certificate",
  ],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'the certificate is for another name than that in node'],
  [/^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/, 'the node does not speak TLS: say http:// in node'],
]

export class OpenSearchError extends Error {
  override readonly name = 'OpenSearchError'
  constructor(readonly code: string) {
    const what = advice.find(([pattern]) => pattern.test(code))?.[1]
    super(`the opensearch sink failed: ${code}${what === undefined ? '' : ` (${what})`}`)
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
