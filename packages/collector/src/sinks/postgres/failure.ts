/**
 * Errors of PostgreSQL. Their messages and details quote the data, so only the SQLSTATE leaves this folder.
 * Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
import type { SinkFailure } from '../sink.js'

/** A sink's failure, or `other`: a fault of the database's definition or rights, or of ours. */
export type PostgresFault = SinkFailure | 'other'

export class PostgresSinkError extends Error {
  override readonly name = 'PostgresSinkError'
  /** A SQLSTATE, a system's code such as ECONNREFUSED, or one of ours. */
  constructor(readonly code: string) {
    super(`PostgreSQL failed: ${code}`)
  }
}

/** By SQLSTATE, or by its class of two characters. */
const faults: Readonly<Record<string, PostgresFault>> = {
  '08': 'unavailable',
  '22': 'rejected',
  '23': 'rejected',
  // Another writer was in the way; the same statement works later.
  '40': 'throttled',
  '53': 'throttled',
  // disk_full: nothing that waiting alone mends.
  '53100': 'unavailable',
  '54': 'too_large',
  // Somebody else's lock, or a limit of the server on how long a statement may take.
  '55P03': 'throttled',
  '57014': 'throttled',
  // admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped, idle_session_timeout
  '57': 'unavailable',
  '58': 'unavailable',
  // read_only_sql_transaction: this server was made a standby.
  '25006': 'unavailable',
}

const SYSTEM_CODE = /^E[A-Z_]{2,30}$/
/** No class begins with an E, as the system's codes do: EPIPE has five letters too. */
const SQLSTATE = /^(?!E)[0-9A-Z]{5}$/

const codeOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined

/** What the driver says of a connection that ended; it gives these errors no code. */
const isEnd = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  /^(Connection terminated|Client (was closed|has )|timeout e)/.test(thrown.message)

export function faultOf(thrown: unknown): PostgresFault {
  const code = codeOf(thrown)
  if (code === undefined) return isEnd(thrown) ? 'unavailable' : 'other'
  if (SQLSTATE.test(code)) return faults[code] ?? faults[code.slice(0, 2)] ?? 'other'
  return SYSTEM_CODE.test(code) || code === 'UNAVAILABLE' ? 'unavailable' : 'other'
}

/** Tables or columns are gone: they are looked at again with the next connection. */
export const isUndefined = (thrown: unknown): boolean =>
  ['42P01', '42703', '3F000'].includes(codeOf(thrown) ?? '')

/** The error without its message. */
export function withoutValues(thrown: unknown): Error {
  if (thrown instanceof PostgresSinkError || thrown instanceof DOMException) return thrown
  const code = codeOf(thrown)
  if (code !== undefined && (SQLSTATE.test(code) || SYSTEM_CODE.test(code)))
    return new PostgresSinkError(code)
  if (isEnd(thrown)) return new PostgresSinkError('UNAVAILABLE')
  return new PostgresSinkError(thrown instanceof Error ? thrown.name.toUpperCase().slice(0, 40) : 'UNKNOWN')
}
