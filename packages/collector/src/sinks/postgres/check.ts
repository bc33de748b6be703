/** Finds out for `hushlog doctor` whether the database answers this user and has what the sink needs. It changes nothing. */
import { SECOND } from '@hushlog/base'
import { withReducedErrors } from '../sink-error.js'
import { connectWriter, type DatabaseOptions } from './connect.js'
import { missingStatements } from './evolve.js'
import { toPostgresError } from './failure.js'

/** All statements together may take this many milliseconds. */
const LIMIT = 15 * SECOND

/** @throws PostgresSinkError */
export const checkPostgres = (options: DatabaseOptions): Promise<string> => {
  const signal = AbortSignal.timeout(LIMIT)
  return withReducedErrors(signal, toPostgresError, async () => {
    const { client, close } = await connectWriter(options, signal)
    try {
      const missing = await missingStatements(client, options.schema)
      return missing.length === 0
        ? `the database answers and has its tables in schema ${options.schema}`
        : `the database answers; ${missing.length} statements are to be run when the sink opens`
    } finally {
      await close()
    }
  })
}
