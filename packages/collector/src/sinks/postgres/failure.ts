/**
 * Reduces errors of PostgreSQL. Their messages and details quote the data, so that only the SQLSTATE leaves
 * this folder: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
import { errorCode } from '@hushlog/base'
import type { SinkFailure } from '../sink.js'
import { reduceErrors, SinkError } from '../sink-error.js'

export class PostgresSinkError extends SinkError {
  override readonly name = 'PostgresSinkError'
  /** @param code is a SQLSTATE, a system's code such as `ECONNREFUSED`, or `CLOSED` or `UNAVAILABLE` */
  constructor(code: string) {
    super('PostgreSQL', code)
  }
}

/** Lists failures by SQLSTATE, or by its class of two characters. */
const failures: Readonly<Record<string, SinkFailure>> = {
  '08': 'unavailable',
  '22': 'rejected',
  '23': 'rejected',
  // transaction_rollback: another writer was in the way; the same statement works later.
  '40': 'throttled',
  '53': 'throttled',
  // disk_full: waiting alone does not end it.
  '53100': 'unavailable',
  '54': 'too_large',
  // lock_not_available, query_canceled: somebody else's lock, or the server's limit on the time of a
  // statement.
  '55P03': 'throttled',
  '57014': 'throttled',
  // The class has admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped and
  // idle_session_timeout.
  '57': 'unavailable',
  '58': 'unavailable',
  // read_only_sql_transaction: this server was made a standby.
  '25006': 'unavailable',
}

const SYSTEM_CODE = /^E[A-Z_]{2,30}$/
/** No class begins with an E, as system codes do: EPIPE has five letters too. */
const SQLSTATE = /^(?!E)[0-9A-Z]{5}$/

/** Returns whether the connection ended. The driver gives these errors no code, only a message. */
const isDisconnect = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  /^(Connection terminated|Client (was closed|has )|timeout e)/.test(thrown.message)

/** Returns why records failed; undefined for faults of definitions, of rights, or of this program. */
export function failureOf(thrown: unknown): SinkFailure | undefined {
  const code = errorCode(thrown)
  if (code === undefined) return isDisconnect(thrown) ? 'unavailable' : undefined
  if (SQLSTATE.test(code)) return failures[code] ?? failures[code.slice(0, 2)]
  return SYSTEM_CODE.test(code) || code === 'UNAVAILABLE' ? 'unavailable' : undefined
}

/** These are undefined_table, undefined_column and invalid_schema_name. */
const MISSING = new Set(['42P01', '42703', '3F000'])

/** Returns whether a table or column is gone. The next connection creates it again. */
export const isMissing = (thrown: unknown): boolean => MISSING.has(errorCode(thrown) ?? '')

export const toPostgresError = reduceErrors(PostgresSinkError, (thrown) => {
  const code = errorCode(thrown)
  if (code !== undefined && (SQLSTATE.test(code) || SYSTEM_CODE.test(code))) return code
  if (isDisconnect(thrown)) return 'UNAVAILABLE'
  return thrown instanceof Error ? thrown.name.toUpperCase().slice(0, 40) : 'UNKNOWN'
})
