/**
 * Host and path. Query, fragment, user name, password and matrix parameters never leave; what is left is
 * scanned. Addresses without a host (`mailto:`, `data:`, `javascript:`) keep their scheme only.
 */
import { redactText } from './redact-text.js'

const PARTS = /^([a-z][a-z0-9+.-]{0,30}:)?(\/\/)?(.*)$/is
const WITH_HOST = /^(?:https?|wss?|ftp):$/
/** Also encoded: some servers decode before they split. */
const QUERY = /[?#]|%3f|%23/i
const MATRIX = /;[^/]*/g
/** What a browser drops when it reads an address. */
const INVISIBLE = /[\t\n\r]/g
const KEEP = 512
const READ = 4096
/** In a page's path `/home/…` is a section, not somebody's folder. */
const NO_FOLDERS = { disable: ['user_folder'] }

export function sanitizeUrl(url: string): string {
  let result = once(url, undefined)
  for (let round = 0; round < 4; round++) {
    const again = once(result, undefined)
    if (again === result) return result
    result = again
  }
  return ''
}

/** The same, telling which rules found something. */
export function sanitizeUrlCounted(url: string, count: (rule: string) => void): string {
  const first = once(url, count)
  return first === url ? first : sanitizeUrl(first)
}

function once(url: string, count: ((rule: string) => void) | undefined): string {
  const read = url.slice(0, READ).trim().replace(INVISIBLE, '').replace(/\\/g, '/')
  const [, written = '', slashes = '', rest = ''] = PARTS.exec(read) ?? []
  /** `localhost:3000/x` only looks as if it had a scheme. */
  const isHostAndPort = slashes === '' && /^\d{1,5}(?:[/?#]|$)/.test(rest)
  const scheme = isHostAndPort ? '' : written.toLowerCase()
  const hasHost = slashes !== '' || isHostAndPort || WITH_HOST.test(scheme)
  if (scheme !== '' && !hasHost) return scheme
  const address = isHostAndPort ? written + rest : rest
  const end = address.search(QUERY)
  const path = (end < 0 ? address : address.slice(0, end)).replace(MATRIX, '')
  const lead = scheme + (hasHost && !isHostAndPort ? '//' : '')
  const kept = lead + (hasHost ? withoutCredentials(path) : path)
  const { text, findings } = redactText(kept, scheme === 'file:' ? undefined : NO_FOLDERS)
  if (count !== undefined) for (const { rule } of findings) count(rule)
  return shorten(text)
}

function withoutCredentials(path: string): string {
  const slash = path.indexOf('/')
  const at = path.lastIndexOf('@', slash < 0 ? path.length : slash)
  return at < 0 ? path : path.slice(at + 1)
}

/** Whole segments only. */
function shorten(path: string): string {
  if (path.length <= KEEP) return path
  const slash = path.lastIndexOf('/', KEEP)
  return slash > 0 ? path.slice(0, slash) : ''
}
