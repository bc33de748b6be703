/**
 * Host and path. Query, fragment, user name, password and matrix parameters never leave; what is left is
 * scanned. Addresses without a host (`mailto:`, `data:`, `javascript:`) keep their scheme only.
 */
import type { EngineFor } from './engine.js'
import { type Redact, redactAndCut } from './redact-and-cut.js'

/** From the query on, also encoded, as some servers decode before they split; and what a browser drops when it reads an address. */
const QUERY = /(?:[?#]|%3f|%23).*|[\t\n\r]/gis
const MATRIX = /;[^/]*/g
/** `localhost:3000/x` only looks as if it had a scheme. User name and password stand behind a scheme or slashes; the path begins at the first slash. */
const START = /^([a-z][a-z\d+.-]{0,30}:(?!\d{1,5}(?:\/|$)))?(\/\/)?([^/]*@)?(.*)/is
/** Others without slashes have no host. */
const HOST = /^(?:https?|wss?|ftp):/i
const KEEP = 512

const hostAndPath = (url: string): string =>
  url
    .trim()
    .replace(QUERY, '')
    .replace(/\\/g, '/')
    .replace(MATRIX, '')
    .replace(START, (all, scheme = '', slashes = '', _, rest) =>
      scheme || slashes ? scheme + (slashes || HOST.test(scheme) ? slashes + rest : '') : all,
    )

export function sanitizeUrl(url: string, redact: Redact, count: (rule: string) => void): string {
  const kept = redactAndCut(url, KEEP, (text) => redact(hostAndPath(text), count), count)
  // Whole segments only.
  return kept.length < KEEP ? kept : kept.slice(0, kept.lastIndexOf('/') + 1)
}

export const createSanitizeUrl =
  (engineFor: EngineFor) =>
  (url: string): string =>
    sanitizeUrl(url, engineFor({}).redactInUrl, () => undefined)
