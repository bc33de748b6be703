/** Checks `If-Match` and `If-None-Match` (RFC 9110 §13.1), by which nobody overwrites what another saved meanwhile. */
import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '../../http/problem.js'

const names = (header: string, etag: string): boolean =>
  header.split(',').some((each) => each.trim() === etag)

const changed = (etag: string | undefined) =>
  new Problem('board_changed', { ...(etag !== undefined && { headers: { etag } }) })

/**
 * @param etag of what is there; undefined when nothing is
 * @throws Problem `board_changed`
 */
export function requireMatch(headers: IncomingHttpHeaders, etag: string | undefined): void {
  const wanted = headers['if-match']
  if (wanted !== undefined && (etag === undefined || !(wanted.trim() === '*' || names(wanted, etag))))
    throw changed(etag)
  const unwanted = headers['if-none-match']
  if (unwanted !== undefined && etag !== undefined && (unwanted.trim() === '*' || names(unwanted, etag)))
    throw changed(etag)
}
