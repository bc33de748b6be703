/**
 * Host and path. Query, fragment, user name, password and matrix parameters never leave; what is left is
 * scanned. Addresses without a host (`mailto:`, `data:`, `javascript:`) keep their scheme only.
 */
import type { Scopes } from './custom.js'
import { type Redact, redactAndCut } from './redact-and-cut.js'

/** A scheme and slashes. `localhost:3000/x` only looks as if it had a scheme. */
const START = /^(?:([a-z][a-z\d+.-]{0,30}:)(?!\d{1,5}(?:\/|$)))?(\/\/)?/i
const WITH_HOST = /^(?:https?|wss?|ftp):/
/** From the query on, also encoded, as some servers decode before they split; and what a browser drops when it reads an address. */
const QUERY = /(?:[?#]|%3f|%23).*|[\t\n\r]/gis
const MATRIX = /;[^/]*/g
/** User name and password; the path begins at the first slash. */
const CREDENTIALS = /^[^/]*@/
const KEEP = 512
const READ = 4096
const MAX_ROUNDS = 5

export function sanitizeUrl(
  url: string,
  redact: Redact,
  count: (rule: string) => void,
  rounds = MAX_ROUNDS,
): string {
  const result = once(url, redact, count)
  if (result === url) return result
  return rounds ? sanitizeUrl(result, redact, count, rounds - 1) : ''
}

function once(url: string, redact: Redact, count: (rule: string) => void): string {
  const path = url.slice(0, READ).trim().replace(QUERY, '').replace(/\\/g, '/').replace(MATRIX, '')
  const [start = '', written = '', slashes] = START.exec(path) ?? []
  const scheme = written.toLowerCase()
  if (scheme && !slashes && !WITH_HOST.test(scheme)) return scheme
  const rest = path.slice(start.length)
  const kept = redactAndCut(start ? `${scheme}//${rest.replace(CREDENTIALS, '')}` : rest, READ, redact, count)
  // Whole segments only.
  return kept.length > KEEP ? kept.slice(0, kept.lastIndexOf('/', KEEP - 1) + 1) : kept
}

export const createSanitizeUrl =
  (scopes: Scopes) =>
  (url: string): string =>
    sanitizeUrl(url, scopes({}).redactInUrl, () => undefined)
