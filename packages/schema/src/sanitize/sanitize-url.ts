/**
 * Host and path. Query, fragment, user name, password and matrix parameters never leave; what is left is
 * scanned. Addresses without a host (`mailto:`, `data:`, `javascript:`) keep their scheme only.
 */
import type { Find } from './find.js'
import { redactAndCut } from './redact-and-cut.js'

const PARTS = /^([a-z][a-z0-9+.-]{0,30}:)?(\/\/)?(.*)$/is
const WITH_HOST = /^(?:https?|wss?|ftp):$/
/** Also encoded: some servers decode before they split. */
const QUERY = /(?:[?#]|%3f|%23).*/is
const MATRIX = /;[^/]*/g
/** User name and password; the path begins at the first slash. */
const CREDENTIALS = /^[^/]*@/
/** What a browser drops when it reads an address. */
const INVISIBLE = /[\t\n\r]/g
const LIMIT = { keep: 512, read: 4096 }
/** In a page's path `/home/…` is a section, not somebody's folder. */
const FOLDERS = ['user_folder']
const MAX_ROUNDS = 5

export function sanitizeUrl(url: string, find: Find, count: (rule: string) => void): string {
  let address = url
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = once(address, find, count)
    if (result === address) return result
    address = result
  }
  return ''
}

function once(url: string, find: Find, count: (rule: string) => void): string {
  const read = url.slice(0, LIMIT.read).trim().replace(INVISIBLE, '').replace(/\\/g, '/')
  const [, written = '', slashes = '', rest = ''] = PARTS.exec(read) ?? []
  /** `localhost:3000/x` only looks as if it had a scheme. */
  const isHostAndPort = slashes === '' && /^\d{1,5}(?:[/?#]|$)/.test(rest)
  const scheme = isHostAndPort ? '' : written.toLowerCase()
  const hasHost = slashes !== '' || isHostAndPort || WITH_HOST.test(scheme)
  if (scheme !== '' && !hasHost) return scheme
  const path = (isHostAndPort ? written + rest : rest).replace(QUERY, '').replace(MATRIX, '')
  const kept =
    (hasHost && !isHostAndPort ? `${scheme}//` : scheme) + (hasHost ? path.replace(CREDENTIALS, '') : path)
  return shorten(
    redactAndCut(
      kept,
      { keep: LIMIT.read, read: LIMIT.read },
      find,
      count,
      scheme === 'file:' ? undefined : FOLDERS,
    ),
  )
}

/** Whole segments only. */
function shorten(path: string): string {
  return path.length > LIMIT.keep ? path.slice(0, Math.max(0, path.lastIndexOf('/', LIMIT.keep))) : path
}

export const createSanitizeUrl =
  (find: Find) =>
  (url: string): string =>
    sanitizeUrl(url, find, () => undefined)
