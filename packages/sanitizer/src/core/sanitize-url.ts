/**
 * Reduces an address to host and path, and redacts what is left. Query, fragment, user name, password and
 * matrix parameters never leave. An address without a host (`mailto:`, `data:`, `javascript:`) keeps its
 * scheme only.
 */
import type { EngineFor } from './engine.js'
import { type Redact, redactAndCut } from './redact-and-cut.js'

/**
 * Matches the query and all behind it, encoded as well because some servers decode before they split, and
 * white space that browsers drop.
 */
const QUERY = /(?:[?#]|%3f|%23).*|[\t\n\r]/gis
const MATRIX = /;[^/]*/g
/**
 * Captures scheme, slashes, user information and the rest. `localhost:3000/x` has no scheme. The path begins
 * at the first slash.
 */
const START = /^([a-z][a-z\d+.-]{0,30}:(?!\d{1,5}(?:\/|$)))?(\/\/)?([^/]*@)?(.*)/is
/** Matches the schemes that have a host even without slashes. */
const HOST = /^(?:https?|wss?|ftp):/i
/** The most UTF-16 units of an address that may leave. */
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
  // A cut segment could be half a value.
  return kept.length < KEEP ? kept : kept.slice(0, kept.lastIndexOf('/') + 1)
}

export const createSanitizeUrl =
  (engineFor: EngineFor) =>
  (url: string): string =>
    sanitizeUrl(url, engineFor({}).redactInUrl, () => undefined)
