/**
 * Reduces errors of OpenSearch to a code or type. Its reasons quote values (`Preview of field's value`) and
 * are not even requested: `filter_path` keeps them out of answers to bulk requests.
 */
import type { SinkFailure } from '../sink.js'
import { reduceErrors, SinkError, safeCode } from '../sink-error.js'

/** Says what an operator can do, by the beginning of a code. */
const advice: Readonly<Record<string, string>> = {
  HTTP_401: 'the node does not take this username and password',
  HTTP_403: 'the user lacks a right; deploy/opensearch/roles.yml has those that are needed',
  DEPTH_ZERO_SELF_SIGNED_CERT: "say in ca_file who signed the node's certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "say in ca_file who signed the node's certificate",
  UNABLE_TO_: "say in ca_file who signed the node's certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name than that in node',
  EPROTO: 'the node does not speak TLS: say http:// in node',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the node does not speak TLS: say http:// in node',
}

export class OpenSearchError extends SinkError {
  override readonly name = 'OpenSearchError'
  constructor(code: string) {
    super('the opensearch sink', code, advice)
  }
}

export const toOpenSearchError = reduceErrors(OpenSearchError, (thrown) => safeCode(thrown) ?? 'UNKNOWN')

/** Lists failures by HTTP status. */
const failures: Readonly<Record<number, SinkFailure>> = {
  400: 'rejected',
  413: 'too_large',
  429: 'throttled',
}

/**
 * With these types the document is not at fault but its index: there are too many shards for one more index,
 * or the index is closed or blocked.
 */
const indexFaults = new Set(['validation_exception', 'index_closed_exception', 'cluster_block_exception'])

export const isIndexFault = (type: string | undefined): boolean => indexFaults.has(type ?? '')

/**
 * Returns why an item, or a whole request, failed. A right that is missing loses nothing: the sink is
 * unavailable until an operator grants it.
 */
export const failureOf = (status: number, type: string | undefined): SinkFailure =>
  isIndexFault(type) && status !== 429 ? 'unavailable' : (failures[status] ?? 'unavailable')
